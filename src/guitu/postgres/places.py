"""Where one cluster keeps its data, socket, passwords, log and locks."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from guitu.postgres.account import HOME, Account
from guitu.postgres.trouble import Trouble

PRECIOUS = "main"  # the others are thrown away
LONGEST_SOCKET_FOLDER = 89  # bytes; the system's limit for the whole socket name is 104 to 108


@dataclass(frozen=True)
class Places:
    folder: Path
    socket: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def unfinished(self) -> Path:
        """A cluster being made; renamed to `data` when complete, so it may always be thrown away."""
        return self.folder / "data.new"

    @property
    def passwords(self) -> Path:
        return self.folder / "passwords.json"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def gate(self) -> Path:
        """Locked by whoever starts or stops the server."""
        return self.folder / "gate"

    @property
    def use(self) -> Path:
        """Locked, shared, by everyone who uses the server."""
        return self.folder / "use"


def prepare(var: Path, name: str, account: Account) -> Places:
    var = var.absolute()
    try:
        if account.uid is None:
            folder = var / "postgres" / name
            _refuse_beside_roots(var, name)
            folder.mkdir(parents=True, exist_ok=True)
            (var / "postgres").chmod(0o700)
        else:
            folder = _system_folder(var, name)
        socket = folder / "socket"
        if len(os.fsencode(socket)) > LONGEST_SOCKET_FOLDER:
            socket = _short_socket_folder(folder)
        else:
            socket.mkdir(mode=0o700, exist_ok=True)
            account.give(socket)
    except PermissionError as error:
        raise Trouble(
            f"无权使用数据文件夹 {error.filename}：它属于另一个用户。请用建立它的用户运行。",
            f"The data folder {error.filename} belongs to another user: run as the user who made it.",
        ) from error
    return Places(folder, socket)


def _system_folder(var: Path, name: str) -> Path:
    """As root the data lies under /var/lib/guitu, and `var/` keeps a pointer that moves with the checkout."""
    _refuse_beside_a_users(var, name)
    pointer = _pointer(var, name)
    pointer.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = _pointed_at(pointer, var) or HOME / _short_hash(var) / name
    HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
    # The system user must get through to its data; what lies beside it is root's and 0600.
    for path, mode in ((HOME, 0o755), (folder.parent, 0o711), (folder, 0o711)):
        path.mkdir(mode=mode, exist_ok=True)
        path.chmod(mode)
    content = f"{folder}\n{var}\n"
    if not pointer.exists() or pointer.read_text(encoding="utf-8") != content:
        pointer.write_text(content, encoding="utf-8")
    return folder


def _pointer(var: Path, name: str) -> Path:
    return var / "postgres" / f"{name}.location"


def _refuse_beside_roots(var: Path, name: str) -> None:
    """Where root has begun, an empty database of another user's would look as if everything were gone."""
    folder = _pointed_at(_pointer(var, name), var)
    if name == PRECIOUS and folder is not None and (folder / "data").exists():
        raise Trouble(
            f"这里的数据是 root 建立的，在 {folder}。请用 root 运行 ./guitu serve，它会说明怎样交给系统用户。",
            f"The data was begun by root and lies in {folder}. Run ./guitu serve as root: it says how to hand it over.",
        )


def _refuse_beside_a_users(var: Path, name: str) -> None:
    """The same the other way round: whose the data is runs every command on it."""
    folder = var / "postgres" / name
    if name == PRECIOUS and (folder / "data").exists():
        owner = folder.owner()
        raise Trouble(
            f"这里的数据属于用户 {owner}，请用这个用户运行：su -s /bin/sh {owner} -c './guitu …'",
            f"The data belongs to the user {owner}: run every command as this user, su -s /bin/sh {owner} -c './guitu …'",
        )


def _pointed_at(pointer: Path, var: Path) -> Path | None:
    try:
        folder, owner = pointer.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, ValueError):
        return None
    was_copied = Path(owner) != var and (Path(owner) / "postgres" / pointer.name).exists()
    if was_copied or not Path(folder).is_dir():
        return None
    return Path(folder)


def _short_socket_folder(folder: Path) -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    parent = Path(runtime) if runtime and os.access(runtime, os.W_OK) else Path(tempfile.gettempdir())
    if len(os.fsencode(parent)) > LONGEST_SOCKET_FOLDER - 32:
        parent = Path("/tmp")  # noqa: S108 -- the name is ours and checked below
    socket = parent / f"guitu-{os.geteuid()}-{_short_hash(folder)}"
    socket.mkdir(mode=0o700, exist_ok=True)
    found = socket.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise Trouble(
            f"文件夹 {socket} 已被他人占用，请删除它后重试。",
            f"The folder {socket} is somebody else's; delete it and try again.",
        )
    return socket


def _short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
