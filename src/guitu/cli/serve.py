"""`guitu serve`: the web server and the background worker, until somebody stops it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from ipaddress import ip_address

from guitu.cli import environment, left_uploads, migrate, system_user, web
from guitu.cli.children import Children, Interrupted, interruptible
from guitu.cli.steps import say
from guitu.cli.stop import Stop


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="端口，默认 8000 或其后第一个空闲的 · port")
    parser.add_argument("--host", default=web.HOST, help="监听地址，默认仅本机 · address to listen on")
    parser.add_argument("--no-migrate", action="store_true", help="不更新数据库结构 · no migration")


def check_host(host: str, environ: Mapping[str, str]) -> None:
    """Beyond this machine passwords do not travel in the clear: a web server with a certificate stands before us."""
    try:
        here = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        here = False
    if not here and environ.get("GUITU_HTTPS") != "1":
        raise Stop(
            f"在 {host} 上监听时，口令会在网上明文传送。请在前面放一个有证书的网页服务器，并设 GUITU_HTTPS=1 和 GUITU_PROXIES=1；"
            "或者只在本机监听。",
            f"Listening on {host} would send passwords in the clear. Put a web server with a certificate before it and set"
            " GUITU_HTTPS=1 and GUITU_PROXIES=1, or listen on this machine only.",
        )


def run(args: argparse.Namespace) -> int:
    check_host(args.host, os.environ)
    try:
        with interruptible(), environment.database() as database, left_uploads.swept(database), Children() as children:
            if not args.no_migrate:
                migrate.prepare(database)
            system_user.refuse_root(database, os.geteuid(), "serve")
            serving = web.start(children, database, args.port, args.host)
            web.wait_until_it_answers(children, serving)
            say(f"\n归途已打开：http://{serving.host}:{serving.port}/    停止：Ctrl-C\n")
            children.watch(environment.reviving(database))
    except Interrupted:
        say("\n已停止。 Stopped.")
    return 0
