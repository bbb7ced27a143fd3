"""Real people's data is served by a system user of its own: one fault in a process of root's gives the whole machine away."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from guitu.cli import demo_mark, environment
from guitu.cli.environment import ROOT, Database
from guitu.cli.stop import Stop

NAME = "guitu-web"


def refuse_root(database: Database, uid: int, command: str) -> None:
    """A demo and a trial hold nobody real, by their own mark, and may be tried as root."""
    if uid != 0 or demo_mark.read(database.url("app")).is_invented:
        return
    steps = "\n".join(f"  {line}" for line in handing_over(database, command))
    raise Stop(
        "这里是正式数据，不能以 root 身份打开服务：程序里有一处漏洞，整台机器就交出去了。"
        "请先停下还在运行的归途，再用 root 依次执行下面几行，以后都用这个系统用户运行：",
        "This is real data and is not served as root. Stop whatever of Guitu still runs, then run these lines as root, and"
        f" from then on run it as this user:\n{steps}",
    )


def handing_over(database: Database, command: str) -> Iterator[str]:
    """The lines that make the user, give it the programs and the data, and serve as that user."""
    var = environment.var()
    yield f"useradd --system --user-group --create-home --shell /usr/sbin/nologin {NAME}"
    if database.server is not None:  # as root it lies where PostgreSQL's own user reaches it; the user's lies under `var`
        yield f"mv {_quoted(database.server.folder)} {_quoted(var / 'postgres' / 'main')}"
        yield f"rm {_quoted(var / 'postgres' / 'main.location')}"
    for path in dict.fromkeys((ROOT, var, environment.keys(), *map(Path, database.files.values()))):
        yield f"chown -R {NAME}: {_quoted(path)}"
    if closed := _closed_to_others(ROOT):
        yield f"# {closed} 别人进不去：请把 {ROOT} 移到 /srv 之类的地方 · others cannot enter it: move the checkout to /srv"
    served = f"{_quoted(ROOT / 'guitu')} {command}"
    yield f"su -s /bin/sh {NAME} -c {_quoted(served)}"


def _closed_to_others(folder: Path) -> Path | None:
    return next((parent for parent in folder.parents if not parent.stat().st_mode & 0o001), None)


def _quoted(word: object) -> str:
    return shlex.quote(str(word))
