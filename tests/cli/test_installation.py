"""A new paper carries the huozi that makes it: installed as the workflow does, where nothing of
this checkout can be seen, it builds the paper and makes the next one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

CLEAN = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
CLEAN["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"


def run(*words: str | Path, cwd: Path, path: Path | None = None) -> str:
    env = CLEAN | ({"PATH": f"{path}:{CLEAN['PATH']}"} if path else {})
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, env=env, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new paper, made from the checkout."""
    home = tmp_path_factory.mktemp("local")
    run(sys.executable, "-m", "generator", "new", home / "paper", "--title", "试报", cwd=ROOT)
    return home / "paper"


@pytest.fixture(scope="module")
def installed(paper: Path) -> Path:
    """The programs of an environment that had nothing before the workflow's own step."""
    folder = paper.parent / "runner"
    run(sys.executable, "-m", "venv", folder, cwd=paper)
    programs = folder / "bin"
    run("bash", "-e", "-c", step(paper), cwd=paper, path=programs)
    return programs


def step(paper: Path) -> str:
    workflow = yaml.safe_load((paper / ".github/workflows/publish.yml").read_text("utf-8"))
    steps = workflow["jobs"]["build"]["steps"]
    return str(next(each["run"] for each in steps if each.get("name") == "Install huozi"))


def test_the_workflows_step_installs_a_huozi_that_builds(paper: Path, installed: Path) -> None:
    run(installed / "huozi", "build", cwd=paper)
    shutil.rmtree(paper / "output")
    shutil.rmtree(paper / ".huozi")
    run(installed / "huozi", "build", "--frozen", cwd=paper)
    assert "试报" in (paper / "output" / "index.html").read_text("utf-8")
    assert list((paper / "output").glob("*/*/*/zh-hant-hk/index.html"))
    where = run(
        installed / "python", "-c", "import generator; print(generator.__file__)", cwd=paper
    )
    assert Path(where.strip()).is_relative_to(installed.parent)


def test_the_installed_huozi_makes_the_same_paper_again(paper: Path, installed: Path) -> None:
    run(installed / "huozi", "new", "next", cwd=paper.parent)
    for name in (wheel(paper).name, "requirements.txt"):
        assert (paper.parent / "next" / name).read_bytes() == (paper / name).read_bytes(), name


def wheel(paper: Path) -> Path:
    (path,) = paper.glob("*.whl")
    return path


def test_the_wheel_holds_what_the_build_backend_packs(paper: Path, tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    for name in ("generator", "themes"):
        hidden = shutil.ignore_patterns("__pycache__", ".*")
        shutil.copytree(ROOT / name, sources / name, ignore=hidden)
    for name in ("pyproject.toml", "setup.py", "requirements.lock", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, sources)
    run(
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        tmp_path,
        sources,
        cwd=tmp_path,
    )
    ours, theirs = zipfile.ZipFile(wheel(paper)), zipfile.ZipFile(wheel(tmp_path))
    assert wheel(paper).name == wheel(tmp_path).name
    not_ours = {name for name in theirs.namelist() if name.endswith("/top_level.txt")}
    assert set(ours.namelist()) == set(theirs.namelist()) - not_ours
    for name in ours.namelist():
        if ".dist-info/" not in name or name.endswith("entry_points.txt"):
            assert ours.read(name) == theirs.read(name), name


def test_another_wheel_under_that_name_is_refused(
    paper: Path, installed: Path, tmp_path: Path
) -> None:
    for path in (wheel(paper), paper / "requirements.txt"):
        shutil.copy(path, tmp_path)
    with zipfile.ZipFile(wheel(tmp_path), "a") as archive:
        archive.writestr("generator/more.py", "print('not ours')")
    again = [installed / "python", "-m", "pip", "install", "--dry-run", "--force-reinstall"]
    done = subprocess.run(
        [*again, "--no-deps", "--require-hashes", "-r", "requirements.txt"],
        cwd=tmp_path,
        env=CLEAN,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr


def test_every_requirement_has_a_digest(paper: Path) -> None:
    lines = (paper / "requirements.txt").read_text("utf-8").replace("\\\n", " ").splitlines()
    asked = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    assert len(asked) > 15
    assert all("--hash=sha256:" in line for line in asked)
    assert asked[0].startswith("./huozi-")
    assert not any(line.startswith("huozi") for line in asked)


def test_a_huozi_that_is_not_installed_as_it_runs_cannot_be_carried(tmp_path: Path) -> None:
    for name in ("generator", "themes"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    version = tmp_path / "generator" / "__init__.py"
    text = version.read_text("utf-8").replace('__version__ = "', '__version__ = "9.')
    version.write_text(text, "utf-8")
    words = [sys.executable, "-m", "generator", "new", "paper", "--json"]
    done = subprocess.run(
        words, cwd=tmp_path, env=CLEAN, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    (problem,) = json.loads(done.stdout)["problems"]
    assert problem["rule"] == "installation" and "make site" in problem["hint"]
    assert not (tmp_path / "paper").exists()
