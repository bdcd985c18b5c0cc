"""The wheel carries all it needs: installed alone, it makes a paper and builds it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def run(*words: str | Path, cwd: Path) -> str:
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, env=clean, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_wheel_in_an_empty_environment_builds_a_new_paper(tmp_path: Path) -> None:
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", tmp_path, ROOT, cwd=tmp_path)
    (wheel,) = tmp_path.glob("huozi-*.whl")
    run(sys.executable, "-m", "venv", tmp_path / "empty", cwd=tmp_path)
    python = tmp_path / "empty" / "bin" / "python"
    alone = (python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install")
    run(*alone, "--require-hashes", "-r", ROOT / "requirements.lock", cwd=tmp_path)
    run(*alone, "--no-deps", wheel, cwd=tmp_path)
    huozi = tmp_path / "empty" / "bin" / "huozi"
    run(huozi, "new", "paper", "--title", "试刊", cwd=tmp_path)
    run(huozi, "build", "--site", "paper", cwd=tmp_path)
    assert "试刊" in (tmp_path / "paper" / "output" / "index.html").read_text("utf-8")
    assert list((tmp_path / "paper" / "output").glob("*/*/*/zh-hant-hk/index.html"))
