"""Set-up fetches the fonts of printed papers: static Chinese weights, by npm as locked; three files are kept.

They change once in years and are large, so they have a lock and a stamp of their own: a new icon fetches no font.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

from guitu.cli import frontend
from guitu.cli.environment import ROOT

FOLDER = ROOT / "src" / "guitu" / "papers" / "fonts"
STAMP = FOLDER / ".stamp"
LOCKED = ROOT / "requirements" / "fonts"
FOR_NPM = (LOCKED / "package.json", LOCKED / "package-lock.json", ROOT / ".npmrc")
PACKAGES = "@expo-google-fonts"
KEPT = (  # all of the licence OFL-1.1, which goes with them
    "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
    "noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf",
    "noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
    "noto-serif-sc/LICENSE_FONT",
)


def is_ready() -> bool:
    return STAMP.exists() and STAMP.read_text() == _wanted_stamp()


def prepare() -> None:
    """Does nothing unless the lock or the list of files changed."""
    if is_ready():
        return
    with tempfile.TemporaryDirectory(prefix="guitu-npm-") as name:
        folder = Path(name)
        for source in FOR_NPM:
            shutil.copy(source, folder)
        frontend.install(folder)
        _keep(folder / "node_modules" / PACKAGES)


def _wanted_stamp() -> str:
    digest = hashlib.sha256(repr(KEPT).encode())
    for path in FOR_NPM:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _keep(packages: Path) -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for name in KEPT:
        shutil.copy(packages / name, FOLDER / Path(name).name)
    STAMP.write_text(_wanted_stamp())
