"""``huozi doctor``: what blocks publishing, and what to do about it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build.engine import Options
from generator.cli.health import examine, size
from generator.cli.health.health_report import HealthFinding, HealthReport, HealthState, SiteHealth
from generator.pages.newspaper import build
from generator.pages.site_context import BuildRequest, load_site
from tests.conftest import ROOT, huozi

NOW = dt.datetime.fromisoformat("2025-04-01T08:00:00+08:00")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "paper"
    root.mkdir()
    (root / "site.toml").write_text('title = "试报"\n', "utf-8")
    for day in range(18, 22):
        edition = root / "content" / f"2025-03-{day}"
        edition.mkdir(parents=True)
        (edition / "01-01.md").write_text("---\ntitle: 桥\n---\n桥长一里。\n", "utf-8")
    build(
        BuildRequest(root=root, base_url=None, now=NOW, drafts=False), Options(out=root / "output")
    )
    return root


def examined(root: Path) -> HealthReport:
    return examine(load_site(root), root, root / "output", NOW)


def finding_of(root: Path, name: str) -> HealthFinding:
    return next(f for f in examined(root).findings if f.name == name)


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("git@github.com:Datong/paper.git", "https://datong.github.io/paper/"),
        ("https://github.com/datong/datong.github.io", "https://datong.github.io/"),
    ],
)
def test_the_address_is_read_off_the_git_remote(site: Path, remote: str, address: str) -> None:
    subprocess.run(["git", "-C", site, "init", "-q"], check=True)
    subprocess.run(["git", "-C", site, "remote", "add", "origin", remote], check=True)
    assert address in finding_of(site, "address").message
    (site / "site.toml").write_text('title = "试报"\nbase_url = "https://old.example/"\n', "utf-8")
    assert finding_of(site, "address").state is HealthState.NOTICE
    (site / "static").mkdir()
    (site / "static" / "CNAME").write_text("old.example\n", "utf-8")
    assert finding_of(site, "address").state is HealthState.OK


def test_an_outdated_workflow_is_reported_with_the_current_versions(site: Path) -> None:
    workflow = site / ".github" / "workflows" / "publish.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text("- uses: actions/checkout@v4\n- run: huozi build --frozen\n", "utf-8")
    assert finding_of(site, "workflow").hint == "write actions/checkout@v7"


@pytest.fixture(scope="module")
def new_paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    paper = tmp_path_factory.mktemp("new") / "paper"
    subprocess.run([sys.executable, "-m", "generator", "new", paper], cwd=ROOT, check=True)
    return paper


@pytest.fixture
def fresh(new_paper: Path, tmp_path: Path) -> Path:
    """A new paper with its huozi beside it."""
    return Path(shutil.copytree(new_paper, tmp_path / "fresh"))


def damage_wheel(root: Path) -> None:
    (wheel,) = root.glob("*.whl")
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("generator/more.py", "")


def another_program(root: Path) -> None:
    damage_wheel(root)
    (wheel,) = root.glob("*.whl")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    change(root, r"(?m)^(\./huozi.*sha256:)\w+", rf"\g<1>{digest}")


def change(root: Path, pattern: str, new: str) -> None:
    file = root / "requirements.txt"
    text, count = re.subn(pattern, new, file.read_text("utf-8"))
    assert count
    file.write_text(text, "utf-8")


INDEX = r"(?m)^\./huozi.*$"
COMMIT = "huozi @ git+https://git.example/huozi@" + 40 * "a"


@pytest.mark.parametrize(
    ("harm", "state", "words"),
    [
        (lambda root: None, HealthState.OK, "from the wheel beside requirements.txt"),
        (lambda root: (root / "requirements.txt").unlink(), HealthState.BLOCKING, "there is none"),
        (lambda root: next(root.glob("*.whl")).unlink(), HealthState.BLOCKING, "is not there"),
        (damage_wheel, HealthState.BLOCKING, "has not the digest"),
        (another_program, HealthState.NOTICE, "is not the huozi that runs here"),
        (
            lambda root: change(root, INDEX, "huozi==0.1.0"),
            HealthState.BLOCKING,
            "whoever holds that name",
        ),
        (
            lambda root: change(root, INDEX, "huozi"),
            HealthState.BLOCKING,
            "whoever holds that name",
        ),
        (lambda root: change(root, INDEX, COMMIT), HealthState.BLOCKING, "pip takes no commit"),
        (lambda root: (root / "requirements.txt").write_text(COMMIT), HealthState.OK, "one commit"),
        (
            lambda root: (root / "requirements.txt").write_text(COMMIT[:-40] + "main"),
            HealthState.NOTICE,
            "may move",
        ),
        (lambda root: change(root, INDEX, ""), HealthState.BLOCKING, "does not name huozi"),
        (
            lambda root: change(root, "opencc==1.4.2", "opencc==1.4.1"),
            HealthState.BLOCKING,
            "needs 1.4.2",
        ),
        (
            lambda root: change(root, r"(?m)^jinja2==.*\n(    .*\n)+", ""),
            HealthState.BLOCKING,
            "pins no jinja2",
        ),
        (
            lambda root: change(root, r"anyio==\S+", "anyio==1.0"),
            HealthState.NOTICE,
            "was tested with",
        ),
        (lambda root: git(root, "init", "-q"), HealthState.NOTICE, "not under version control"),
    ],
)
def test_whether_the_workflow_can_install_huozi(
    fresh: Path, harm: Callable[[Path], object], state: HealthState, words: str
) -> None:
    harm(fresh)
    finding = finding_of(fresh, "installation")
    assert finding.state is state
    assert words in finding.message
    assert finding.hint or state is HealthState.OK


def test_a_huozi_that_cannot_be_installed_blocks_publishing(fresh: Path) -> None:
    change(fresh, INDEX, "huozi==0.1.0")
    done = huozi("doctor", site=fresh)
    assert done.returncode == 1
    assert "bad   installation: requirements.txt asks an index" in done.stdout
    assert "huozi new --renew ." in done.stdout


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-C", root, *words], check=True)


def test_hidden_files_that_the_upload_would_drop(site: Path) -> None:
    (site / "static" / ".well-known").mkdir(parents=True)
    (site / "static" / ".well-known" / "security.txt").write_text("x", "utf-8")
    workflow = site / ".github" / "workflows" / "publish.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text("- run: huozi build --frozen\n", "utf-8")
    assert finding_of(site, "hidden files").state is HealthState.BLOCKING
    workflow.write_text("include-hidden-files: true\n", "utf-8")
    assert finding_of(site, "hidden files").state is HealthState.OK


def test_names_that_differ_only_in_case(site: Path) -> None:
    for name in ("Map", "map"):
        (site / "output" / name).mkdir()
        (site / "output" / name / "a.txt").write_text("x", "utf-8")
    assert "Map and map" in finding_of(site, "names").message


def test_symbolic_links_are_reported(site: Path) -> None:
    (site / "static").mkdir()
    (site / "static" / "latest").symlink_to(site / "site.toml")
    assert "static/latest" in finding_of(site, "links").message


def test_the_day_on_which_a_gigabyte_is_reached(site: Path) -> None:
    report = examined(site)
    assert report.size.articles == 4
    assert report.size.per_day > 0
    photo = site / "static" / "photo.jpg"
    photo.parent.mkdir()
    photo.write_bytes(bytes(900_000))
    build(
        BuildRequest(root=site, base_url=None, now=NOW, drafts=False), Options(out=site / "output")
    )
    heavier = examined(site).size
    assert heavier.bytes - report.size.bytes >= 900_000, "photos count"
    assert heavier.per_day > report.size.per_day
    days = (size.LIMIT - heavier.bytes) // heavier.per_day
    assert heavier.full == (NOW.date() + dt.timedelta(days=days)).isoformat()


def test_a_site_that_is_too_large_gets_a_hint(site: Path) -> None:
    with (site / "output" / "large.bin").open("wb") as file:
        file.truncate(size.LIMIT)  # sparse: it takes no room
    too_large = finding_of(site, "size")
    assert too_large.state is HealthState.BLOCKING
    assert "docs/archive.md" in too_large.hint


def test_a_missing_or_damaged_state_is_only_a_notice(site: Path) -> None:
    (site / "output" / "index.html").unlink()
    assert "1 file of the output is missing: index.html" in finding_of(site, "state").message
    (site / ".huozi" / "output.sqlite").write_bytes(b"not a database" * 100)
    assert "cannot be read" in finding_of(site, "state").message


def test_json_has_all_findings(site: Path) -> None:
    done = huozi("doctor", "--json", site=site)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert {"findings", "bytes", "files", "bytes_per_day", "full", "limit"} <= set(report)


def test_a_site_without_output_is_examined(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text('title = "试报"\n', "utf-8")
    patient = SiteHealth(load_site(tmp_path), tmp_path, tmp_path / "output", NOW.date())
    assert size.now(patient)[0].hint == "run huozi build"
    assert huozi("doctor", site=tmp_path).returncode == 0


def test_a_named_host_is_asked_for_its_limits(site: Path) -> None:
    big = site / "output" / "big.bin"
    with big.open("wb") as file:
        file.truncate(26 * 1024 * 1024)
    many = site / "output" / "many"
    many.mkdir()
    for number in range(20_001):
        (many / str(number)).touch()

    def state(host: str, name: str) -> HealthState:
        report = examine(load_site(site), site, site / "output", NOW, host)
        return next(f.state for f in report.findings if f.name == name)

    assert state("cloudflare", "files") is HealthState.BLOCKING
    assert state("cloudflare", "single file") is HealthState.BLOCKING
    assert state("edgeone", "files") is HealthState.BLOCKING
    assert state("s3", "files") is HealthState.OK
    assert state("netlify", "files in a folder") is HealthState.OK
    assert state("vercel", "bytes") is not HealthState.BLOCKING
    with big.open("wb") as file:
        file.truncate(101_000_000)
    assert state("vercel", "bytes") is HealthState.BLOCKING
    assert state("github", "bytes") is not HealthState.BLOCKING
    done = huozi("doctor", "--host", "cloudflare", site=site)
    assert done.returncode == 1
    assert "Cloudflare Pages takes 20,000" in done.stdout
    assert "a paid plan takes 100,000 files" in done.stdout


def test_the_time_limit_is_announced_a_month_before(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert finding_of(site, "deployment").state is HealthState.OK
    # As if each file took so long that the site, which grows by a quarter a day, has a week left.
    files = sum(1 for path in (site / "output").rglob("*") if path.is_file())
    monkeypatch.setattr(size, "FILES_A_MINUTE", files / 5)
    finding = finding_of(site, "deployment")
    assert finding.state is HealthState.NOTICE
    assert "about 5 min; GitHub Pages gives up after 10, which is reached on 2025-04-" in (
        finding.message
    )
