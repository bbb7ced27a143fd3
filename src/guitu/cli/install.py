"""Fills .venv from the lock files. Run by the launcher as a plain script, before anything is installed.

uv does not read pip's configuration, so an index, a folder of wheels or a certificate configured there is
handed to it as environment variables; nothing here or in any file names a registry.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

LOCKS = ("base.txt", "dev.txt", "uv.txt")


def main() -> int:
    requirements = Path(sys.argv[1])
    locks = [str(requirements / name) for name in LOCKS]
    if not _uv_is_installed(requirements):
        _pip("-r", str(requirements / "uv.txt"))
    environ = os.environ | uv_environment(pip_configuration(), os.environ)
    sync = ["uv", "--quiet", "pip", "sync", "--require-hashes", "--python", sys.executable, *locks]
    if subprocess.run([sys.executable, "-m", *sync], env=environ, check=False).returncode == 0:
        return 0
    print("uv 未能安装，改用 pip…  uv failed; trying pip…", file=sys.stderr)
    return _pip(*(part for lock in locks for part in ("-r", lock)))


def pip_configuration() -> dict[str, str]:
    """pip's settings by bare name; one for `install` or from the environment wins over a global one."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], check=False, capture_output=True, text=True
    ).stdout
    found: dict[str, tuple[int, str]] = {}
    for line in listed.splitlines():
        key, separator, value = line.partition("=")
        section, _, name = key.rpartition(".")
        rank = {"global": 0, "install": 1, ":env:": 2}.get(section, -1)
        if separator and rank >= found.get(name, (0, ""))[0]:
            found[name] = (rank, str(ast.literal_eval(value)))
    return {name: value for name, (_, value) in found.items()}


def uv_environment(pip: dict[str, str], existing: os._Environ[str] | dict[str, str]) -> dict[str, str]:
    translated = {
        "UV_DEFAULT_INDEX": pip.get("index-url", ""),
        "UV_INDEX": " ".join(pip.get("extra-index-url", "").split()),
        "UV_FIND_LINKS": ",".join(pip.get("find-links", "").split()),
        "UV_INSECURE_HOST": " ".join(pip.get("trusted-host", "").split()),
        "UV_NO_INDEX": "1" if pip.get("no-index", "").lower() in ("1", "true", "yes") else "",
        "UV_HTTP_TIMEOUT": pip.get("default-timeout", pip.get("timeout", "")),
        "SSL_CERT_FILE": pip.get("cert", ""),
        # As pip does: any index may have the file whose hash the lock names.
        "UV_INDEX_STRATEGY": "unsafe-best-match" if pip.get("extra-index-url") else "",
        "UV_SYSTEM_CERTS": "1",
    }
    return {name: value for name, value in translated.items() if value and name not in existing}


def _uv_is_installed(requirements: Path) -> bool:
    """At the locked version, so that an ordinary update need not go through pip at all."""
    command = [sys.executable, "-m", "uv", "--version"]
    said = subprocess.run(command, check=False, capture_output=True, text=True).stdout.split()
    return len(said) > 1 and f"uv=={said[1]} " in (requirements / "uv.txt").read_text()


def _pip(*arguments: str) -> int:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return subprocess.run([*command, "--require-hashes", *arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
