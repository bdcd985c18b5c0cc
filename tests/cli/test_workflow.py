"""The publishing workflow: linters find nothing, and its shell steps are run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from tests.conftest import ROOT

OWN = ROOT / ".github" / "workflows" / "publish.yml"
AUDIT = OWN.with_name("audit.yml")
TEST = OWN.with_name("test.yml")
CURRENT = {
    "actions/checkout": 7,
    "actions/setup-python": 7,
    "actions/configure-pages": 6,
    "actions/cache": 5,
    "actions/upload-pages-artifact": 5,
    "actions/deploy-pages": 5,
}
BASE = "https://reader.example/repo"


def new(folder: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "generator", "new", str(folder), "--title", "试报", "--quiet"],
        cwd=ROOT,
        check=True,
    )
    return folder / ".github" / "workflows" / "publish.yml"


@pytest.fixture(scope="module")
def scaffolded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new(tmp_path_factory.mktemp("new") / "paper")


@pytest.fixture(params=["own", "scaffolded"])
def workflow(request: pytest.FixtureRequest, scaffolded: Path) -> Path:
    return OWN if request.param == "own" else scaffolded


def tool(name: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    program = Path(sysconfig.get_path("scripts")) / name
    return subprocess.run([program, *words], capture_output=True, text=True, timeout=60)


def test_the_schema_of_workflows_holds(workflow: Path) -> None:
    done = tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", workflow)
    assert done.returncode == 0, done.stdout


def test_a_security_linter_finds_nothing(workflow: Path) -> None:
    policy = Path(__file__).with_name("zizmor.yml")
    done = tool("zizmor", "--offline", "--config", policy, "--min-severity", "low", workflow)
    assert done.returncode == 0, done.stdout


def test_the_audit_workflow_passes_the_linters() -> None:
    test_the_schema_of_workflows_holds(AUDIT)
    test_a_security_linter_finds_nothing(AUDIT)
    used = re.findall(r"uses: ([\w/-]+)@v(\d+)$", AUDIT.read_text("utf-8"), re.MULTILINE)
    assert used and all(CURRENT[name] == int(major) for name, major in used)
    recipe = subprocess.run(
        ["make", "--dry-run", "audit"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    audited = set(re.findall(r"pip-audit --strict .*-r (\S+)", recipe))
    assert audited == {"requirements.lock", "requirements-test.lock"}
    assert [step["run"] for step in steps(AUDIT, "audit") if "run" in step] == ["make audit"]


def steps(workflow: Path, job: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load(workflow.read_text("utf-8"))["jobs"][job]["steps"])


@pytest.mark.parametrize("python", ["3.11", "3.x"])
def test_pull_requests_run_every_test(python: str) -> None:
    test_the_schema_of_workflows_holds(TEST)
    test_a_security_linter_finds_nothing(TEST)
    workflow = yaml.load(TEST.read_text("utf-8"), Loader=yaml.BaseLoader)
    assert "pull_request" in workflow["on"]
    assert python in workflow["jobs"]["test"]["strategy"]["matrix"]["python"]
    commands = [step["run"] for step in steps(TEST, "test") if "run" in step]
    assert commands[-1] == "make test"


def test_official_actions_are_at_their_current_versions(workflow: Path) -> None:
    used = dict(re.findall(r"uses: ([\w/-]+)@v(\d+)$", workflow.read_text("utf-8"), re.MULTILINE))
    assert {name: int(major) for name, major in used.items()} == CURRENT


def test_only_the_deployment_may_write(workflow: Path) -> None:
    text = yaml.safe_load(workflow.read_text("utf-8"))
    assert text["permissions"] == {}
    assert text["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert text["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert text["concurrency"] == {"group": "pages", "cancel-in-progress": False}


def test_this_repositorys_own_example_is_published_by_the_same_workflow(scaffolded: Path) -> None:
    def without_install(path: Path) -> list[dict[str, Any]]:
        given = [s for s in steps(path, "build") if s.get("name") != "Install huozi"]
        for step in given:
            step.get("with", {}).pop("cache-dependency-path", None)
        return given

    assert without_install(OWN) == without_install(scaffolded)
    assert steps(OWN, "deploy") == steps(scaffolded, "deploy")


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a runner whose package index has huozi and all it needs."""
    home = tmp_path_factory.mktemp("runner")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "--wheel-dir",
            home,
            ROOT,
        ],
        check=True,
    )
    venv.create(home / "python", with_pip=True)
    python = home / "python" / "bin" / "python"
    # Some Pythons give an environment an older one than is locked.
    subprocess.run([python, "-m", "pip", "uninstall", "-qqy", "setuptools"], check=True)
    inside = next((home / "python" / "lib").glob("python*")) / "site-packages"
    (inside / "index.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    path = f"{home / 'python' / 'bin'}:{sysconfig.get_path('scripts')}:/usr/bin:/bin"
    yield {
        "PATH": path,
        "HOME": str(home),
        "TZ": "UTC",
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(home),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def run(workflow: Path, checkout: Path, runner: dict[str, str], base: str = BASE) -> str:
    """The build job's shell steps, as a runner runs them; what they said."""
    said = ""
    for step in steps(workflow, "build"):
        if "run" not in step:
            continue
        env = {
            name: value.replace("${{ steps.pages.outputs.base_url }}", base)
            for name, value in step.get("env", {}).items()
        }
        assert not any("${{" in value for value in env.values())
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=checkout,
            env=runner | env,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, f"{step['name']}: {done.stdout}{done.stderr}"
        said += done.stdout
    return said


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=editor", "-c", "user.email=editor@paper.example")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


def publish_locally(site: Path) -> None:
    huozi = [sys.executable, "-m", "generator", "build", "--quiet", "--site", str(site)]
    subprocess.run(huozi, cwd=ROOT, check=True)
    git(site, "add", "--all")
    git(site, "commit", "--quiet", "-m", "an edition")


def artifact(checkout: Path, workflow: Path, to: Path) -> set[str]:
    """What upload-pages-artifact packs: everything, but hidden files where it is not asked to."""
    upload = next(s for s in steps(workflow, "build") if "upload-pages" in s.get("uses", ""))
    hidden = upload["with"].get("include-hidden-files") is True
    exclude = ["--exclude=.git", "--exclude=.github", *([] if hidden else ["--exclude=.[^/]*"])]
    folder = checkout / upload["with"]["path"]
    subprocess.run(
        [
            "tar",
            "--dereference",
            "--hard-dereference",
            "--directory",
            folder,
            "-cf",
            to,
            *exclude,
            ".",
        ],
        check=True,
    )
    with tarfile.open(to) as tar:
        return {member.name.removeprefix("./") for member in tar if member.isfile()}


def test_two_nights_in_fresh_clones_that_share_only_the_cache(
    scaffolded: Path, runner: dict[str, str], tmp_path: Path
) -> None:
    site = tmp_path / "paper"
    shutil.copytree(scaffolded.parents[2], site)
    (site / "static" / ".well-known").mkdir(parents=True)
    (site / "static" / ".well-known" / "security.txt").write_text("Contact: x", "utf-8")
    git(site, "init", "--quiet", "--initial-branch", "main")
    publish_locally(site)

    first = tmp_path / "one" / "paper"
    git(tmp_path, "clone", "--quiet", str(site), str(first))
    run(scaffolded, first, runner)
    packed = artifact(first, scaffolded, tmp_path / "one.tar")
    assert {"index.html", "404.html", ".well-known/security.txt"} <= packed
    front = html.fromstring((first / "output" / "index.html").read_bytes())
    assert front.xpath("//link[@rel='canonical']/@href") == [f"{BASE}/"]
    git(first, "diff", "--exit-code")  # nothing under version control has changed

    seed = next((site / "seeds").iterdir()) / "02.txt"
    seed.write_text(
        "# 夜市昨晚开张\n\n本报记者 周一凡\n\n夜市昨晚在河边开张，摊位六十个。\n", "utf-8"
    )
    publish_locally(site)
    second = tmp_path / "two" / "paper"
    git(tmp_path, "clone", "--quiet", str(site), str(second))
    for folder in (".huozi", "output"):
        shutil.copytree(first / folder, second / folder)
    os.utime(second / "output" / "about" / "index.html", (1, 1))
    said = run(scaffolded, second, runner)
    assert (second / "output" / "about" / "index.html").stat().st_mtime == 1, "kept, not rewritten"
    written = int(re.search(r"(\d+) files written", said)[1])  # type: ignore[index]
    assert 0 < written < len(packed) / 2
    assert "夜市昨晚开张" in (second / "output" / "index.html").read_text("utf-8")


def test_this_repositorys_own_site_is_built_by_its_workflow(
    runner: dict[str, str], tmp_path: Path
) -> None:
    checkout = tmp_path / "huozi"
    checkout.mkdir()
    for name in ("site.toml", "names.toml", "glossary.toml", "addresses.txt"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, checkout)
    for name in ("seeds", "content", "pages", "static", "themes"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, checkout / name)
    install = "python -m pip install --no-deps huozi"
    workflow = tmp_path / "publish.yml"
    text = OWN.read_text("utf-8")
    head, tail = text.split("        run: |\n", 1)
    tail = tail.split("      - id: pages", 1)[1]
    workflow.write_text(f"{head}        run: {install}\n      - id: pages{tail}", "utf-8")
    said = run(workflow, checkout, runner, "https://own.example")
    assert "0 errors" in said
