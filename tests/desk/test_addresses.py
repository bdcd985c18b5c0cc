"""Published addresses last: what moves leaves a redirect, what goes is missed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.conftest import huozi

SITE = 'title = "试报"\ndescription = "试"\nbase_url = "https://paper.example/repo/"\n'
ARTICLE = "---\ntitle: 新桥通车\nbylines: [{name: 李文}]\n---\n桥长一里。\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site.toml").write_text(SITE, "utf-8")
    put(tmp_path, "01-01", ARTICLE)
    put(tmp_path, "01-02", "---\ntitle: 春来\n---\n又一个春天来了。\n")
    git(tmp_path, "init", "-q")
    publish(tmp_path)
    return tmp_path


def put(site: Path, stem: str, text: str) -> None:
    file = site / "content" / "2025-03-20" / f"{stem}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def git(site: Path, *words: str) -> None:
    who = ("-c", "user.name=editor", "-c", "user.email=editor@paper.example")
    subprocess.run(["git", "-C", str(site), *who, *words], check=True)


def publish(site: Path) -> None:
    done = huozi("build", "--no-search", site=site)
    assert done.returncode == 0, done.stderr
    git(site, "add", "site.toml", "content", "addresses.txt")
    git(site, "commit", "-q", "-m", "night")


def addresses(site: Path) -> list[str]:
    lines = (site / "addresses.txt").read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def test_a_build_at_the_desk_writes_down_what_it_publishes(site: Path) -> None:
    assert {"/", "/2025/03-20/", "/2025/03-20/01-01/", "/authors/李文/"} <= set(addresses(site))
    assert not any("zh-hant" in there or there.endswith(".html") for there in addresses(site))
    assert addresses(site) == sorted(addresses(site))


def test_a_published_article_that_goes_is_an_error_in_every_script(site: Path) -> None:
    (site / "content/2025-03-20/01-01.md").unlink()
    for command in (["build", "--no-search"], ["check"]):
        done = huozi(*command, site=site)
        assert done.returncode == 1
        assert "/2025/03-20/01-01/ was published and is gone" in done.stderr
    assert "/2025/03-20/01-01/" in addresses(site), "and it is not forgotten"


def test_an_alias_answers_for_a_moved_article_in_every_script(site: Path) -> None:
    (site / "content/2025-03-20/01-01.md").unlink()
    moved = ARTICLE.replace("\n---\n", "\naliases: [/2025/03-20/01-01/]\n---\n", 1)
    put(site, "01-07", moved)
    assert huozi("build", "--no-search", site=site).returncode == 0
    for variant, word in (("", "zh-Hans"), ("zh-hant-tw/", "zh-Hant-TW")):
        page = (site / f"output/2025/03-20/01-01/{variant}index.html").read_text("utf-8")
        assert f"lang={word}>" in page
        canonical = f"https://paper.example/repo/2025/03-20/01-07/{variant}"
        assert f"<link rel=canonical href={canonical}>" in page
        assert "http-equiv=refresh" in page


def test_a_withdrawn_article_leaves_a_notice(site: Path) -> None:
    gone = ARTICLE.replace("\n---\n", "\nwithdrawn: {date: 2025-03-21}\n---\n", 1)
    put(site, "01-01", gone)
    done = huozi("build", "--no-search", site=site)
    assert "/authors/李文/ was published" in done.stderr, "the list went with its only article"
    assert "/2025/03-20/01-01/ was published" not in done.stderr


def test_a_list_that_goes_may_name_its_heir(site: Path) -> None:
    put(site, "01-01", ARTICLE.replace("李文", "李雯"))
    heir = '[moved]\n"/authors/李文/" = "/authors/李雯/"\n'
    heir += '"/authors/李文/2025/" = "/authors/李雯/2025/"\n'
    (site / "site.toml").write_text(SITE + heir, "utf-8")
    done = huozi("build", "--no-search", site=site)
    assert done.returncode == 0, done.stderr
    page = (site / "output/authors/李文/zh-hant-hk/index.html").read_text("utf-8")
    assert "../../%E6%9D%8E%E9%9B%AF/zh-hant-hk/" in page


def test_what_nobody_committed_was_never_promised(site: Path) -> None:
    put(site, "01-03", "---\ntitle: 早稿\n---\n一段。\n")
    huozi("build", "--no-search", site=site)
    assert "/2025/03-20/01-03/" in addresses(site)
    (site / "content/2025-03-20/01-03.md").unlink()
    assert huozi("build", "--no-search", site=site).returncode == 0
    assert "/2025/03-20/01-03/" not in addresses(site)


def test_a_frozen_build_reads_the_list_and_writes_nothing(site: Path) -> None:
    before = (site / "addresses.txt").read_bytes()
    put(site, "01-04", "---\ntitle: 晚稿\n---\n一段。\n")
    assert huozi("build", "--no-search", "--frozen", site=site).returncode == 0
    assert (site / "addresses.txt").read_bytes() == before


def test_a_closed_year_is_answered_for_elsewhere(site: Path) -> None:
    text = (site / "addresses.txt").read_text("utf-8")
    (site / "addresses.txt").write_text(text + "/2019/01-02/01-01/\n", "utf-8")
    git(site, "commit", "-qam", "the old year")
    assert huozi("build", "--no-search", site=site).returncode == 1
    (site / "site.toml").write_text(SITE + 'archive = ["2019"]\n', "utf-8")
    assert huozi("build", "--no-search", site=site).returncode == 0
    assert huozi("check", site=site).returncode == 0


def test_what_is_gone_is_told_at_every_build_and_what_is_lost_from_the_list_is_put_back(
    site: Path,
) -> None:
    text = (site / "addresses.txt").read_text("utf-8")
    (site / "addresses.txt").write_text(text + "/2019/01-02/01-01/\n", "utf-8")
    git(site, "commit", "-qam", "a line of somebody's")
    for _ in range(2):
        done = huozi("build", "--no-search", site=site)
        assert done.returncode == 1 and "/2019/01-02/01-01/ was published" in done.stderr
    (site / "addresses.txt").write_text(text, "utf-8")
    git(site, "commit", "-qam", "taken back")
    for _ in range(2):
        assert huozi("build", "--no-search", site=site).returncode == 0
    (site / "addresses.txt").write_text(text.replace("/2025/03-20/01-02/\n", ""), "utf-8")
    assert huozi("build", "--no-search", site=site).returncode == 0
    assert (site / "addresses.txt").read_text("utf-8") == text
