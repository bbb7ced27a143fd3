"""Whether a database is a demo, or a trial with invented people, is written on the database itself: real data is never
taken for either."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from psycopg import sql

from guitu.cli.stop import Stop

BUILDING = "guitu demo: building"
BUILT = "guitu demo: built"
TRIAL = "guitu trial: invented people"  # a server to be tried hard: as real as can be, but for the people

READ = """
SELECT coalesce(shobj_description(d.oid, 'pg_database'), ''), to_regclass('public.grid_account') IS NOT NULL
FROM pg_database d WHERE d.datname = current_database()
"""


@dataclass(frozen=True)
class Mark:
    text: str
    has_accounts: bool

    @property
    def is_demo(self) -> bool:
        return self.text in (BUILDING, BUILT)

    @property
    def is_built(self) -> bool:
        return self.text == BUILT

    @property
    def is_invented(self) -> bool:
        return self.is_demo or self.text == TRIAL

    @property
    def is_real(self) -> bool:
        return self.has_accounts and not self.is_demo


def read(url: str) -> Mark:
    with connected(url) as connection:
        found = connection.execute(READ).fetchone()
        text, has_table = (str(found[0]), bool(found[1])) if found else ("", False)
        has_accounts = False
        if has_table and text not in (BUILDING, BUILT):
            row = connection.execute("SELECT EXISTS (SELECT FROM public.grid_account)").fetchone()
            has_accounts = bool(row and row[0])
        return Mark(text, has_accounts)


def write(owner_url: str, text: str) -> None:
    with connected(owner_url) as connection:
        name = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, sql.Literal(text)))


def connected(url: str) -> psycopg.Connection[tuple[object, ...]]:
    try:
        return psycopg.connect(url, connect_timeout=10)
    except psycopg.OperationalError as error:
        said = str(error).strip()
        raise Stop(f"连不上数据库：{said}", "The database cannot be reached; its words are above.") from error
