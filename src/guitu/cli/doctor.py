"""`guitu doctor`: is this machine fit, and is the database what it must be."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from guitu.cli import demo_mark, environment, fonts, frontend
from guitu.cli.environment import Database

LEAST_FREE = 2 * 1024**3
OLDEST_ENGINE = 150014
LARGEST_CLOCK_DIFFERENCE = 2.0  # seconds

RIGHTS = (
    "SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls FROM pg_roles WHERE rolname = current_user"
)
OWNS = "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = current_user"
UNGUARDED = """
SELECT DISTINCT c.relname FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND a.attname IN ('scope_path', 'county_id')
AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1
"""

JOBS = """
SELECT count(*) FILTER (WHERE j.status = 'todo'), count(*) FILTER (WHERE j.status = 'doing' AND NOT w.gone),
  count(*) FILTER (WHERE j.status = 'doing' AND w.gone), count(*) FILTER (WHERE j.status = 'failed')
FROM procrastinate_jobs j, LATERAL (SELECT NOT EXISTS (SELECT 1 FROM procrastinate_workers w
  WHERE w.id = j.worker_id AND w.last_heartbeat > now() - interval '30 seconds') AS gone) w
"""
LATE = "SELECT county_id FROM blocks_late(now() - interval '5 minutes')"
AS_COUNTY = (
    "SELECT set_config('guitu.county', %s, true), set_config('guitu.lo', %s, true), set_config('guitu.hi', %s, true),"
    " set_config('guitu.whole', '1', true), set_config('guitu.whole_people', '1', true)"
)
UNSETTLED = """
SELECT count(*) FROM (SELECT FROM ledger_fact f JOIN matters_matter m ON m.id = f.matter_id AND m.kind <> 'sealed'
  LEFT JOIN settling_summary s ON s.matter_id = f.matter_id GROUP BY f.matter_id, s.facts HAVING count(*) > coalesce(s.facts, 0)) AS waiting
