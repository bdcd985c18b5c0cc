"""A Chromium for the tests: the installed one, or one that is downloaded with a message.

``python -m tests.chromium`` makes sure there is one (and a Chinese font to look at pages with):
by the system's package manager where it runs as root, else by the test tool's own download.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def installed() -> str:
    """The path of a Chromium on this machine; empty where there is none."""
    given = os.environ.get("HUOZI_CHROMIUM", "")
    if given:
        return given
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        path = play.chromium.executable_path
    return path if Path(path).exists() else ""


def has_chinese_font() -> bool:
    """Whether the system can show Chinese; True where nobody can tell."""
    if not shutil.which("fc-list"):
        return sys.platform != "linux"
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True).stdout.strip())


def fetch() -> None:
    """Gets a Chromium and a Chinese font, by whatever means this machine has."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root and shutil.which("apt-get"):
        print("tests: no Chromium or no Chinese font here; installing them with apt-get")
        packages = ["chromium", "fonts-noto-cjk", "fonts-noto-cjk-extra"]
        quiet = {
            "stdout": subprocess.DEVNULL,
            "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        }
        subprocess.run(["apt-get", "update", "-qq"], check=True, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", *packages], check=True, **quiet)
    elif not installed():
        print("tests: no Chromium here; downloading one with the test tool")
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    if not installed() or not has_chinese_font():
        fetch()
    found = installed()
    if not found:
        sys.exit("tests: there is no Chromium, and none could be had")
    print(f"tests: using {found}")
