"""`guitu check`: everything that can be found wrong without running the product."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from guitu import postgres
from guitu.cli import environment, frontend
from guitu.cli.environment import ROOT
from guitu.cli.steps import say

PYTHON = sys.executable
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint()"


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]
    environ: dict[str, str] = field(default_factory=dict)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("only", nargs="*", help="只做这些检查 · only these")


def run(args: argparse.Namespace) -> int:
    frontend.prepare()
    with postgres.open(environment.var(), "test") as server:
        checks = [check for check in _all(server) if not args.only or check.name in args.only]
        # mypy, the longest, first on one core; the rest on the other.
        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(_run, checks))
    failed = [check.name for check, good in zip(checks, results, strict=True) if not good]
    say("检查通过。 All checks passed." if not failed else f"没有通过 failed: {', '.join(failed)}")
    return 1 if failed else 0


def _all(server: postgres.Server) -> list[Check]:
    django = {
        "DJANGO_SETTINGS_MODULE": environment.SETTINGS,
        "GUITU_ROLE": "owner",
        "DATABASE_OWNER_URL": server.owner_url,
    }
    tests = {**server.test_urls(), "GUITU_TESTING": "1"}
    checks = [
        Check("mypy", [PYTHON, "-m", "mypy"], django),
        Check("ruff", [PYTHON, "-m", "ruff", "check", "."]),
        Check("storeys", [PYTHON, "-c", LINT_IMPORTS, "--no-logo"]),
        Check("migrations", [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"], django),
        # Sizes, names, registry addresses, generated pages: tests about the repository itself.
        Check("repository", [PYTHON, "-m", "pytest", "tests/repository"], tests),
    ]
    if (ROOT / "src/guitu/cli/docs.py").exists():
        checks.append(Check("docs", [PYTHON, "-m", "guitu.cli", "docs", "--check"]))
    return [check for check in checks if check.name != "repository" or (ROOT / "tests/repository").exists()]


def _run(check: Check) -> bool:
    begun = time.monotonic()
    environ = {name: value for name, value in os.environ.items() if name not in environment.OURS_TO_SAY}
    done = subprocess.run(
        check.command, cwd=ROOT, env=environ | check.environ, check=False, capture_output=True, text=True
    )
    good = done.returncode == 0
    said = "" if good else "\n" + (done.stdout + done.stderr).rstrip()
    say(f"  {'✓' if good else '×'} {check.name:<12}{time.monotonic() - begun:5.1f} s{said}")
    return good
