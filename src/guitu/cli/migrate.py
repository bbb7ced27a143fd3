"""`guitu migrate`: as the owner role, in a process of its own."""

from __future__ import annotations

import argparse

from guitu.cli import environment, fonts, frontend
from guitu.cli.environment import Database
from guitu.cli.steps import step
from guitu.cli.stop import Stop


def configure(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace) -> int:
    with environment.database() as database:
        prepare(database)
        settle_again(database)
    return 0


def settle_again(database: Database) -> None:
    """People follow the numbers of the version that is there now; a worker that starts asks for it too."""
    if database.run("app", ["-m", "guitu.cli", "settle-upgraded"]):
        raise Stop("没有能安排按新的规定重排，原因见上。", "Settling with the new numbers could not be asked for; see above.")


def prepare(database: Database) -> None:
    """What must be done before anything is served: front-end files, database structure, static files."""
    if not frontend.is_ready():
        with step("取页面文件 · front-end files"):
            frontend.prepare()
    if not fonts.is_ready():
        with step("取文书字体 · fonts of papers"):
            fonts.prepare()
    with step("更新数据库结构 · database structure"):
        if database.run("owner", ["-m", "guitu.cli", "prepare"]):
            raise Stop("数据库没有更新成功，原因见上。", "Migration failed; see above.")
