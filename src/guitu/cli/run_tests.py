"""`guitu test`: sets up all that the tests need and runs them against real servers."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from guitu import postgres
from guitu.cli import browser, environment, fonts, frontend, reached
from guitu.cli.children import Interrupted, interruptible
from guitu.cli.steps import say, step

NOTHING_COLLECTED = 5


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = "运行测试；其余参数交给 pytest · run the tests; other arguments go to pytest"
    parser.add_argument("--no-15", action="store_true", help="不在 PostgreSQL 15 上重跑 · not on 15")
    parser.add_argument("--measure", action="store_true", help="也量到达了哪些行 · also measure what is reached")
    parser.add_argument("--floor", action="store_true", help="把量到的写成下限 · write what is reached as the floor")
    parser.set_defaults(takes_rest=True)


def run(args: argparse.Namespace) -> int:
    try:
        with interruptible():
            return _run(args)
    except Interrupted:
        return 130


def _run(args: argparse.Namespace) -> int:
    chromium = browser.ensure()
    if not frontend.is_ready():
        with step("取页面文件 · front-end files"):
            frontend.prepare()
    if not fonts.is_ready():
        with step("取文书字体 · fonts of papers"):
            fonts.prepare()
    common = {"GUITU_CHROMIUM": chromium or "", "GUITU_TESTING": "1"}
    # 15 first, so that the summary of the main run is what is read last.
    on_15 = 0 if args.no_15 else _on_15(common, args.rest)
    measured = args.floor or args.measure  # it costs a quarter of the time, so whoever waits for the tests does without
    with postgres.open(environment.var(), "test") as server:
        result = _pytest(server, common, args.rest, measured=measured)
    short = _short(args.floor) if measured and not result else 0
    return result or short or on_15


def _short(write: bool) -> int:
    """Whether the run stayed below the floor. With `write` the floor is set anew."""
    found = reached.measured(_combined())
    say(f"到达 {found.total:.1f} % 的行 · of the lines reached")
    if write:
        reached.FLOOR.write_text(reached.written(found, reached.read().get("unreached", {})), encoding="utf-8")
        return 0
    wrong = reached.wrong(found, reached.read())
    for line in wrong:
        say(f"  × {line}")
    return 1 if wrong else 0


def _combined() -> Path:
    """The data of all processes in one file."""
    folder = environment.var() / "reached"
    subprocess.run(
        [sys.executable, "-m", "coverage", "combine", "--quiet", f"--data-file={folder / 'part'}", str(folder)],
        cwd=environment.ROOT, check=True,
    )
    return folder / "part"


def _on_15(common: dict[str, str], rest: list[str]) -> int:
    server = postgres.debian15(environment.var())
    if server is None:
        say("本机没有 PostgreSQL 15：只在 18 上测试。 No PostgreSQL 15 here: tested on 18 only.")
        return 0
    with server:
        say("在 PostgreSQL 15 上 · on PostgreSQL 15")
        result = _pytest(server, common, ["-m", "both_engines", *rest])
    return 0 if result == NOTHING_COLLECTED else result


def _pytest(server: postgres.Server, common: dict[str, str], rest: list[str], *, measured: bool = False) -> int:
    environ = os.environ | common | server.test_urls()
    for name in environment.OURS_TO_SAY:
        environ.pop(name, None)
    workers = [] if any(word == "-n" or word.startswith("-n") for word in rest) else ["-n", "2", "--dist", "worksteal"]
    runner = ["pytest"]
    if measured:
        folder = environment.var() / "reached"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        environ["COVERAGE_FILE"] = str(folder / "part")
        runner = ["coverage", "run", "-m", "pytest"]
    # Tests of the repository itself belong to `guitu check`; here they run when named, and where lines are counted.
    left = [] if measured or any(not word.startswith("-") for word in rest) else ["--ignore=tests/repository"]
    command = [sys.executable, "-m", *runner, *workers, *left, *rest]
    return subprocess.run(command, env=environ, cwd=environment.ROOT, check=False).returncode
