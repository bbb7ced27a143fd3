"""`guitu demo`: everything from nothing to the first page, and nothing left running afterwards."""

from __future__ import annotations

import argparse
from datetime import date

from guitu import postgres
from guitu.cli import demo_mark, entrances, environment, left_uploads, migrate, web
from guitu.cli.children import Children, Interrupted, interruptible
from guitu.cli.environment import Database
from guitu.cli.steps import say, step
from guitu.cli.stop import Stop


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="端口，默认 8000 或其后第一个空闲的 · port")
    parser.add_argument("--reset", action="store_true", help="删除演示数据，重新开始 · begin anew")
    parser.add_argument("--today", type=date.fromisoformat, help="数据截至哪天 · the data's last day")
    parser.add_argument("--no-serve", action="store_true", help="只建数据，不打开服务 · build only")


def run(args: argparse.Namespace) -> int:
    say("归途演示 · Guitu demo")
    try:
        with interruptible():
            _run(args)
    except Interrupted:
        say("\n已停止，没有留下任何进程；再次打开时数据还在。\nStopped; nothing is left running.")
    return 0


def _run(args: argparse.Namespace) -> None:
    with step("启动数据库 · database"):
        opening = environment.database()
        database = opening.__enter__()
    try:
        _make(database, args)
        if not args.no_serve:
            _serve(database, args.port)
    finally:
        opening.__exit__(None, None, None)


def _make(database: Database, args: argparse.Namespace) -> None:
    mark = demo_mark.read(database.url("owner"))
    if mark.is_real:
        raise Stop(
            "这里已有正式数据，不能当作演示使用。请另指定文件夹：GUITU_VAR=… ./guitu demo。",
            "There is real data here, not a demo. Name another folder: GUITU_VAR=… ./guitu demo.",
        )
    if mark.is_demo and not environment.keys().exists() and database.server is not None:
        say("  演示的密钥文件不在了，数据读不出来，重新开始 · the demo's keys are gone; beginning anew")
        args.reset = True
    if args.reset:
        _reset(database)
        mark = demo_mark.read(database.url("owner"))
    if not mark.is_demo:
        demo_mark.write(database.url("owner"), demo_mark.BUILDING)
    elif not mark.is_built:
        say("  上次没有建完，重新开始 · the last build was interrupted; beginning anew")
        _reset(database)
        demo_mark.write(database.url("owner"), demo_mark.BUILDING)
    migrate.prepare(database)
    if not mark.is_built:
        _build(database, args.today)


def _reset(database: Database) -> None:
    if database.server is None:
        raise Stop(
            "--reset 只用于归途自己的数据库；DATABASE_URL 指定的数据库请由管理员清空。",
            "--reset is for Guitu's own server; have the administrator empty the one in DATABASE_URL.",
        )
    with step("删除旧的演示数据 · reset"):
        database.server.drop_database(postgres.DATABASE)
        database.server.create_database(postgres.DATABASE)


def _build(database: Database, today: date | None) -> None:
    chosen = ["--today", today.isoformat()] if today else []
    with step("建立演示数据 · demo data"):
        if database.run("app", ["-m", "guitu.cli", "demo-build", *chosen]):
            raise Stop("演示数据没有建成，原因见上。", "The demo could not be built; see above.")
    demo_mark.write(database.url("owner"), demo_mark.BUILT)


def _serve(database: Database, wanted_port: int | None) -> None:
    with left_uploads.swept(database), Children() as children:
        with step("打开服务 · web server"):
            serving = web.start(children, database, wanted_port)
            web.wait_until_it_answers(children, serving)
        say("\n可以进入的岗位 · posts to enter as")
        for line in entrances.lines(database.url("app")):
            say(line)
        say(
            f"\n归途已打开：http://{serving.host}:{serving.port}/\n"
            "在登录页选择一个岗位即可进入，不需要密码。停止：Ctrl-C\n"
            "Open the address and choose a post on the login page; no password is needed. Stop: Ctrl-C\n"
        )
        children.watch(environment.reviving(database))
