from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from guitu import postgres
from guitu.postgres import processes
from guitu.postgres.leftovers import live_postmaster, read_postmaster

SOURCE = Path(postgres.__file__).parents[2]

ANOTHER = """
import sys
from pathlib import Path
from guitu import postgres
with postgres.open(Path(sys.argv[1])) as server:
    print("open", flush=True)
    sys.stdin.readline()
"""


def another_user_of(var: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", ANOTHER, str(var)],
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


def make_table(server: postgres.Server) -> None:
    with psycopg.connect(server.owner_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")


def answer(server: postgres.Server) -> object:
    with psycopg.connect(server.owner_url) as connection:
        row = connection.execute("SELECT answer FROM kept").fetchone()
        return row and row[0]


def kill_outright(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    while processes.is_alive(pid):
        time.sleep(0.01)


def is_running(folder: Path) -> bool:
    return live_postmaster(folder / "data") is not None


def test_a_second_start_finds_the_data_of_the_first(var: Path) -> None:
    with postgres.open(var) as server:
        make_table(server)
    with postgres.open(var) as server:
        assert answer(server) == 42


def test_nothing_runs_after_the_end(var: Path) -> None:
    with postgres.open(var) as server:
        data = server.folder / "data"
        assert list(processes.all_working_in(data))
    assert not list(processes.all_working_in(data))


def test_the_last_of_two_users_stops_the_server(var: Path) -> None:
    server = postgres.open(var)
    other = another_user_of(var)
    server.stop()
    assert is_running(server.folder)
    other.communicate("\n", timeout=20)
    assert not is_running(server.folder)


def test_a_killed_user_does_not_keep_the_server_running(var: Path) -> None:
    server = postgres.open(var)
    other = another_user_of(var)
    other.kill()
    other.communicate()
    server.stop()
    assert not is_running(server.folder)


def test_four_at_once_make_one_cluster_and_all_get_in(var: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        servers = list(pool.map(lambda _: postgres.open(var), range(4)))
    assert len({server.app_url for server in servers}) == 1
    make_table(servers[0])
    for server in servers[:-1]:
        server.stop()
    assert answer(servers[-1]) == 42
    servers[-1].stop()
    assert not is_running(servers[-1].folder)


def test_a_killed_postmaster_is_replaced_and_what_was_committed_is_there(var: Path) -> None:
    server = postgres.open(var)
    make_table(server)
    postmaster = read_postmaster(server.folder / "data")
    assert postmaster
    # A busy backend outlives its postmaster and would keep a new one from starting.
    busy = psycopg.connect(server.owner_url, autocommit=True)
    busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 1000000000000)")
    kill_outright(postmaster.pid)
    try:
        with postgres.open(var) as again:
            assert answer(again) == 42
    finally:
        busy.close()
        server.stop()


def test_a_recycled_process_number_does_not_stop_the_start(var: Path) -> None:
    with postgres.open(var) as server:
        folder = server.folder
    (folder / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n{folder}/data\n1\n5432\n\n\n\nready\n")
    with postgres.open(var) as server:
        assert is_running(server.folder)


@pytest.mark.skipif(sys.platform != "linux", reason="process states are read from /proc")
def test_a_dead_postmaster_that_nobody_reaped_does_not_stop_the_start(var: Path) -> None:
    with postgres.open(var) as server:
        folder = server.folder
    leave_a_zombie = (
        "import os, sys, time; pid = os.fork()\n"
        "if pid == 0: os._exit(0)\n"
        "print(pid, flush=True); sys.stdin.readline()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", leave_a_zombie], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    zombie = int(parent.stdout.readline())
    (folder / "data" / "postmaster.pid").write_text(f"{zombie}\n{folder}/data\n1\n5432\n\n\n\nready\n")
    with postgres.open(var) as server:
        assert is_running(server.folder)
    parent.communicate("\n", timeout=20)


def test_an_interrupted_first_start_is_begun_again(var: Path) -> None:
    with postgres.open(var) as server:
        folder = server.folder
    (folder / "data").rename(folder / "data.new")
    (folder / "data.new" / "PG_VERSION").unlink()
    with postgres.open(var) as server:
        make_table(server)
    assert not (folder / "data.new").exists()


def test_data_of_another_major_version_are_refused_with_the_way_to_upgrade(var: Path) -> None:
    with postgres.open(var) as server:
        version = server.folder / "data" / "PG_VERSION"
    ours = version.read_text()
    version.write_text("17\n")
    with pytest.raises(postgres.Trouble, match="pg_dump"):
        postgres.open(var)
    version.write_text(ours)


def test_lost_passwords_are_refused_and_nothing_is_overwritten(var: Path) -> None:
    with postgres.open(var) as server:
        passwords = server.folder / "passwords.json"
    kept = passwords.read_text()
    passwords.unlink()
    with pytest.raises(postgres.Trouble, match=r"passwords\.json"):
        postgres.open(var)
    passwords.write_text(kept)
    with postgres.open(var) as server:
        assert is_running(server.folder)


def test_a_test_cluster_beyond_repair_is_made_anew(var: Path) -> None:
    with postgres.open(var, "test") as server:
        folder = server.folder
    (folder / "data" / "global" / "pg_control").unlink()
    with postgres.open(var, "test") as server:
        assert is_running(server.folder)


def test_an_interrupted_start_leaves_nothing_running(var: Path) -> None:
    with postgres.open(var) as server:
        folder = server.folder
    program = (
        "import os, signal, sys; from pathlib import Path; from guitu import postgres\n"
        "from guitu.postgres.cluster import Cluster\n"
        "wait = Cluster._wait_until_ready\n"
        "def interrupted_wait(cluster, pid):\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    wait(cluster, pid)\n"
        "Cluster._wait_until_ready = interrupted_wait\n"
        "postgres.open(Path(sys.argv[1]))\n"
    )
    environ = os.environ | {"PYTHONPATH": str(SOURCE)}
    command = [sys.executable, "-c", program, str(var)]
    assert subprocess.run(command, env=environ, check=False, capture_output=True).returncode != 0
    assert not list(processes.all_working_in(folder / "data"))
