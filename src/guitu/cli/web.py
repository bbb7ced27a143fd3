"""The web server and the background worker, as children of a command."""

from __future__ import annotations

import http.client
import socket
import time

from guitu.cli.children import Children
from guitu.cli.environment import Database
from guitu.cli.stop import Stop

HOST = "127.0.0.1"
FIRST_PORT = 8000
LAST_PORT = 8099
LONGEST_START = 60.0
WORKER = ["-m", "django", "procrastinate", "worker", "--shutdown-graceful-timeout", "5"]


def free_port(wanted: int | None) -> int:
    """The one asked for or none; else 8000 or the next free one."""
    candidates = range(FIRST_PORT, LAST_PORT + 1) if wanted is None else (wanted,)
    for port in candidates:
        if _is_free(port):
            return port
    if wanted is None:
        raise Stop("8000 至 8099 号端口都被占用。", "All ports from 8000 to 8099 are taken.")
    raise Stop(f"端口 {wanted} 已被占用。", f"Port {wanted} is taken.")


def start(children: Children, database: Database, port: int, host: str = HOST) -> None:
    environ = database.environ("app")
    children.start(
        "web",
        [
            "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
            "--workers", "2", "--blocking-threads", "2",
            # Idle threads would end, and with them their database connections.
            "--blocking-threads-idle-timeout", "600",
            "--log-level", "warning", "--no-ws", "guitu.wsgi:application",
        ],
        environ,
    )  # fmt: skip
    start_worker(children, database)


def start_worker(children: Children, database: Database) -> None:
    children.start("worker", WORKER, database.environ("app"))


def wait_until_it_answers(children: Children, port: int, host: str = HOST) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        children.look()
        connection = http.client.HTTPConnection(host, port, timeout=10)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse()
        except OSError:
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise Stop("网页服务没有应答。", "The web server does not answer.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
