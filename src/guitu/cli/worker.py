"""`guitu worker`: background jobs alone, where the web runs elsewhere."""

from __future__ import annotations

import argparse
import os

from guitu.cli import environment, system_user, web
from guitu.cli.children import Children, Interrupted, interruptible
from guitu.cli.steps import say


def configure(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace) -> int:
    try:
        with interruptible(), environment.database() as database, Children() as children:
            system_user.refuse_root(database, os.geteuid(), "worker")
            web.start_workers(children, database, "worker")  # files that wait lie where the web is: its own reader reads them
            say("后台任务正在运行。停止：Ctrl-C · Background jobs are running.")
            children.watch(environment.reviving(database))
    except Interrupted:
        say("\n已停止。 Stopped.")
    return 0
