"""An S3 server for the tests: OpenStack Swift, which speaks S3's protocol, in an environment of its
own.

``python -m tests.s3_server`` installs it from tests/publish/swift.lock. It needs Linux, with a disk
that keeps extended attributes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".swift"
LOCK = ROOT / "tests" / "publish" / "swift.lock"


def installed() -> str:
    """The interpreter of the environment; empty where there is none."""
    given = os.environ.get("HUOZI_SWIFT_PYTHON", "")
    python = FOLDER / "bin" / "python"
    return given or (str(python) if (FOLDER / "done").exists() else "")


def fetch() -> None:
    """Makes the environment."""
    print("tests: no S3 server here; installing OpenStack Swift into .swift/")
    subprocess.run([sys.executable, "-m", "venv", str(FOLDER)], check=True)
    pip = [str(FOLDER / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install"]
    subprocess.run([*pip, "--quiet", "--require-hashes", "-r", str(LOCK)], check=True)
    (FOLDER / "done").touch()


if __name__ == "__main__":
    if sys.platform != "linux":
        print("tests: OpenStack Swift runs on Linux; the tests of buckets are left out")
    elif not installed():
        fetch()
