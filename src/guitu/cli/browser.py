"""The browser and the fonts that the journeys need."""

from __future__ import annotations

import os
import shutil
import subprocess

from guitu.cli.steps import say, step

PACKAGES = ("chromium", "fonts-noto-cjk")
NAMES = ("chromium", "chromium-browser", "google-chrome")


def ensure() -> str | None:
    """The browser's path; none where it cannot be installed, which is said loudly."""
    found = _find()
    if found and _has_chinese_font():
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        with step("安装浏览器和字体 · browser and fonts"):
            _apt("update")
            _apt("install", "-y", "--no-install-recommends", *PACKAGES)
        found = _find()
    if not found:
        say("=" * 100)
        say("没有浏览器：端到端测试将被跳过。请安装 chromium 和 fonts-noto-cjk。")
        say("NO BROWSER, JOURNEYS SKIPPED: install chromium and fonts-noto-cjk (Debian: apt install).")
        say("=" * 100)
    elif not _has_chinese_font():
        say("没有中文字体：截图会出现空框，请安装 fonts-noto-cjk。 No Chinese font: install fonts-noto-cjk.")
    return found


def _find() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _has_chinese_font() -> bool:
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    fonts = subprocess.run([lister, ":lang=zh-cn"], check=False, capture_output=True).stdout
    return bool(fonts.strip())


def _apt(*arguments: str) -> None:
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", *arguments], env=environ, check=False, stdout=subprocess.DEVNULL)
