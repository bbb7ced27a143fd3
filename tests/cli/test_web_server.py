"""What of granian's inside we stand in for: these fail when another version of it has changed that."""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from granian.constants import Interfaces
from granian.server.mp import MPServer

from guitu.cli import web
from guitu.cli.web_server import HandedOn

CHANGED = "granian makes its shared socket otherwise than the version that HandedOn was written for"
ASKED: dict[str, Any] = {"interface": Interfaces.WSGI, "workers": 2, "websockets": False}


@pytest.fixture
def handed() -> Iterator[int]:
    """The number of a socket that is bound; whoever it is handed to closes it."""
    with web.listen(None) as bound:
        yield os.dup(bound.fileno())


@pytest.fixture
def ours(handed: int) -> Iterator[Any]:
    server: Any = HandedOn("guitu.wsgi:application", **ASKED)
    server.handed = handed
    server._init_shared_socket()
    yield server
    server._drop_shared_socket()


def test_the_handed_socket_fills_exactly_what_granians_own_way_fills(ours: Any, tmp_path: Path) -> None:
    # as for a socket file: for a port it leaves the sharing to the kernel
    theirs: Any = MPServer("guitu.wsgi:application", uds=tmp_path / "socket", **ASKED)
    before = dict(vars(theirs))
    theirs._init_shared_socket()
    filled = {name for name, value in vars(theirs).items() if name not in before or value is not before[name]}
    assert filled == {"_shd", "_sfd", "_sso"}, CHANGED
    assert {name: type(vars(theirs)[name]) for name in filled} == {name: type(vars(ours)[name]) for name in filled}, CHANGED
    assert theirs._ssp is None and ours._ssp is None, CHANGED
    theirs._drop_shared_socket()


def test_every_process_is_given_the_handed_socket(ours: Any, handed: int) -> None:
    assert ours._shd.get_fd() == ours._sfd == ours._sso.fileno() == handed, CHANGED
    assert ours._sso.get_inheritable(), CHANGED
    for number in range(ours.workers):
        worker = ours._spawn_worker(number, print, print)
        assert ((None, ours._shd), ours._sso) in worker.inner._args, CHANGED


def test_granian_asks_for_the_socket_before_it_starts_a_process() -> None:
    asked = inspect.getsource(MPServer.startup)
    assert 0 < asked.find("self._init_shared_socket()") < asked.find("self._spawn_workers("), CHANGED
