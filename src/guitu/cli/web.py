"""The web server and the background workers, as children of a command."""

from __future__ import annotations

import http.client
import secrets
import socket
import time
from dataclasses import dataclass

from guitu.cli.children import Children
from guitu.cli.environment import Database
from guitu.cli.stop import Stop

HOST = "127.0.0.1"
FIRST_PORT = 8000
LAST_PORT = 8099
LONGEST_START = 60.0
BACKLOG = 1024
# Rosters are read apart: a long import keeps nobody else's file waiting, and two files are read at a time, while messages
# leave the house beside them.
WORKERS = {
    "worker": ["-m", "guitu.cli", "work", "--queues", "settle,import,try"],
    "reader": ["-m", "guitu.cli", "work", "--queues", "read,files,outward,send,seal,calls,try", "--at-once", "3"],
}


@dataclass(frozen=True)
class Serving:
    """Where it is served, and the name by which the instance proves that it is the one just started."""

    host: str
    port: int
    instance: str


def free_port(wanted: int | None) -> int:
    """The one asked for or none; else 8000 or the next free one."""
    with listen(wanted) as found:
        return int(found.getsockname()[1])


def listen(wanted: int | None, host: str = HOST) -> socket.socket:
    """Bound once, here, and handed on to whoever answers: two servers never share a port, not even for a second."""
    candidates = range(FIRST_PORT, LAST_PORT + 1) if wanted is None else (wanted,)
    for port in candidates:
        if found := _bound(host, port):
            return found
    if wanted is None:
        raise Stop("8000 至 8099 号端口都被占用。", "All ports from 8000 to 8099 are taken.")
    raise Stop(f"端口 {wanted} 已被占用。", f"Port {wanted} is taken.")


def start(children: Children, database: Database, wanted: int | None, host: str = HOST) -> Serving:
    """Web server and workers. The socket stays open here: while the web server is started again, callers wait."""
    held = listen(wanted, host)
    children.keep(held)
    serving = Serving(host, int(held.getsockname()[1]), secrets.token_hex(8))
    children.start(
        "web",
        ["-m", "guitu.cli", "web-server", "--socket", str(held.fileno())],
        database.environ("app") | {"GUITU_INSTANCE": serving.instance},
        sockets=(held.fileno(),),
    )
    start_workers(children, database)
    return serving


def start_workers(children: Children, database: Database, *names: str) -> None:
    """All of them, or these."""
    for name in names or WORKERS:
        children.start(name, WORKERS[name], database.environ("app"))


def wait_until_it_answers(children: Children, serving: Serving) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        children.look()
        connection = http.client.HTTPConnection(serving.host, serving.port, timeout=10)
        try:
            connection.request("GET", "/healthz")
            answer = connection.getresponse()
        except OSError:
            time.sleep(0.05)
            continue
        finally:
            connection.close()
        if answer.getheader("Guitu-Instance") != serving.instance:
            raise Stop(f"端口 {serving.port} 上应答的不是这个归途。", f"Somebody else answers on port {serving.port}.")
        return
    raise Stop("网页服务没有应答。", "The web server does not answer.")


def _bound(host: str, port: int) -> socket.socket | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    held = socket.socket(family)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port is free again at once after its server ended
    # Connections inherit it: else the last piece of an answer waits 40 ms until the browser has confirmed the first.
    held.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        held.bind((host, port))
        held.listen(BACKLOG)
    except OSError:
        held.close()
        return None
    return held
