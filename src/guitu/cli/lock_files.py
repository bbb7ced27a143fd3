"""`guitu lock`: compiles every lock file anew, with hashes and without any registry's address."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from guitu.cli import fonts, frontend
from guitu.cli.environment import ROOT
from guitu.cli.install import pip_configuration, uv_environment
from guitu.cli.steps import step
from guitu.cli.stop import Stop

REQUIREMENTS = ROOT / "requirements"
UV = [
    sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
    "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links",
    "--custom-compile-command", "./guitu lock",
]


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--upgrade", action="store_true", help="取最新版本 · take the newest versions")


def run(args: argparse.Namespace) -> int:
    upgrade = ["--upgrade"] if args.upgrade else []
    base = ["-c", "requirements/base.txt"]
    for name, inputs in (
        ("base", ["pyproject.toml"]),
        ("dev", ["--group", "dev", *base]),
        ("uv", ["requirements/uv.in"]),
        ("node", ["requirements/node.in"]),
    ):
        with step(f"requirements/{name}.txt"):
            _compile([*inputs, *upgrade, "-o", f"requirements/{name}.txt"])
    for files, folder in ((frontend.FOR_NPM, ROOT), (fonts.FOR_NPM, fonts.LOCKED)):
        with step(str((folder / "package-lock.json").relative_to(ROOT))):
            _lock_by_npm(files, folder)
    return 0


def _compile(arguments: list[str]) -> None:
    environ = os.environ | uv_environment(pip_configuration(), os.environ)
    done = subprocess.run([*UV, *arguments], cwd=ROOT, env=environ, check=False, stdout=subprocess.DEVNULL)
    if done.returncode:
        raise Stop("依赖没有锁定成功，原因见上。", "The dependencies could not be locked; see above.")


def _lock_by_npm(files: Sequence[Path], folder: Path) -> None:
    """In an empty folder, so that npm reads nothing but the committed files."""
    command, environ = frontend.npm()
    with tempfile.TemporaryDirectory(prefix="guitu-npm-") as name:
        for source in files:
            if source.exists():
                shutil.copy(source, name)
        done = subprocess.run(
            [*command, "install", "--package-lock-only", "--ignore-scripts", "--loglevel=error"],
            cwd=name, env=environ, check=False,
        )
        if done.returncode:
            raise Stop("npm 没有锁定成功，原因见上。", "npm could not lock; see above.")
        shutil.copy(Path(name) / "package-lock.json", folder)