"""
OTHER_PACK = """
SELECT count(*) FROM people_person p JOIN settling_summary s ON s.matter_id = p.id WHERE s.policy <> {pack}
"""


@dataclass(frozen=True)
class Finding:
    name: str
    good: bool
    said: str


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="给程序读 · for programs")


def run(args: argparse.Namespace) -> int:
    findings = [_python(), _disk(), _frontend(), _fonts(), password_in_environment(os.environ)]
    with environment.database() as database:
        for role in database.urls:
            findings += _of_role(database, role)
        findings += [*_of_database(database), *background(database.url("app")), *sealing(database.url("app")), _keys()]
        if not database.is_demo:
            findings += [runs_as(os.geteuid()), standing_clock(os.environ), *_administrators(database)]
    if args.json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            print(f"  {'✓' if finding.good else '×'} {finding.name}：{finding.said}")
    return 0 if all(finding.good for finding in findings) else 1


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Finding("Python", sys.version_info >= (3, 11), version)


def password_in_environment(environ: Mapping[str, str]) -> Finding:
    """Whoever lists processes may read their environment; a file with mode 0400 is read by its owner only."""
    told = [name for name in environment.VARIABLES.values() if urlsplit(environ.get(name, "")).password]
    said = f"{', '.join(told)} 含口令，请改用 {told[0]}_FILE · use a file" if told else "没有 none"
    return Finding("环境变量里的口令 password in the environment", not told, said)


def runs_as(uid: int) -> Finding:
    """A web process that is root gives the whole machine away with one fault of ours."""
    return Finding("运行身份 runs as", uid != 0, "root：请用专门的系统用户运行 · use a user of its own" if uid == 0 else str(uid))


def standing_clock(environ: Mapping[str, str]) -> Finding:
    """A clock that was stopped for a test does not stop here, and should not be asked to."""
    left = [name for name in ("GUITU_NOW", "GUITU_TESTING") if environ.get(name)]
    return Finding("停住的时钟 stopped clock", not left, f"请去掉 remove: {', '.join(left)}" if left else "没有 none")


def _administrators(database: Database) -> Iterator[Finding]:
    """Three administrators are three people by a constraint; who grants nothing has no number and cannot appoint."""
    with demo_mark.connected(database.url("app")) as connection:
        there = _one(connection, "SELECT count(*) FROM pg_constraint WHERE conname = 'administrators_are_different_people'")
        yield Finding("三员分离 three administrators", there == 1, "数据库约束 by constraint" if there else "缺少约束 missing")


def _disk() -> Finding:
    folder = environment.var()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    return Finding("磁盘 disk", free >= LEAST_FREE, f"{free / 1024**3:.1f} GB 可用 free")


def _frontend() -> Finding:
    ready = frontend.is_ready()
    return Finding("页面文件 front-end", ready, "齐全 ready" if ready else "缺少，运行 ./guitu migrate")


def _fonts() -> Finding:
    ready = fonts.is_ready()
    return Finding("文书字体 fonts", ready, "齐全 ready" if ready else "缺少，运行 ./guitu migrate")


def _of_role(database: Database, role: environment.Role) -> Iterator[Finding]:
    """What each role may do is the whole point of having three."""
    expected = (False, False, False, role == "backup")
    with demo_mark.connected(database.url(role)) as connection:
        rights = connection.execute(RIGHTS).fetchone()
        said = "权限正确 as it must be" if rights == expected else f"权限不对 wrong: {rights}"
        yield Finding(f"角色 role {role}", rights == expected, said)
        if role == "app":
            owned = _one(connection, OWNS)
            yield Finding("应用角色拥有的对象 owned by app", owned == 0, str(owned))


def _of_database(database: Database) -> Iterator[Finding]:
    with demo_mark.connected(database.url("app")) as connection:
        version = connection.info.server_version
        yield Finding("PostgreSQL", version >= OLDEST_ENGINE, str(_one(connection, "SHOW server_version")))
        fsync = str(_one(connection, "SHOW fsync"))
        yield Finding("fsync", fsync == "on", fsync)
        encoding = str(_one(connection, "SHOW server_encoding"))
        yield Finding("编码 encoding", encoding == "UTF8", encoding)
        bare = ", ".join(str(row[0]) for row in connection.execute(UNGUARDED))
        yield Finding(
            "行级安全 row security", not bare, f"未启用 missing: {bare}" if bare else "已强制 forced"
        )
        there = _one(connection, "SELECT clock_timestamp()")
        apart = abs((datetime.now(UTC) - there).total_seconds()) if isinstance(there, datetime) else 0.0
        yield Finding("时钟 clock", apart < LARGEST_CLOCK_DIFFERENCE, f"相差 {apart:.2f} s")


def background(url: str) -> Iterator[Finding]:
    """Jobs that failed or stand still, and people of whom more is on file than was settled, or another pack in force
    than they were settled with."""
    from guitu.ledger.packs import digest_sql

    other_pack = OTHER_PACK.format(pack=digest_sql("p.county_id", "p.scope_path"))
    with demo_mark.connected(url) as connection:
        if _one(connection, "SELECT to_regclass('public.settling_summary')") is None:
            return
        waiting, running, stalled, failed = connection.execute(JOBS).fetchone() or (0, 0, 0, 0)
        said = f"排队 waiting {waiting}，在做 running {running}，中断 stalled {stalled}，失败 failed {failed}"
        yield Finding("后台任务 background", not stalled and not failed, said)
        left = 0
        for (county,) in connection.execute("SELECT county_id FROM grid_counties()").fetchall():
            connection.execute(AS_COUNTY, [county, county, f"{county}:"])
            left += int(str(_one(connection, UNSETTLED))) + int(str(_one(connection, other_pack)))
        on_its_way = bool(waiting or running)
        yield Finding("还没有算好的人 people not settled", not left or on_its_way, str(left))


def sealing(url: str) -> Iterator[Finding]:
    """Whether the ledger is sealed as it is written, and its heads kept outside."""
    with demo_mark.connected(url) as connection:
        if _one(connection, "SELECT to_regclass('public.blocks_sealer')") is None:
            return
        late = ", ".join(str(row[0]) for row in connection.execute(LATE))
        yield Finding("台账封存 sealing", not late, late or "跟上了 up to date")


def _keys() -> Finding:
    path = Path(os.environ.get("GUITU_KEYS") or environment.var() / "keys.json")
    if not path.exists():
        return Finding("密钥 keys", True, "尚未生成 not made yet")
    mode = stat.S_IMODE(path.stat().st_mode)
    return Finding("密钥 keys", mode == 0o600, f"{path}，权限 mode {mode:o}")


def _one(connection: psycopg.Connection[tuple[object, ...]], question: str) -> object:
    row = connection.execute(question.encode()).fetchone()
    return row[0] if row else None
