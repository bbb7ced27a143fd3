from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from guitu.cli import frontend, install
from guitu.cli.environment import ROOT
from guitu.cli.stop import Stop


def launch(folder: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(folder / "guitu"), *arguments],
        env=os.environ | environ,
        check=False,
        capture_output=True,
        text=True,
        cwd="/",
    )


@pytest.fixture
def bare_checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "a bare checkout"
    folder.mkdir()
    shutil.copy(ROOT / "guitu", folder)
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    return folder


def script(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_a_python_that_is_too_old_is_named_with_the_cure(bare_checkout: Path, tmp_path: Path) -> None:
    said = launch(bare_checkout, GUITU_PYTHON=script(tmp_path / "old", "exit 1"))
    assert said.returncode == 1
    assert "归途需要 Python 3.11" in said.stderr
    assert "apt install python3" in said.stderr
    assert not (bare_checkout / ".venv" / ".lock").exists()


def test_a_python_without_venv_is_named_with_the_cure(bare_checkout: Path, tmp_path: Path) -> None:
    without = f'case "$*" in *ensurepip*) exit 1;; esac\nexec {sys.executable} "$@"'
    said = launch(bare_checkout, GUITU_PYTHON=script(tmp_path / "without", without))
    assert said.returncode == 1
    assert "apt install python3-venv" in said.stderr


@pytest.mark.skipif(not (ROOT / ".venv" / ".stamp").exists(), reason="not started by ./guitu")
def test_the_launcher_works_through_a_link_from_anywhere_and_says_nothing_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "guitu").symlink_to(ROOT / "guitu")
    said = launch(tmp_path, "database-setup", "--print")
    assert said.returncode == 0
    assert said.stderr == ""


def test_what_pip_is_configured_with_is_told_to_uv() -> None:
    pip = {
        "index-url": "file:///first",
        "extra-index-url": "file:///a file:///b",
        "find-links": "/wheels",
        "cert": "/ca.pem",
    }
    assert install.uv_environment(pip, {"UV_FIND_LINKS": "/mine"}) == {
        "UV_DEFAULT_INDEX": "file:///first",
        "UV_INDEX": "file:///a file:///b",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "SSL_CERT_FILE": "/ca.pem",
        "UV_SYSTEM_CERTS": "1",
    }


def test_a_source_map_that_is_not_shipped_is_not_named() -> None:
    assert frontend.without_source_map(b"a{}\n/*# sourceMappingURL=a.css.map */") == b"a{}\n"
    assert frontend.without_source_map(b"x();\n//# sourceMappingURL=x.js.map\n") == b"x();\n"
    assert frontend.without_source_map(b"a{}") == b"a{}"


def test_the_sprite_holds_exactly_the_icons_asked_for(tmp_path: Path) -> None:
    for name in ("clock", "lock"):
        (tmp_path / f"{name}.svg").write_text(f'<svg width="24">\n  <path d="{name}" />\n</svg>')
    sprite = frontend.sprite(tmp_path, ["lock"])
    assert '<symbol id="lock" viewBox="0 0 24 24"><path d="lock" /></symbol>' in sprite
    with pytest.raises(Stop, match="no icon"):
        frontend.sprite(tmp_path, ["nothing"])
