"""The commands that change a file of the editor's: withdraw, correct, moved, settle; from a new
paper through the change to the pages that the next build makes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main
from tests.conftest import huozi

NOW = "2025-03-21T09:00:00+08:00"
FOLDER = "content/2025-03-20"
FIRST, SECOND = f"{FOLDER}/01-01.md", f"{FOLDER}/01-02.md"
SEED = """# 新桥通车
本报讯（记者 李文）昨日，新桥通车，桥长一里。两岸居民步行过桥只要五分钟。

# 春耕开始
本报讯（记者 王明）昨日，春耕开始。各乡农具己经修好，种子也到了合作社。

# 副刊征稿
本报副刊向读者征稿，题目不限。来稿请写明姓名与地址，刊出即付稿酬。
"""


def git(site: Path, *words: str) -> None:
    who = ("-c", "user.name=editor", "-c", "user.email=editor@paper.example")
    subprocess.run(["git", "-C", str(site), *who, *words], check=True, capture_output=True)


def build(site: Path, status: int = 0) -> subprocess.CompletedProcess[str]:
    done = huozi("build", "--no-search", "--now", NOW, site=site)
    assert done.returncode == status, done.stderr
    return done


def page(site: Path, address: str) -> str:
    return (site / "output" / address.strip("/") / "index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper made by huozi new, with one page ingested, built and committed. Not to be changed."""
    site = tmp_path_factory.mktemp("editing") / "paper"
    new = [sys.executable, "-m", "generator", "new", str(site), "--title", "试报", "--empty"]
    subprocess.run(new, check=True, capture_output=True)
    text = (site / "site.toml").read_text("utf-8")
    (site / "site.toml").write_text(
        'base_url = "https://paper.example/repo/"\n'
        + "\n".join(row for row in text.splitlines() if not row.startswith("base_url"))
        + "\n",
        "utf-8",
    )
    seed = site / "seeds/2025-03-20/01.txt"
    seed.parent.mkdir(parents=True)
    seed.write_text(SEED, "utf-8")
    assert huozi("ingest", site=site).returncode == 0
    build(site)
    git(site, "init", "-q")
    git(site, "add", ".")
    git(site, "commit", "-q", "-m", "night")
    return site


@pytest.fixture
def site(published: Path, tmp_path: Path) -> Path:
    """A paper of one's own, as published."""
    shutil.copytree(published, tmp_path / "paper", symlinks=True)
    return tmp_path / "paper"


