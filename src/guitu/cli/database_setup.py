"""`guitu database-setup`: the SQL that an administrator of an existing server runs once."""

from __future__ import annotations

import argparse

from guitu.postgres import DATABASE
from guitu.postgres.roles import administrator_sql


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--print", action="store_true", required=True, help="打印 SQL · print the SQL")
    parser.add_argument("--database", default=DATABASE, help="数据库名 · name of the database")


def run(args: argparse.Namespace) -> int:
    print(administrator_sql(args.database), end="")
    return 0
