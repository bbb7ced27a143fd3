from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from guitu.cli import children, web
from guitu.cli.children import Children
from guitu.cli.stop import Stop
from guitu.postgres import processes

SOURCE = Path(children.__file__).parents[2]
SLEEP = ["-c", "import time; time.sleep(600)"]
STUBBORN_WITH_A_CHILD = [
    "-c",
    "import os, signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); child = os.fork()\n"
    "if child: print(os.getpid(), child, file=open(sys.argv[1], 'w'), flush=True)\n"
    "time.sleep(600)",
]


def wait_for_text(path: Path) -> str:
    for _ in range(1000):
        if path.exists() and path.read_text().endswith("\n"):
            return path.read_text()
        time.sleep(0.01)
    raise AssertionError(f"{path} was never written")


def wait_until_gone(pid: int) -> bool:
    for _ in range(1000):
        if not processes.is_alive(pid):
            return True
        time.sleep(0.01)
    return False


def test_all_children_end_together_even_one_that_will_not_listen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "PATIENCE", 0.3)
    note = tmp_path / "pids"
    with Children() as running:
        running.start("quiet", SLEEP, os.environ)
        running.start("stubborn", [*STUBBORN_WITH_A_CHILD, str(note)], os.environ)
        pids = [int(word) for word in wait_for_text(note).split()]
    assert all(wait_until_gone(pid) for pid in pids)


def test_a_child_that_ends_while_it_is_started_is_named() -> None:
    with Children() as running:
        running.start("short", ["-c", "raise SystemExit(3)"], os.environ)
        with pytest.raises(Stop, match=r"short .*3"):
            while True:
                running.look()
                time.sleep(0.01)


class Enough(Exception):
    pass


def test_a_child_that_ends_by_itself_later_is_started_again_and_later_and_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "FIRST_WAIT", 0.2)
    note = tmp_path / "starts"
    program = f"import time; open({str(note)!r}, 'a').write(f'{{time.time()}}\\n')"

    def look() -> None:
        if note.exists() and len(note.read_text().splitlines()) >= 5:
            raise Enough

    with Children() as running, pytest.raises(Enough):
        running.start("short", ["-c", program], os.environ)
        running.watch(look)
    times = [float(line) for line in note.read_text().split()]
    waits = [later - earlier for earlier, later in itertools.pairwise(times[1:])]
    assert waits[-1] > waits[0] >= 0.2


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_every_polite_signal_ends_a_command_and_its_children(tmp_path: Path, name: signal.Signals) -> None:
    program = (
        "import os, sys\n"
        "from guitu.cli.children import *\n"
        "try:\n"
        "    with interruptible(), Children() as running:\n"
        f"        running.start('sleeper', {SLEEP!r}, os.environ)\n"
        "        print(running.pid('sleeper'), flush=True)\n"
        "        running.watch()\n"
        "except Interrupted:\n"
        "    print('clean', flush=True)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    child = int(process.stdout.readline())
    process.send_signal(name)
    rest, _ = process.communicate(timeout=20)
    assert rest == "clean\n"
    assert wait_until_gone(child)


def test_a_taken_port_is_passed_over_or_refused() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind((web.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Stop, match=str(port)):
            web.free_port(port)
    assert web.FIRST_PORT <= web.free_port(None) <= web.LAST_PORT
