"""The pages made from the catalogue of a migrated database: tables with their policies and triggers, functions, and the
finished SQL of the lists. `guitu docs` migrates a database of its own for them; the tests compare with theirs.

python -m guitu.cli.database_pages    the pages as JSON, of the database that the environment names
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from itertools import groupby
from typing import Any

HEAD = "<!-- 由代码生成（./guitu docs），请勿手改。 -->\n"
COMMANDS = {"r": "读", "a": "加", "w": "改", "d": "删", "*": "全部"}

_TABLES = """
SELECT c.relname, c.relforcerowsecurity,
  (SELECT json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
     coalesce(pg_get_expr(d.adbin, d.adrelid), '')) ORDER BY a.attnum)
   FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum AND a.attgenerated <> ''
   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)::text,
  (SELECT json_agg(json_build_array(p.polcmd, coalesce(pg_get_expr(p.polqual, c.oid), ''),
     coalesce(pg_get_expr(p.polwithcheck, c.oid), '')) ORDER BY p.polname)
   FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polname LIKE '%%\\_definer')::text,
  (SELECT json_agg(pg_get_triggerdef(t.oid) ORDER BY t.tgname) FROM pg_trigger t
   WHERE t.tgrelid = c.oid AND NOT t.tgisinternal)::text,
  (SELECT json_agg(conname || ' ' || pg_get_constraintdef(k.oid) ORDER BY conname) FROM pg_constraint k
   WHERE k.conrelid = c.oid AND k.contype IN ('c', 'x', 'f', 'u'))::text,
  (SELECT json_agg(u.right ORDER BY u.place) FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE'])
   WITH ORDINALITY AS u ("right", place) WHERE has_table_privilege(%(app)s, c.oid, u.right))::text
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  AND split_part(c.relname, '_', 1) = ANY(%(packages)s) ORDER BY c.relname
"""
_FUNCTIONS = """
SELECT f.proname, pg_get_functiondef(f.oid), has_function_privilege(%(app)s, f.oid, 'EXECUTE')
FROM pg_proc f WHERE f.pronamespace = 'public'::regnamespace AND split_part(f.proname, '_', 1) = ANY(%(packages)s)
ORDER BY f.proname, pg_get_function_identity_arguments(f.oid)
"""


def pages() -> dict[str, str]:
    """Each page by its path below docs/; Django is set up, its database is migrated."""
    from guitu.cli.list_pages import lists_page

    return {"database.md": tables_page(), "database-functions.md": functions_page(), "lists.md": lists_page(HEAD)}


def _packages() -> list[str]:
    """Ours, from below upward as they are installed."""
    from django.apps import apps

    return [config.label for config in apps.get_app_configs() if config.name.startswith("guitu.")]


def _asked(sql: str) -> list[tuple[Any, ...]]:
    from django.conf import settings

    from guitu.kit.database import rows

    return rows(sql, {"app": settings.APP_ROLE, "packages": _packages()})


def _by_package(found: Iterable[tuple[Any, ...]]) -> list[tuple[str, list[tuple[Any, ...]]]]:
    order = _packages()
    listed = sorted(found, key=lambda row: order.index(row[0].split("_")[0]))
    return [(package, list(rows)) for package, rows in groupby(listed, key=lambda row: row[0].split("_")[0])]


def tables_page() -> str:
    lines = [HEAD, "# 数据库：表和行级策略", "", _TABLES_INTRO, ""]
    for package, tables in _by_package(_asked(_TABLES)):
        lines += [f"## {package}", ""]
        for name, forced, columns, policies, triggers, constraints, rights in tables:
            lines += [f"### `{name}`", "", _columns(columns), ""]
            lines += [f"应用角色：{'、'.join(json.loads(rights or '[]')) or '没有权限'}。" + ("" if forced else "没有行级策略。"), ""]
            lines += _policies(json.loads(policies or "[]"))
            lines += _listed("触发器", triggers) + _listed("约束", constraints)
    return "\n".join(lines)


_TABLES_INTRO = (
    "出自迁移以后的数据库目录：每张表的列、应用角色的权限、读和写要满足的策略、触发器和约束。看得见什么以这里为准。\n"
    "属主只在自己的函数和迁移里看得见行（`guitu.definer`），每张表都一样，不再一一写出。"
    "函数见 [database-functions.md](database-functions.md)。`bytea` 的列是密文或者盲索引。"
)


def _columns(text: str) -> str:
    said = []
    for name, kind, needed, made in json.loads(text):
        said.append(f"`{name}` {kind}" + ("" if needed else "，可空") + (f"，算出：{made}" if made else ""))
    return "列：" + "；".join(said) + "。"


def _policies(found: list[tuple[str, str, str]]) -> list[str]:
    """One block per condition, with the commands that it is for."""
    said: dict[str, list[str]] = {}
    for command, using, check in found:
        for condition in dict.fromkeys(text for text in (using, check) if text):
            said.setdefault(condition, []).append(COMMANDS[command])
    lines = []
    for condition, commands in said.items():
        lines += [f"{'、'.join(dict.fromkeys(commands))}：", "", "```sql", condition, "```", ""]
    return lines


def _listed(title: str, text: str | None) -> list[str]:
    return [f"{title}：", "", *(f"- `{one}`" for one in json.loads(text)), ""] if text else []


def functions_page() -> str:
    lines = [HEAD, "# 数据库：函数", "", "出自迁移以后的数据库目录：现行的样子，不论由哪个迁移写下。", ""]
    for package, functions in _by_package(_asked(_FUNCTIONS)):
        lines += [f"## {package}", ""]
        for name, body, granted in functions:
            text = "\n".join(line.rstrip() for line in body.strip().split("\n"))
            lines += [f"### `{name}`", "", "应用角色可以调用。" if granted else "应用角色不能调用。", "", "```sql", text, "```", ""]
    return "\n".join(lines)


def made() -> dict[str, str]:
    """The pages of a database that is migrated for them and thrown away."""
    from guitu import postgres
    from guitu.cli import environment
    from guitu.postgres import roles

    name = f"docs_{os.getpid()}"
    with postgres.open(environment.var(), "test") as server:
        server.create_database(name)
        try:
            urls: dict[environment.Role, str] = {"app": server.url(roles.APP, name), "owner": server.url(roles.OWNER, name)}
            environ = environment.Database(urls, server).environ("owner")
            for arguments in (["-m", "django", "migrate", "--verbosity", "0"], ["-m", "guitu.cli.database_pages"]):
                done = subprocess.run([sys.executable, *arguments], env=environ, check=True, stdout=subprocess.PIPE)
        finally:
            server.drop_database(name)
    found: dict[str, str] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(pages()))
