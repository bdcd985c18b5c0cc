"""Accepted conversions in ``variants.lock``: every change of one is reported."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from tests.conftest import huozi
from tests.press.driver import files_in

ARTICLE = "content/2025-03-20/01-01.md"
OTHER = "content/2025-03-21/01-01.md"
PAPER = """\
-- site.toml --
title = "试报"
description = "试"
base_url = "https://paper.example/"
-- names.toml --
[[person]]
hans = "方志敏"
hant = "方誌敏"

[[person]]
hans = "钟采"
hant = "鍾采"
-- content/2025-03-20/01-01.md --
---
title: 故居
bylines:
  - {roles: [记者], name: 于海}
---
两只猫，一座桥。

烈士方志敏在此写作，于海来此采访钟采。

作者-{丰}-收了稿，今年丰收。台湾的桥。
-- content/2025-03-21/01-01.md --
---
title: 新桥
---
方志敏的桥。
"""


@dataclass
class LocalSite:
    """A small paper, and one who types commands in its folder."""

    root: Path
    capsys: pytest.CaptureFixture[str]

    def edit(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text("utf-8")
        assert old in text
        (self.root / path).write_text(text.replace(old, new), "utf-8")

    def run(self, *words: str) -> tuple[int, list[str]]:
        """The exit status and the lines printed."""
        status = main.main([*words, "--site", str(self.root)])
        printed = self.capsys.readouterr()
        return status, [line for line in (printed.out + printed.err).splitlines() if line]

    def accept(self, *editions: str) -> str:
        assert self.run("variants", "diff", "--accept", "--quiet", *editions)[0] == 0
        return (self.root / "variants.lock").read_text("utf-8")

    def frozen(self) -> tuple[int, list[str]]:
        """As the workflow builds."""
        return self.run("build", "--frozen", "--no-search", "--quiet")

    def clone(self, to: Path) -> LocalSite:
        """As version control hands it out: without what huozi remembers."""
        leave = shutil.ignore_patterns(".huozi", "output")
        return LocalSite(shutil.copytree(self.root, to, ignore=leave), self.capsys)


@pytest.fixture
def local(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> LocalSite:
    for path, text in files_in(PAPER).items():
        file = tmp_path / "paper" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return LocalSite(tmp_path / "paper", capsys)


def test_a_marked_place_is_no_word_of_the_article(local: LocalSite) -> None:
    _, lines = local.run("variants", "diff", "2025-03-20")
    both = "zh-Hant-TW, zh-Hant-HK"
    assert lines == [
        f"{ARTICLE}:4: {both}: [于海→于海]  (byline)",
        f"{ARTICLE}:6: {both}: [两只→兩隻]猫，一座桥。  (opencc)",
        f"{ARTICLE}:8: {both}: 烈士[方志敏→方誌敏]在此写作，于海来  (term)",
        f"{ARTICLE}:8: {both}: 方志敏在此写作，[于海→于海]来此采访钟采。  (byline)",
        f"{ARTICLE}:8: {both}: 作，于海来此采访[钟采→鍾采]。  (term)",
        f"{ARTICLE}:10: {both}: 作者[丰→丰]收了稿，今年丰收  (inline)",
        f"{ARTICLE}:10: zh-Hant-TW: 了稿，今年丰收。[台湾→台灣]的桥。  (press)",
    ]
    assert "丰" not in local.accept()
    assert local.frozen()[0] == 0
    page = local.root / "output/2025/03-20/01-01/zh-hant-tw/index.html"
    assert "作者丰收了稿，今年豐收" in page.read_text("utf-8")


PLAIN = (
    f"{ARTICLE}:8:1: 方志敏 becomes 方志敏, accepted was 方誌敏 (zh-Hant-TW, zh-Hant-HK): "
    "烈士[方志敏→方志敏]在此写作，于海来; huozi variants diff --accept 2025-03-20, or decide it "
    "in names.toml or glossary.toml"
)


def test_a_place_that_falls_back_is_reported_and_stops_the_workflow(
    local: LocalSite, tmp_path: Path
) -> None:
    local.accept("2025-03-20")
    assert local.frozen() == (0, [])
    before = (local.root / "output/2025/03-20/01-01/zh-hant-tw/index.html").read_bytes()
    plain_form(local)
    assert local.frozen() == (1, [PLAIN])
    assert local.clone(tmp_path / "clone").frozen() == (1, [PLAIN])
    assert (local.root / "output/2025/03-20/01-01/zh-hant-tw/index.html").read_bytes() == before
    assert local.run("build", "--no-search", "--quiet")[0] == 0, "a local build only reports it"
    assert local.frozen() == (1, [PLAIN]), "a build in between hides nothing"
    status, lines = local.run("check", "--quiet")
    assert (status, [line for line in lines if "accepted" in line]) == (0, [PLAIN])
    _, lines = local.run("variants", "diff", "--new", "2025-03-20")
    assert lines == [
        f"{ARTICLE}:8: zh-Hant-TW, zh-Hant-HK: 烈士[方志敏→方志敏]在此写作，于海来  "
        "(plain; accepted was 方誌敏)"
    ]
    local.accept("2025-03-20")
    assert local.frozen() == (0, [])


def plain_form(local: LocalSite) -> None:
    local.edit("names.toml", 'hant = "方誌敏"', 'hant = "方志敏"')


def other_form(local: LocalSite) -> None:
    local.edit("names.toml", 'hant = "方誌敏"', 'hant = "方䛌敏"')


def new_term(local: LocalSite) -> None:
    (local.root / "glossary.toml").write_text('[[term]]\nhans = "桥"\nhant_tw = "大橋"\n', "utf-8")


def no_byline(local: LocalSite) -> None:
    local.edit(ARTICLE, "name: 于海", "name: 李海")


def press_forms(local: LocalSite) -> None:
    local.edit("site.toml", "title", "press_forms = false\ntitle")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (plain_form, ["8:1: 方志敏 becomes 方志敏, accepted was 方誌敏 (zh-Hant-TW, zh-Hant-HK)"]),
        (other_form, ["8:1: 方志敏 becomes 方䛌敏, accepted was 方誌敏 (zh-Hant-TW, zh-Hant-HK)"]),
        (
            new_term,
            [
                "6:1: 桥 becomes 大橋, accepted was 橋 (zh-Hant-TW)",
                "10:1: 桥 becomes 大橋, accepted was 橋 (zh-Hant-TW)",
            ],
        ),
        (no_byline, ["8:1: 于海 becomes 於海, accepted was 于海 (zh-Hant-TW, zh-Hant-HK)"]),
        (press_forms, ["10:1: 台湾 becomes 臺灣, accepted was 台灣 (zh-Hant-TW)"]),
    ],
)
def test_every_change_of_an_accepted_place_is_reported_there(
    change: Callable[[LocalSite], None], told: list[str], local: LocalSite
) -> None:
    local.accept("2025-03-20")
    change(local)
    status, lines = local.frozen()
    assert (status, [line.partition("): ")[0] + ")" for line in lines]) == (
        1,
        [f"{ARTICLE}:{line}" for line in told],
    )


def test_what_an_editor_takes_out_is_no_fault(local: LocalSite) -> None:
    local.accept()
    local.edit(ARTICLE, "烈士方志敏在此写作，", "")
    local.edit(ARTICLE, "两只猫，一座桥。\n\n", "")
    (local.root / OTHER).unlink()
    assert local.frozen() == (0, [])


def test_an_edit_beside_a_place_does_not_hide_it(local: LocalSite) -> None:
    local.accept()
    local.edit(ARTICLE, "一座桥。", "一座新桥。")
    local.edit(OTHER, "的桥。", "的新桥。")
    plain_form(local)
    status, lines = local.frozen()
    assert (status, [line.partition(" becomes")[0] for line in lines]) == (
        1,
        [f"{ARTICLE}:8:1: 方志敏", f"{OTHER}:4:1: 方志敏"],
    )


def test_what_an_editor_writes_is_new_and_no_change(local: LocalSite) -> None:
    local.accept()
    local.edit(ARTICLE, "一座桥。", "一座桥，三只狗。")
    assert local.frozen() == (0, [])
    _, lines = local.run("variants", "diff", "--new")
    assert lines == [
        f"{ARTICLE}:6: zh-Hant-TW, zh-Hant-HK: 两只猫，一座桥，[三只→三隻]狗。  (opencc)"
    ]


def test_accepting_one_edition_leaves_the_others_open(local: LocalSite) -> None:
    local.accept()
    plain_form(local)
    local.accept("2025-03-20")
    status, lines = local.frozen()
    assert (status, [line.partition(" becomes")[0] for line in lines]) == (
        1,
        [f"{OTHER}:4:1: 方志敏"],
    )


def test_a_lock_that_a_merge_broke_stops_the_workflow(local: LocalSite) -> None:
    local.accept()
    local.edit("variants.lock", "2025-03-21/01-01", "<<<<<<< HEAD\n2025-03-21/01-01")
    line = (local.root / "variants.lock").read_text("utf-8").split("\n").index("<<<<<<< HEAD") + 1
    status, lines = local.frozen()
    assert status == 1 and lines[0].startswith(f"variants.lock:{line}:1: this line is not")


def test_the_lock_reads_as_what_was_accepted(local: LocalSite) -> None:
    rows = local.accept().splitlines()[1:]
    places = [row.split("\t") for row in rows if row.startswith("\t")]
    assert [row[2:] for row in places] == [
        ["于海", "于海"],
        ["‹两只›猫", "兩隻"],
        ["方志敏", "方誌敏"],
        ["于海", "于海"],
        ["钟采", "鍾采"],
        ["方志敏", "方誌敏"],
    ]
    assert rows[0] == "TW\t台湾\t台灣"
    assert [row.split("\t")[0] for row in rows if row[0] == "2"] == [
        "2025-03-20/01-01",
        "2025-03-21/01-01",
    ]


def test_json_names_what_was_accepted(local: LocalSite) -> None:
    local.accept()
    plain_form(local)
    _, lines = local.run("variants", "diff", "--json", "--new", "--variant", "zh-Hant-TW")
    rows: list[dict[str, Any]] = json.loads(lines[0])["places"]
    assert [(r["path"], r["line"], r["source"], r["result"], r["accepted"]) for r in rows] == [
        (ARTICLE, 8, "方志敏", "方志敏", "方誌敏"),
        (OTHER, 4, "方志敏", "方志敏", "方誌敏"),
    ]


def test_explain_names_what_decided(local: LocalSite) -> None:
    _, lines = local.run("variants", "explain", "钟采在台湾", "--variant", "zh-Hant-TW")
    assert lines[-2:] == [
        "  钟采 → 鍾采, not 鍾採: names.toml:5",
        "  台湾 → 台灣, not 臺灣: the form papers print",
    ]
    (local.root / "names.toml").unlink()
    _, lines = local.run("variants", "explain", "诗人李金发", "--variant", "zh-Hant-TW")
    assert lines[-1] == "  李金发 → 李金髮, not 李金發: a phrase of OpenCC's: 金发"


def test_a_place_with_a_result_for_each_variant_is_one_line(local: LocalSite) -> None:
    (local.root / "names.toml").write_text(
        '[[person]]\nhans = "里根"\nhant_tw = "雷根"\nhant_hk = "列根"\n', "utf-8"
    )
    local.edit(OTHER, "方志敏的桥。", "第一段\n很长。\n\n记者见里根来。")
    _, lines = local.run("variants", "diff", "2025-03-21")
    assert lines == [
        f"{OTHER}:7: zh-Hant-TW, zh-Hant-HK: 记者见[里根→雷根 | 列根]来。  (term)",
    ]
    local.accept("2025-03-21")
    local.edit("names.toml", "雷根", "雷跟")
    _, lines = local.run("variants", "diff", "2025-03-21")
    assert lines == [
        f"{OTHER}:7: zh-Hant-TW, zh-Hant-HK: 记者见[里根→雷跟 | 列根]来。  "
        "(term; accepted was 雷根 (zh-Hant-TW))",
    ]


@pytest.mark.parametrize(
    "words",
    [("variants", "explain", "桥"), ("variants", "names"), ("build", "--no-search"), ("check",)],
)
def test_a_form_under_the_wrong_key_is_told_with_the_form_to_write(
    local: LocalSite, words: tuple[str, ...]
) -> None:
    local.edit("names.toml", 'hans = "方志敏"\nhant = "方誌敏"', 'hans = "方誌敏"\nhant = "方志敏"')
    status, lines = local.run(*words)
    assert status == 0
    wanted = 'names.toml:1:1: hans = "方誌敏": 誌 is Traditional; write hans = "方志敏"'
    assert lines.count(wanted) == 1


def test_the_second_command_reads_the_tables_that_the_first_computed(local: LocalSite) -> None:
    assert huozi("variants", "explain", "理发店", site=local.root).returncode == 0
    tables = local.root / ".huozi" / "tables"
    first = {path.name: path.stat().st_mtime_ns for path in tables.iterdir()}
    assert {"lexicon-tables.table", "common_forms-evidence_tables.table"} <= first.keys()
    assert huozi("variants", "diff", site=local.root).returncode == 0
    assert first.items() <= {p.name: p.stat().st_mtime_ns for p in tables.iterdir()}.items()


def test_a_paper_in_traditional_script_has_its_places_too(local: LocalSite) -> None:
    local.edit("site.toml", "title", 'script = "zh-Hant-TW"\ntitle')
    (local.root / "names.toml").unlink()
    (local.root / ARTICLE).write_text("---\ntitle: 著名\n---\n他看著著名的乾坤。\n", "utf-8")
    local.accept("2025-03-20")
    local.edit(ARTICLE, "他看著", "她看著")
    assert local.frozen() == (0, [])
