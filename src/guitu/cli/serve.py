"""`guitu serve`: the web server and the background worker, until somebody stops it."""

from __future__ import annotations

import argparse

from guitu.cli import environment, migrate, web
from guitu.cli.children import Children, Interrupted, interruptible
from guitu.cli.steps import say


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="端口，默认 8000 或其后第一个空闲的 · port")
    parser.add_argument("--host", default=web.HOST, help="监听地址，默认仅本机 · address to listen on")
    parser.add_argument("--no-migrate", action="store_true", help="不更新数据库结构 · no migration")


def run(args: argparse.Namespace) -> int:
    try:
        with interruptible(), environment.database() as database, Children() as children:
            if not args.no_migrate:
                migrate.prepare(database)
            port = web.free_port(args.port)
            web.start(children, database, port, args.host)
            web.wait_until_it_answers(children, port, args.host)
            say(f"\n归途已打开：http://{args.host}:{port}/    停止：Ctrl-C\n")
            children.watch()
    except Interrupted:
        say("\n已停止。 Stopped.")
    return 0
