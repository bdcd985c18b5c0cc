"""Changes that editors make to content/ survive every later run of ingest."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

from generator.ingest import pending
from generator.model import site_file
from tests.ingest.conftest import HOME, Paper

SEED = "seeds/2025-03-20/01.txt"
PAGE = """# 春耕开始了

本报讯（记者 王明）昨日，城郊的春耕开始了，农户忙着备种。

# 新桥通车

本报讯（记者 李华）三月十九日，城南新桥建成通车。

# 图书馆延长开放

本报讯（记者 周静）市图书馆从下周起延长开放到晚上九点。
"""
FIRST, SECOND, THIRD = (f"content/2025-03-20/01-0{number}.md" for number in (1, 2, 3))


def titles(paper: Paper) -> dict[str, str]:
    return {
        path.rpartition("/")[2]: text.split("title: ")[1].split("\n")[0]
        for path, text in paper.content().items()
        if path.endswith(".md")
    }


def test_a_second_run_reads_and_writes_nothing(paper: Paper) -> None:
    paper.write(SEED, PAGE)
    assert len(paper.ingest().written) == 3
    before = paper.content()
    again = paper.ingest()
    assert (again.read, again.skipped, again.written) == ([], 1, [])
    assert paper.content() == before


def test_a_changed_seed_updates_what_is_still_as_it_was_written(paper: Paper) -> None:
    paper.write(SEED, PAGE)
    paper.ingest()
    paper.write(SEED, PAGE.replace("城南新桥", "城南的新桥"))
    report = paper.ingest()
    assert report.written == [SECOND]
    assert "城南的新桥" in paper.read(SECOND)


def test_an_edited_file_stays_and_the_difference_is_shown(paper: Paper) -> None:
    paper.write(SEED, PAGE)
    paper.ingest()
    edited = paper.read(SECOND).replace("建成通车", "正式通车")
    paper.write(SECOND, edited)
    paper.write(SEED, PAGE.replace("城南新桥", "城南的新桥"))
    report = paper.ingest()
    assert paper.read(SECOND) == edited
    assert SECOND in report.left_alone and report.written == []
    assert [diff.path for diff in report.diffs] == [SECOND]
    assert "-本报讯（记者 李华）三月十九日，城南新桥正式通车。" in report.diffs[0].text
    assert "+本报讯（记者 李华）三月十九日，城南的新桥建成通车。" in report.diffs[0].text
    # The difference can be asked for at any time, and nothing is written.
    before = paper.content()
    assert [diff.path for diff in paper.ingest(dry_run=True).diffs] == [SECOND]
    assert paper.content() == before


def test_a_new_article_gets_the_next_number_and_no_address_shifts(paper: Paper) -> None:
    paper.write(SEED, PAGE)
    paper.ingest()
    new = "# 菜价回落\n\n本报讯（记者 何青）本周蔬菜价格普遍回落。\n\n"
    paper.write(SEED, new + PAGE)
    paper.ingest()
    assert titles(paper) == {
        "01-01.md": "春耕开始了",
        "01-02.md": "新桥通车",
        "01-03.md": "图书馆延长开放",
        "01-04.md": "菜价回落",
    }
    assert "lines: [1, 3]" in paper.read("content/2025-03-20/01-04.md")
    assert "lines: [5, 7]" in paper.read(FIRST)


def test_an_article_the_seed_lost_is_reported_and_stays(paper: Paper) -> None:
    paper.write(SEED, PAGE)
    paper.ingest()
    first, rest = PAGE.split("# 新桥通车")
    paper.write(SEED, first + "# 图书馆" + rest.split("# 图书馆")[1])
    report = paper.ingest()
    assert [problem.rule for problem in report.problems] == ["seed-lost"]
    assert "01-02" in str(report.problems[0])
    assert titles(paper)["01-02.md"] == "新桥通车"
    paper.write(SEED, PAGE + "\n# 又一条\n\n本报讯（记者 何青）又有一条消息。\n")
    paper.ingest()
    assert titles(paper)["01-02.md"] == "新桥通车"
    assert titles(paper)["01-04.md"] == "又一条"


def test_what_was_deleted_by_hand_stays_deleted(paper: Paper) -> None:
    paper.write(SEED, PAGE)
    paper.ingest()
    (paper.root / SECOND).unlink()
    paper.write(SEED, PAGE.replace("备种", "备种备耕"))
    paper.ingest()
    assert set(titles(paper)) == {"01-01.md", "01-03.md"}


def test_what_was_renumbered_by_hand_stays_so_and_is_kept_up(paper: Paper) -> None:
    paper.write(SEED, PAGE)
    paper.ingest()
    moved = "content/2025-03-20/01-09-xinqiao.md"
    (paper.root / SECOND).rename(paper.root / moved)
    paper.write(SEED, PAGE.replace("城南新桥", "城南的新桥") + "\n# 新\n\n本报讯 日前，又一条。\n")
    paper.ingest()
    assert "城南的新桥" in paper.read(moved)
    assert titles(paper) == {
        "01-01.md": "春耕开始了",
        "01-03.md": "图书馆延长开放",
        "01-09-xinqiao.md": "新桥通车",
        "01-10.md": "新",
    }


def test_what_was_merged_and_split_by_hand_stays_so(paper: Paper) -> None:
    paper.write(SEED, PAGE)
    paper.ingest()
    merged = paper.read(FIRST) + "\n" + paper.read(SECOND).split("---\n\n")[1]
    paper.write(FIRST, merged)
    (paper.root / SECOND).unlink()
    paper.write("content/2025-03-20/01-08.md", "---\ntitle: 另立一篇\n---\n\n拆出来的。\n")
    before = {k: v for k, v in paper.content().items() if k.endswith(".md")}
    paper.write(SEED, PAGE + "\n")
    paper.ingest()
    assert {k: v for k, v in paper.content().items() if k.endswith(".md")} == before


def test_all_that_holds_in_another_clone_without_the_cache(paper: Paper) -> None:
    paper.write(SEED, PAGE)
    paper.ingest()
    (paper.root / SECOND).unlink()
    for file in (paper.root / ".huozi").glob("*"):
        file.unlink()
    report = paper.ingest()
    assert report.written == [] and report.read == []
    assert set(titles(paper)) == {"01-01.md", "01-03.md"}


def test_a_lost_ledger_overwrites_nothing(paper: Paper) -> None:
    paper.write(SEED, PAGE)
    paper.ingest()
    edited = paper.read(SECOND).replace("建成通车", "正式通车")
    paper.write(SECOND, edited)
    (paper.root / "content/2025-03-20/ingest.json").unlink()
    paper.ingest()
    assert paper.read(SECOND) == edited
    assert set(titles(paper)) == {"01-01.md", "01-02.md", "01-03.md"}


def test_a_damaged_ledger_stops_its_edition_with_one_line(paper: Paper) -> None:
    paper.write(SEED, PAGE)
    paper.ingest()
    paper.write("content/2025-03-20/ingest.json", '{"form": 1, "seeds": ')
    paper.write(SEED, PAGE.replace("备种", "选种"))
    paper.write("seeds/2025-03-21/01.txt", PAGE)
    report = paper.ingest()
    assert [(p.path, p.rule) for p in report.problems] == [
        ("content/2025-03-20/ingest.json", "ledger")
    ]
    assert "选种" not in paper.read(FIRST)
    assert (paper.root / "content/2025-03-21/01-01.md").exists()


def test_edition_toml_is_the_editors_once_it_was_touched(paper: Paper) -> None:
    facts = "content/2025-03-20/edition.toml"
    paper.write(SEED, PAGE + "\n责编：王芳\n")
    paper.write("seeds/2025-03-20/edition.toml", '[pages]\n01 = "要闻"\n')
    paper.ingest()
    assert paper.read(facts) == '[pages]\n01 = "要闻"\n\n[credits]\n01 = ["责编：王芳"]\n'
    paper.write(facts, '[pages]\n01 = "头版"\n')
    paper.write(SEED, PAGE + "\n责编：刘洋\n")
    report = paper.ingest()
    assert paper.read(facts) == '[pages]\n01 = "头版"\n'
    assert [diff.path for diff in report.diffs] == [facts]


def test_settled_doubts_in_the_ledger_survive(paper: Paper) -> None:
    paper.write(SEED, "# 题\n\n本报讯（记者 王明）这段文字到这里就突然地断了没有\n")
    paper.ingest()
    place = "content/2025-03-20/ingest.json"
    table = json.loads(paper.read(place))
    table["seeds"][SEED]["settled"] = ["incomplete"]
    paper.write(place, json.dumps(table))
    paper.write(SEED, "# 题\n\n本报讯（记者 王明）这段文字到这里就真的突然地断了没有\n")
    paper.ingest()
    assert json.loads(paper.read(place))["seeds"][SEED]["settled"] == ["incomplete"]


def test_pending_names_new_and_changed_seeds(paper: Paper) -> None:
    site, _ = site_file.parse(paper.read("site.toml"))
    assert site is not None
    paper.write(SEED, PAGE)
    assert pending(paper.root, site) == [SEED]
    paper.ingest()
    assert pending(paper.root, site) == []
    paper.write(SEED, PAGE + "\n")
    assert pending(paper.root, site) == [SEED]


def test_a_killed_run_leaves_whole_files_and_the_next_one_mends(paper: Paper) -> None:
    for page in range(1, 30):
        paper.write(f"seeds/2025-03-20/{page:02d}.txt", PAGE * 8)
    code = (
        "import sys; from pathlib import Path; from generator.ingest import ingest;"
        "from generator.model import site_file; root = Path(sys.argv[1]);"
        "s, _ = site_file.parse((root / 'site.toml').read_text()); print('go', flush=True);"
        "ingest(root, s)"
    )
    for wait in (0.05, 0.12, 0.2):
        run = subprocess.Popen(
            [sys.executable, "-c", code, str(paper.root)], cwd=HOME, stdout=subprocess.PIPE
        )
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(wait)
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
        run.stdout.close()
        for path, text in paper.content().items():
            if "/." not in path and path.endswith(".md"):
                assert text.startswith("---\n") and text.endswith("\n")
    paper.ingest()
    names = [path for path in paper.content() if path.endswith(".md")]
    assert len(names) == 29 * 24
    assert not [path for path in paper.content() if "/." in path]
