"""``addresses.txt``: published addresses stay; a missing one is reported with advice."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from lxml import html

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


def test_a_local_build_records_the_addresses_it_publishes(site: Path) -> None:
    assert {"/", "/2025/03-20/", "/2025/03-20/01-01/", "/authors/李文/"} <= set(addresses(site))
    assert not any("zh-hant" in url or url.endswith(".html") for url in addresses(site))
    assert addresses(site) == sorted(addresses(site))


def lines(done: subprocess.CompletedProcess[str]) -> list[str]:
    """What was complained of."""
    return [line for line in done.stderr.splitlines() if line.startswith("addresses.txt:")]


def moved(site: Path, line: str) -> None:
    """Puts the line that a complaint named where it said."""
    _, _, entry = line.partition("say in site.toml under [moved]: ")
    text = (site / "site.toml").read_text("utf-8")
    head = "" if "[moved]" in text else "[moved]\n"
    (site / "site.toml").write_text(f"{text}{head}{entry}\n", "utf-8")


def test_a_published_article_that_disappears_is_an_error_in_every_script(site: Path) -> None:
    (site / "content/2025-03-20/01-02.md").unlink()
    for command in (["build", "--no-search"], ["check"]):
        done = huozi(*command, site=site)
        assert done.returncode == 1
        (line,) = lines(done)
        assert line.endswith(
            "/2025/03-20/01-02/ was published and is gone; "
            'say in site.toml under [moved]: "/2025/03-20/01-02/" = "/2025/03-20/"'
        )
    assert "/2025/03-20/01-02/" in addresses(site), "and it is not forgotten"
    moved(site, line)
    assert huozi("build", "--no-search", site=site).returncode == 0


def test_a_renumbered_article_is_identified_from_the_last_commit(site: Path) -> None:
    (site / "content/2025-03-20/01-02.md").rename(site / "content/2025-03-20/01-07.md")
    put(site, "01-08", "---\ntitle: 另一篇\n---\n一段。\n")
    (line,) = lines(huozi("build", "--no-search", site=site))
    answer = "say in content/2025-03-20/01-07.md: "
    assert line.endswith(f"{answer}aliases: [/2025/03-20/01-02/]")
    entry = line.partition(answer)[2]
    put(site, "01-07", f"---\ntitle: 春来\n{entry}\n---\n又一个春天来了。\n")
    assert huozi("build", "--no-search", site=site).returncode == 0


def test_a_published_article_that_is_a_draft_again_is_to_be_withdrawn(site: Path) -> None:
    put(site, "01-02", "---\ntitle: 春来\ndraft: true\n---\n又一个春天来了。\n")
    done = huozi("build", "--no-search", "--now", "2025-04-01T08:00:00+08:00", site=site)
    answer = "say in content/2025-03-20/01-02.md: withdrawn: {date: 2025-04-01}"
    assert [line.endswith(answer) for line in lines(done)] == [True]


def test_an_edition_that_moves_is_one_line_for_all_that_is_below_it(site: Path) -> None:
    (site / "content/2025-03-20").rename(site / "content/2025-03-21")
    (line,) = lines(huozi("build", "--no-search", site=site))
    assert "/2025/03-20/ was published and is gone, and 3 below it; " in line
    assert line.endswith('"/2025/03-20/" = "/2025/03-21/"')


def test_an_alias_redirects_to_a_moved_article_in_every_script(site: Path) -> None:
    (site / "content/2025-03-20/01-01.md").unlink()
    moved = ARTICLE.replace("\n---\n", "\naliases: [/2025/03-20/01-01/]\n---\n", 1)
    put(site, "01-07", moved)
    assert huozi("build", "--no-search", site=site).returncode == 0
    for variant, word in (("", "zh-Hans"), ("zh-hant-tw/", "zh-Hant-TW")):
        page = html.fromstring((site / f"output/2025/03-20/01-01/{variant}index.html").read_bytes())
        assert page.get("lang") == word
        canonical = f"https://paper.example/repo/2025/03-20/01-07/{variant}"
        assert page.xpath("//link[@rel='canonical']/@href") == [canonical]
        assert page.xpath("//meta[@http-equiv='refresh']")


def test_a_withdrawn_article_leaves_a_notice(site: Path) -> None:
    gone = ARTICLE.replace("\n---\n", "\nwithdrawn: {date: 2025-03-21}\n---\n", 1)
    put(site, "01-01", gone)
    done = huozi("build", "--no-search", "--frozen", site=site)
    assert (done.returncode, done.stderr) == (0, "")
    for address in ("2025/03-20/01-01", "authors/李文", "authors/李文/2025"):
        assert (site / f"output/{address}/index.html").exists(), address


def test_a_name_that_is_mended_is_one_line_for_its_list_and_its_years(site: Path) -> None:
    put(site, "01-01", ARTICLE.replace("李文", "李雯"))
    (line,) = lines(huozi("build", "--no-search", site=site))
    assert "/authors/李文/ was published and is gone, and 1 below it; " in line
    assert line.endswith('say in site.toml under [moved]: "/authors/李文/" = "/authors/李雯/"')
    assert "aliases" not in line


def write_a_first_paper(folder: Path) -> None:
    (folder / "site.toml").write_text(SITE, "utf-8")
    put(folder, "01-01", ARTICLE)
    assert huozi("build", "--no-search", site=folder).returncode == 0


@pytest.mark.parametrize("first", ["nothing", "init", "commit of the settings"])
def test_addresses_built_before_the_first_commit_do_not_count(tmp_path: Path, first: str) -> None:
    if first != "nothing":
        git(tmp_path, "init", "-q")
    write_a_first_paper(tmp_path)
    if first.startswith("commit"):
        git(tmp_path, "add", "site.toml")
        git(tmp_path, "commit", "-q", "-m", "settings")
    (tmp_path / "content/2025-03-20/01-01.md").unlink()
    put(tmp_path, "02-01", ARTICLE.replace("李文", "李雯"))
    for words in (["check"], ["build", "--no-search"], ["build", "--no-search", "--frozen"]):
        done = huozi(*words, site=tmp_path)
        assert (done.returncode, lines(done)) == (0, []), words
    assert not [url for url in addresses(tmp_path) if "01-01" in url or "李文" in url]


def test_without_git_every_built_address_can_count_as_published(tmp_path: Path) -> None:
    write_a_first_paper(tmp_path)
    (tmp_path / "site.toml").write_text(SITE + 'publish = "build"\n', "utf-8")
    put(tmp_path, "01-01", ARTICLE.replace("李文", "李雯"))
    for words in (["build", "--no-search"], ["build", "--no-search", "--frozen"], ["check"]):
        done = huozi(*words, site=tmp_path)
        assert (done.returncode, len(lines(done))) == (1, 1), words
    (tmp_path / "site.toml").write_text(SITE + 'publish = "built"\n', "utf-8")
    done = huozi("build", site=tmp_path)
    assert done.returncode == 2
    assert done.stderr == 'site.toml:4:1: unknown "built"; did you mean "build"?\n'


def test_an_uncommitted_address_can_change_without_a_problem(site: Path) -> None:
    put(site, "01-03", ARTICLE.replace("李文", "李聞"))
    assert huozi("build", "--no-search", site=site).returncode == 0
    put(site, "01-03", ARTICLE.replace("李文", "李闻"))
    assert huozi("build", "--no-search", site=site).returncode == 0
    assert "/authors/李聞/" not in addresses(site) and "/authors/李闻/" in addresses(site)


def test_addresses_that_were_never_committed_do_not_count(site: Path) -> None:
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


def test_addresses_of_a_closed_year_are_not_missing(site: Path) -> None:
    text = (site / "addresses.txt").read_text("utf-8")
    (site / "addresses.txt").write_text(text + "/2019/01-02/01-01/\n", "utf-8")
    git(site, "commit", "-qam", "the old year")
    assert huozi("build", "--no-search", site=site).returncode == 1
    (site / "site.toml").write_text(SITE + 'archive = ["2019"]\n', "utf-8")
    assert huozi("build", "--no-search", site=site).returncode == 0
    assert huozi("check", site=site).returncode == 0


def test_missing_addresses_are_reported_at_every_build_and_deleted_lines_restored(
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
