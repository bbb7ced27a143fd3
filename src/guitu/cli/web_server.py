"""The web server on a socket that is open already: two processes of granian, started again when one is killed."""

from __future__ import annotations

import argparse
import socket
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.net import SocketHolder
from granian.server.mp import MPServer

from guitu.cli.web import BACKLOG

WORKERS = 2
THREADS = 2
IDLE = 600  # seconds; idle threads would end, and with them their database connections


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--socket", type=int, required=True, help="的文件号 · its file number")


def run(args: argparse.Namespace) -> int:
    server = HandedOn(
        "guitu.wsgi:application",
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=IDLE,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    )
    server.handed = args.socket
    server.serve()
    return 0


class HandedOn(MPServer):
    """granian binds a port by itself, shared with whoever else wants it; ours is bound before it is there."""

    handed: int

    def _init_shared_socket(self) -> None:
        holder: Any = SocketHolder  # its stubs leave out how it is made
        self._shd: Any = holder(self.handed, False, BACKLOG)
        self._sfd: Any = self.handed
        self._sso: Any = socket.socket(fileno=self.handed)
        self._sso.set_inheritable(True)
