"""What the environment says, turned into settings."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database_address(environ: Mapping[str, str], name: str) -> str:
    """The address of a database: from the file that `NAME_FILE` names, else from `NAME` itself. Whoever lists the
    processes of a machine may see their environment; a file only its owner reads."""
    file = environ.get(f"{name}_FILE")
    return Path(file).read_text(encoding="utf-8").strip() if file else environ.get(name, "")


def database_from_url(url: str) -> dict[str, Any]:
    """Django's database settings from a libpq address, socket folders (`?host=`) included."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or unquote(parts.hostname or "")
    return {
        "ENGINE": "guitu.kit.engine",
        "NAME": unquote(parts.path.lstrip("/")) or options.pop("dbname", ""),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "TIME_ZONE": "Asia/Shanghai",  # as the session is set: Django labels what it reads with this zone
        "TEST": {},
    }


def private_folder(path: Path) -> Path:
    """Made where it is missing, and open to its owner only."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.stat().st_mode & 0o077:
        path.chmod(0o700)
    return path


def secret_from_file(path: Path) -> str:
    """The signing key of sessions; made at first start, readable by its owner only."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        value = secrets.token_urlsafe(48)
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:  # another process was faster: its key is the key
            return path.read_text().strip()
        with os.fdopen(handle, "w") as file:
            file.write(value)
        return value
