"""`guitu fix`: what ruff can mend by itself."""

from __future__ import annotations

import argparse
import subprocess
import sys

from guitu.cli.environment import ROOT


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", default=["."])


def run(args: argparse.Namespace) -> int:
    ruff = [sys.executable, "-m", "ruff", "check"]
    subprocess.run([*ruff, "--select", "I", "--fix", "--quiet", *args.paths], cwd=ROOT, check=False)
    return subprocess.run([*ruff, "--fix", *args.paths], cwd=ROOT, check=False).returncode