@pytest.fixture
def say(site: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs a command on the paper and gives its status, its output and its complaints."""

    def run(*words: str) -> tuple[int, str, str]:
        now = [] if words[0] == "check" else ["--now", NOW]
        status = main.main([*words, *now, "--site", str(site)])
        output = capsys.readouterr()
        return status, output.out, output.err

    return run


Say = Callable[..., tuple[int, str, str]]


def added(before: str, after: str) -> list[str]:
    """The lines of a text that another has not; all others must be as they were."""
    old, rows = before.splitlines(keepends=True), after.splitlines(keepends=True)
    new = []
    for row in rows:
        if old and row == old[0]:
            old.pop(0)
        else:
            new.append(row)
    assert not old, old
    return new


def test_a_withdrawn_article_leaves_a_notice_until_git_takes_it_back(site: Path, say: Say) -> None:
    address = "https://paper.example/repo/2025/03-20/01-01/zh-hant-tw/?from=feed#p2"
    before = (site / FIRST).read_text("utf-8")
    status, out, _ = say("withdraw", address, "--why", "内容有误：桥长", "--dry-run")
    assert status == 0 and "nothing is written" in out
    assert (site / FIRST).read_text("utf-8") == before
    status, out, _ = say("withdraw", address, "--why", "内容有误：桥长")
    assert status == 0
    line = "withdrawn: {date: 2025-03-21, reason: 内容有误：桥长}\n"
    assert added(before, (site / FIRST).read_text("utf-8")) == [line]
    assert f"+{line}" in out and f"--- a/{FIRST}" in out
    assert "https://paper.example/repo/2025/03-20/01-01/: the next build puts a notice" in out
    build(site)
    assert "内容有误：桥长" in page(site, "/2025/03-20/01-01/")
    assert "步行过桥" not in page(site, "/2025/03-20/01-01/")
    assert "新桥通车" not in page(site, "/2025/03-20/")
    undo = out.splitlines()[-1].removeprefix("to undo this: ")
    subprocess.run(undo, shell=True, check=True, capture_output=True)
    assert (site / FIRST).read_text("utf-8") == before
    build(site)
    assert "步行过桥" in page(site, "/2025/03-20/01-01/")


def test_an_article_withdrawn_again_keeps_its_date(site: Path, say: Say) -> None:
    assert say("withdraw", "2025-03-20/01-01")[0] == 0
    first = (site / FIRST).read_text("utf-8")
    status, out, _ = say("withdraw", FIRST)
    assert status == 0 and "withdrawn on 2025-03-21 already; nothing changes" in out
    assert (site / FIRST).read_text("utf-8") == first
    status, out, _ = say("withdraw", FIRST, "--why", "作者要求", "--now", "2025-04-01")
    assert "withdrawn: {date: 2025-03-21, reason: 作者要求}\n" in (site / FIRST).read_text("utf-8")
    assert "take the lines with + out" in out, "the first change is not committed either"


def test_a_correction_stands_on_the_article_and_on_its_page(site: Path, say: Say) -> None:
    text = "“一里”应为“二里”。"
    status, out, _ = say("correct", "/2025/03-20/01-01/", text)
    assert status == 0 and "https://paper.example/repo/corrections/" in out
    assert say("correct", "/2025/03-20/01-01/", "题中“新桥”应为: 大桥")[0] == 0
    again = (site / FIRST).read_bytes()
    assert "stands there already" in say("correct", "2025-03-20/01-01", text)[1]
    assert (site / FIRST).read_bytes() == again
    build(site)
    for address in ("/2025/03-20/01-01/", "/corrections/"):
        shown = page(site, address)
        assert text in shown and "题中“新桥”应为: 大桥" in shown, address
    assert "“一里”" not in page(site, "/corrections/zh-hant-tw/")
    assert "「一里」應為「二里」" in page(site, "/corrections/zh-hant-tw/")


def test_an_old_list_and_an_old_article_lead_to_the_new(site: Path, say: Say) -> None:
    (site / SECOND).write_text((site / SECOND).read_text("utf-8").replace("王明", "王鸣"), "utf-8")
    (site / f"{FOLDER}/01-03.md").rename(site / f"{FOLDER}/01-07.md")
    assert "address-lost" not in build(site, 1).stdout
    old = "https://paper.example/repo/authors/%E7%8E%8B%E6%98%8E/"
    before = (site / "site.toml").read_text("utf-8")
    status, out, _ = say("moved", old, "/authors/王鸣/zh-hant-hk/")
    assert status == 0 and "https://paper.example/repo/authors/%E7%8E%8B%E6%98%8E/: " in out
    assert say("moved", "2025-03-20/01-03", "2025-03-20/01-07")[0] == 0
    new = added(before, (site / "site.toml").read_text("utf-8"))
    assert [row for row in new if row.strip()] == [
        "[moved]\n",
        '"/authors/王明/" = "/authors/王鸣/"\n',
        '"/2025/03-20/01-03/" = "/2025/03-20/01-07/"\n',
    ]
    assert "nothing changes" in say("moved", "/authors/王明/", "/authors/王鸣/")[1]
    status, _, complaint = say("moved", "/authors/王明/", "/authors/李文/")
    assert status == 2 and "/authors/王明/ leads to /authors/王鸣/ already" in complaint
    build(site)
    assert "/authors/%E7%8E%8B%E9%B8%A3/" in page(site, "/authors/王明/")
    assert 'http-equiv="refresh"' in page(site, "/2025/03-20/01-03/").replace(
        "=refresh", '="refresh"'
    )
    assert "01-07" in page(site, "/2025/03-20/01-03/zh-hant-tw/")


def doubts(say: Say) -> list[dict[str, str]]:
    problems = json.loads(say("check", "--json")[1])["problems"]
    return [p for p in problems if p["severity"] == "doubt"]


def place(problem: dict[str, str]) -> str:
    return f"{problem['path']}:{problem['line']}:{problem['column']}"


def test_a_doubt_names_the_line_that_answers_it_and_is_gone_with_it(site: Path, say: Say) -> None:
    (doubt,) = (p for p in doubts(say) if p["rule"] == "misread")
    assert doubt["hint"] == f'if it is right, in {SECOND}: settled: ["misread: 己经"]'
    before = (site / SECOND).read_text("utf-8")
    status, out, _ = say("settle", place(doubt))
    assert status == 0 and "huozi check does not ask this again" in out
    line = 'settled: ["misread: 己经"]\n'
    assert added(before, (site / SECOND).read_text("utf-8")) == [line]
    assert not [p for p in doubts(say) if p["rule"] == "misread"]
    status, _, complaint = say("settle", place(doubt))
    assert status == 2 and "no doubt stands there" in complaint
    text = before.replace("种子", "种子己经己经").replace("\norigin", "\nsettled: [photo]\norigin")
    (site / SECOND).write_text(text, "utf-8")
    hints = {p["hint"] for p in doubts(say) if p["rule"] == "misread"}
    assert f'if it is right, in {SECOND}: settled: [photo, "misread: 己经"]' in hints
    assert say("settle", "misread", "/2025/03-20/01-02/")[0] == 0
    assert "settled: [photo, misread]\n" in (site / SECOND).read_text("utf-8")
    assert not [p for p in doubts(say) if p["rule"] == "misread"]


def test_a_doubt_about_a_seed_is_answered_where_its_article_is(site: Path, say: Say) -> None:
    seed = site / "seeds/2025-03-20/02.txt"
    seed.write_text(
        "全市动员大会召开\n安排部署春季防火\n各部门参加\n本报讯（记者 王明）昨日，会议召开。\n",
        "utf-8",
    )
    complaint = huozi("ingest", site=site).stderr
    (row,) = (row for row in complaint.splitlines() if "seeds/2025-03-20/02.txt" in row)
    assert f"; if it is right, in {FOLDER}/02-01.md: settled: [" in row
    status, _, _ = say("settle", row.partition(": ")[0])
    assert status == 0
    line = row.partition(".md: ")[2]
    assert line + "\n" in (site / f"{FOLDER}/02-01.md").read_text("utf-8")
    assert not [p for p in doubts(say) if "02-01" in p["path"] or "02.txt" in p["path"]]


def test_a_doubt_about_a_seed_without_an_article_is_answered_in_the_ledger(
    site: Path, say: Say
) -> None:
    ledger, seed = site / FOLDER / "ingest.json", "seeds/2025-03-20/01.txt"
    record = json.loads(ledger.read_text("utf-8"))
    record["seeds"][seed]["doubts"] = [[30, "byline", "a word taken for a pen name: 老甲"]]
    ledger.write_text(json.dumps(record), "utf-8")
    (doubt,) = (p for p in doubts(say) if p["rule"] == "byline")
    assert doubt["hint"].endswith(f'{FOLDER}/ingest.json, under {seed}: "settled": ["byline"]')
    assert say("settle", place(doubt))[0] == 0
    assert json.loads(ledger.read_text("utf-8"))["seeds"][seed]["settled"] == ["byline"]
    assert not [p for p in doubts(say) if p["rule"] == "byline"]
    assert "answered already" in say("settle", place(doubt))[1]


def test_bytes_that_are_not_the_commands_stay(site: Path, say: Say) -> None:
    text = (
        "\ufeff---\r\n# 编辑：勿改\r\ntitle: 新桥通车   # 三校\r\n"
        "corrections:   # 见档案\r\n- date: 2025-03-20\r\n  text: 旧  # 一\r\n# 尾注\r\n"
        "settled: [ photo, ] # 查过\r\n---\r\n\r\n农具己经修好。\r\n"
    )
    (site / FIRST).write_bytes(text.encode())
    assert say("withdraw", FIRST)[0] == say("correct", FIRST, "新")[0] == 0
    assert say("settle", f"{FIRST}:13:3")[0] == 0
    expected = text.replace("\r\ncorrections", "\r\nwithdrawn: {date: 2025-03-21}\r\ncorrections")
    expected = expected.replace("# 一\r\n", "# 一\r\n- {date: 2025-03-21, text: 新}\r\n")
    expected = expected.replace("photo, ]", 'photo, "misread: 己经", ]')
    assert (site / FIRST).read_bytes().decode() == expected


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["withdraw", "2025-03-20/01-09"], "no such article; the nearest is 2025-03-20/01-03"),
        (["withdraw", "2025-03-22/01-01"], "there is no edition 2025-03-22; the nearest is 2025-"),
        (["withdraw", "2025-13-20/01-01"], "2025-13-20 is no edition; the nearest is 2025-03-20"),
        (["correct", "/2025/03-20/", "改"], "this is an edition, not an article; its articles: 2"),
        (["correct", "/2025/03-20/01/", "改"], "this is page 01 of an edition, not an article; "),
        (["withdraw", "/authors/%E6%9D%8E%E6%96%87/"], "this is the address of no article; name"),
        (["withdraw", "https://other.example/2025/03-20/01-01/"], "is of another site; this one"),
        (["withdraw", "notes.md"], "this is no article's file; name an article as"),
        (["withdraw", "mailto:editor"], "no address of a page"),
        (["correct", FIRST, " "], "a correction is one line of text"),
        (["correct", FIRST, "一\n二"], "a correction is one line of text"),
        (["moved", "/authors/李闻/", "/authors/李文/"], "nothing was ever published at this add"),
        (["moved", "/authors/", "/authors/李闻/"], "no page stands at this address; the near"),
        (["moved", "/2025/03-20/01-01/", "/2025/03-20/"], f"{FIRST} still stands at this address"),
        (["moved", "/authors/王明/", "/authors/王明/zh-hant-tw/"], "both addresses are the same"),
        (["moved", "/authors/王明/", "/authors/李文/"], "articles are still listed at this"),
        (["moved", "/", "/2025/"], "this address cannot move"),
        (["settle", f"{SECOND}:2:1"], "no doubt stands there; the nearest is"),
        (["settle", "己经"], "this is no place of a doubt; such as"),
        (["settle", "photo", SECOND], "has no such doubt; open in it: misread"),
        (["settle", "seeds/2025-03-20/09.txt:1:1"], "is not ingested; run huozi ingest first"),
        (["withdraw", FIRST, "--now", "gestern"], '"gestern" is no time'),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_a_mistake_is_one_line_and_changes_nothing(
    published: Path, words: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [] if "--now" in words else ["--now", NOW]
    files = (FIRST, SECOND, "site.toml")
    before = [(published / file).read_bytes() for file in files]
    assert main.main([*words, *now, "--site", str(published)]) == 2
    output = capsys.readouterr()
    assert complaint in output.err and output.err.count("\n") == 1, output.err
    assert [(published / file).read_bytes() for file in files] == before


def test_a_circle_of_moved_addresses_is_refused(site: Path, say: Say) -> None:
    for name in ("01-01.md", "01-02.md"):
        (site / FOLDER / name).unlink()
    assert say("moved", "2025-03-20/01-01", "2025-03-20/01-03")[0] == 0
    assert say("moved", "2025-03-20/01-02", "2025-03-20/01-01")[0] == 0
    (site / FOLDER / "01-03.md").unlink()
    before = (site / "site.toml").read_bytes()
    status, _, complaint = say("moved", "2025-03-20/01-03", "2025-03-20/01-02")
    assert status == 2 and "leads back to itself" in complaint
    assert (site / "site.toml").read_bytes() == before


def test_a_broken_file_stays_as_it_is(site: Path, say: Say) -> None:
    (site / FIRST).write_text("---\ntitel: 题\n---\n文。\n", "utf-8")
    status, _, complaint = say("withdraw", FIRST)
    assert status == 1 and complaint.startswith(f'{FIRST}:2:1: unknown key "titel"')
    (site / FIRST).write_text("---\n{title: 题}\n---\n文。\n", "utf-8")
    status, _, complaint = say("withdraw", FIRST)
    assert status != 0 and "write each key on a line of its own" in complaint
    assert (site / FIRST).read_text("utf-8") == "---\n{title: 题}\n---\n文。\n"


def test_json_has_the_difference_and_the_way_back(site: Path, say: Say) -> None:
    report = json.loads(say("withdraw", FIRST, "--json")[1])
    assert report["written"] and report["path"] == FIRST and report["problems"] == []
    assert report["address"] == "https://paper.example/repo/2025/03-20/01-01/"
    assert "+withdrawn: {date: 2025-03-21}" in report["diff"].splitlines()
    assert report["undo"].endswith(f"checkout -- {FIRST}")
    shutil.rmtree(site / ".git")
    report = json.loads(say("withdraw", SECOND, "--json")[1])
    assert report["undo"].endswith("(it is not in Git)")
