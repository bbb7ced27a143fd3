"""The unprivileged system user that PostgreSQL runs as when we are root: it refuses to run as root itself."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guitu.postgres.trouble import Trouble

NAME = "guitu"
HOME = Path("/var/lib/guitu")


@dataclass(frozen=True)
class Account:
    """Whom server processes run as; `None` ids mean "as we are"."""

    uid: int | None = None
    gid: int | None = None

    def process_options(self) -> dict[str, Any]:
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def choose() -> Account:
    if os.geteuid() != 0:
        _refuse_nameless_user()
        return Account()
    entry = _find() or _create()
    return Account(entry.pw_uid, entry.pw_gid)


def _find() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        return None


def _create() -> pwd.struct_passwd:
    useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if useradd:
        subprocess.run(
            [useradd, "--system", "--user-group", "--no-create-home", "--home-dir", str(HOME),
             "--shell", "/usr/sbin/nologin", NAME],
            check=False, capture_output=True,
        )
    entry = _find()  # another process may have created it at the same moment
    if entry is None:
        raise Trouble(
            f"PostgreSQL 不能以 root 运行，而系统用户 {NAME} 无法创建：请先执行 useradd --system {NAME}。",
            f"PostgreSQL refuses to run as root and the system user {NAME} could not be created: "
            f"run useradd --system {NAME} first.",
        )
    return entry


def _refuse_nameless_user() -> None:
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        uid = os.geteuid()
        raise Trouble(
            f"当前用户号 {uid} 在本机没有用户名，PostgreSQL 不能启动："
            "请改用有名字的用户，或设置 DATABASE_URL。",
            f"User id {uid} has no name on this machine, so PostgreSQL cannot start: "
            "use a user that has one, or set DATABASE_URL.",
        ) from None
