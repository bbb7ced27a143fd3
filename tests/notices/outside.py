"""Servers of ours on this machine that answer as the others do, and ways out that lead to them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

from guitu.kit.database import acting, dicts
from guitu.notices.channel_commands import set_channel
from guitu.rules.notices import KINDS
from tests import make


@dataclass
class Heard:
    """What a server of ours was told, and what it says to it."""

    address: str = ""
    said: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    status: int = 200
    answer: bytes = b'{"errcode":0,"code":0}'
    headers: dict[str, str] = field(default_factory=dict)
    before: Any = None  # called with each request before it is answered


@contextmanager
def web() -> Iterator[Heard]:
    heard = Heard()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.said.append((self.path, dict(self.headers), body))
            if heard.before:
                heard.before()
            self.send_response(heard.status)
            for name, value in heard.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(heard.answer)))
            self.end_headers()
            self.wfile.write(heard.answer)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    with _running(server):
        heard.address = f"http://127.0.0.1:{server.server_address[1]}"
        yield heard


@contextmanager
def post_office() -> Iterator[Heard]:
    """A mail server that takes everything, until its answer is another."""
    heard = Heard(answer=b"250 taken")

    class Handler(StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    text = b""
                    while (part := self.rfile.readline()) not in (b".\r\n", b""):
                        text += part
                    heard.said.append(("", {}, text))
                    self.wfile.write(heard.answer + b"\r\n")
                elif word == b"QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                else:
                    self.wfile.write(b"250 yes\r\n")

    ThreadingTCPServer.daemon_threads = True
    server = ThreadingTCPServer(("127.0.0.1", 0), Handler)
    with _running(server):
        heard.address = f"smtp://127.0.0.1:{server.server_address[1]}"
        yield heard


@contextmanager
def _running(server: Any) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def open_way(world: make.World, at: datetime, way: str, heard: Heard | None = None, **more: str) -> None:
    """The administrator opens a way out that leads to a server of ours."""
    config = dict(more)
    if way == "mail" and heard is not None:
        host, _, port = heard.address.removeprefix("smtp://").partition(":")
        config = {"host": host, "port": port, "security": "none", "sender": "guitu@example.cn", **config}
    elif heard is not None:
        config = {"url": f"{heard.address}/robot/send?key=K1", **config}
    set_channel(world.actor("admin"), at=at, way=way, config=config, kinds=list(KINDS))


def outbox(world: make.World, *columns: str) -> list[tuple[Any, ...]]:
    """What lies in the outbox of the county, as the administrator's eyes see it."""
    names = columns or ("way", "kind", "n", "state")
    with acting(world.actor("admin")):
        return [tuple(one[name] for name in names) for one in dicts("SELECT * FROM notices_delivery ORDER BY window_at, kind, way")]
