"""Root is shown how to hand real data over to a system user; the lines do what they say."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
import psycopg
import pytest

from guitu import postgres
from guitu.cli import demo_mark, system_user
from guitu.cli.environment import ROOT, Database
from guitu.cli.stop import Stop
from tests.cli.test_serving import _free, environ, get, wait_for

AS_ROOT = os.geteuid() == 0
SOMEBODY = "nobody"  # instead of a user made for it
only_root = pytest.mark.skipif(not AS_ROOT, reason="only root is refused, and only root becomes somebody else")


@pytest.fixture
def var() -> Iterator[Path]:
    """A folder that another user may enter, unlike those of the tests."""
    folder = Path(tempfile.mkdtemp(prefix="guitu-root-"))
    folder.chmod(0o755)
    yield folder / "var"
    if (folder / "var" / "postgres" / "main").exists():
        shutil.rmtree(folder / "var" / "postgres" / "main")
    postgres.remove(folder / "var")
    shutil.rmtree(folder)


def mark(var: Path, text: str) -> None:
    with postgres.open(var) as server:
        demo_mark.write(server.owner_url, text)


def served(var: Path, *command: str, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "guitu.cli", *command], env=environ(var), check=False, capture_output=True, text=True, **more
    )


@only_root
@pytest.mark.parametrize("command", [("serve", "--no-migrate"), ("worker",)])
def test_root_is_refused_where_data_is_real_and_told_what_to_do(var: Path, command: tuple[str, ...]) -> None:
    said = served(var, *command, timeout=120)
    assert said.returncode == 1
    assert "root" in said.stderr and "useradd --system" in said.stderr and f"guitu {command[0]}" in said.stderr
    assert "已打开" not in said.stdout and "正在运行" not in said.stdout


@pytest.mark.parametrize(("text", "refused"), [
    ("", True), ("anything", True), (demo_mark.BUILDING, False), (demo_mark.BUILT, False), (demo_mark.TRIAL, False),
])
def test_whether_people_are_invented_is_said_by_the_database_alone(
    var: Path, text: str, refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUITU_DEMO", "1")
    monkeypatch.setenv("GUITU_TESTING", "1")
    mark(var, text)
    with postgres.open(var) as server:
        database = Database({"app": server.app_url, "owner": server.owner_url}, server)
        system_user.refuse_root(database, 1000, "serve")
        if not refused:
            system_user.refuse_root(database, 0, "serve")
            return
        with pytest.raises(Stop, match="chown"):
            system_user.refuse_root(database, 0, "serve")


@only_root
def test_the_lines_hand_the_data_over_and_the_system_user_serves_it(var: Path) -> None:
    python, packages = _python_for_others()
    (var / "uploads").mkdir(parents=True)
    with postgres.open(var) as server, psycopg.connect(server.owner_url, autocommit=True) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 'what was there' AS word")
    said = served(var, "serve", timeout=300)
    assert said.returncode == 1
    lines = [line.strip() for line in said.stderr.splitlines() if line.startswith("  ")]
    for line in lines:
        if line.startswith(("mv ", "rm ")) or (line.startswith("chown ") and str(var) in line):
            subprocess.run(line.replace(system_user.NAME, SOMEBODY), shell=True, check=True)
    port = _free()
    running = subprocess.Popen(
        [python, "-B", "-m", "guitu.cli", "serve", "--port", str(port)], user=SOMEBODY, group="nogroup", extra_groups=[],
        cwd="/", text=True, env=environ(var) | {"PYTHONPATH": f"{ROOT / 'src'}:{packages}", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    try:
        wait_for(lambda: running.poll() is not None or _answers(port))
        assert running.poll() is None
        family = psutil.Process(running.pid).children(recursive=True)
        assert len(family) > 4 and all(0 not in child.uids() for child in family)
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(60)
    with pytest.raises(postgres.Trouble, match=SOMEBODY):
        postgres.open(var)


@only_root
def test_another_user_does_not_begin_an_empty_database_beside_roots(var: Path) -> None:
    python, packages = _python_for_others()
    mark(var, "")
    subprocess.run(["chown", "-R", SOMEBODY, str(var)], check=True)
    program = f"from pathlib import Path\nfrom guitu import postgres\npostgres.open(Path({str(var)!r}))"
    said = subprocess.run(
        [python, "-B", "-c", program], user=SOMEBODY, extra_groups=[], cwd="/", check=False, capture_output=True, text=True,
        env={"PYTHONPATH": f"{ROOT / 'src'}:{packages}", "PATH": os.environ["PATH"]},
    )
    assert said.returncode and "root" in said.stderr and "./guitu serve" in said.stderr
    assert not (var / "postgres" / "main").exists()


def _answers(port: int) -> bool:
    try:
        return get("/readyz", port)[0] == 200
    except OSError:
        return False


def _python_for_others() -> tuple[str, Path]:
    """A Python of ours that another user may run, and where the packages are; else the test cannot be."""
    packages = Path(psycopg.__file__).parents[1]
    program = f"import sys, psycopg, django; sys.exit(list(sys.version_info[:2]) != {list(sys.version_info[:2])})"
    for python in (sys.executable, "/usr/bin/python3"):
        tried = ["su", "-s", "/bin/sh", SOMEBODY, "-c", f"{python} -B -c '{program}'"]
        environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{packages}"}
        if subprocess.run(tried, env=environment, check=False, capture_output=True, cwd="/").returncode == 0:
            return python, packages
    pytest.skip("no other user can read this checkout and run a Python for it")
