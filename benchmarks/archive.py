"""A newspaper's archive of any size, the same on every machine: made from one page's sentences.

    python -m benchmarks.archive FOLDER 10000

Forty articles a day on eight pages, the newest edition always 2025-03-20: an edition depends on
its date alone, so that the last days of a large archive are those of a small one.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import sys
from functools import cache
from pathlib import Path

NEWEST = dt.date(2025, 3, 20)
A_DAY = 40
SECTIONS = ("要闻", "本地", "经济", "民生", "文化", "体育", "国际", "副刊")
SEED = Path(__file__).parent.parent / "seeds" / "2025-03-20" / "01.txt"
SITE = """\
title = "基准日报"
description = "一份只为测量而印的报纸。"
base_url = "https://paper.example/"
"""
_FAMILIES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
_GIVEN = "文华建国明海志强春晓丽芳伟军洋勇艳杰娟涛"
_PAIRS = ("建华", "志强", "晓丽", "海涛")
_OFFICES = ("本报", "新华社", "中新社")


@cache
def sentences() -> tuple[str, ...]:
    """The sentences of the seed page, as ingest would print their marks."""
    text = re.sub(r"[#\s]+", "", SEED.read_text("utf-8").replace("\n", ""))
    for half, full in (",，", ";；", "(（", ")）"):
        text = text.replace(half, full)
    found = (part.strip() for part in re.split(r"(?<=[。！？])", text))
    return tuple(part for part in found if 8 <= len(part) <= 160)


@cache
def _clauses() -> tuple[str, ...]:
    clauses = (c for s in sentences() for c in re.split(r"[，。、；：！？“”（）《》]", s))
    return tuple(dict.fromkeys(clause for clause in clauses if 5 <= len(clause) <= 14))


@cache
def _staff() -> tuple[str, ...]:
    """The 240 people who write for the paper."""
    names = [family + given for family in _FAMILIES for given in (*_GIVEN[:8], *_PAIRS)]
    return tuple(names)


def _body(chance: random.Random) -> str:
    blocks: list[str] = []
    for _ in range(chance.choice((2, 3, 3, 4, 4, 5, 6, 8, 12))):
        blocks.append("".join(chance.choices(sentences(), k=chance.randint(1, 4))))
        if chance.random() < 0.08:
            blocks.append("## " + chance.choice(_clauses()))
    if chance.random() < 0.01:
        rows = (f"| {chance.choice(_clauses())} | {chance.randint(1, 9999)} |" for _ in range(6))
        blocks.append("\n".join(("| 项目 | 数量 |", "| --- | ---: |", *rows)))
        blocks[0] += "[^1]"
        blocks.append("[^1]: " + chance.choice(sentences()))
    return "\n\n".join(blocks) + "\n"


def article(chance: random.Random) -> str:
    """One article's file."""
    lines = ["---", f"title: {' '.join(chance.sample(_clauses(), chance.choice((1, 2, 2))))}"]
    if chance.random() < 0.2:
        lines.append(f"kicker: {chance.choice(_clauses())}")
    if chance.random() < 0.3:
        lines.append(f"subtitle: {chance.choice(_clauses())}")
    house = chance.choice(_OFFICES)
    lines.append("bylines:")
    for _ in range(chance.choice((1, 1, 1, 2))):
        lines.append(f"  - {{roles: [记者], name: {chance.choice(_staff())}, house: {house}}}")
    return "\n".join([*lines, f"source: {house}", "---", "", _body(chance)])


def edition(date: dt.date) -> dict[str, str]:
    """The files of one day's folder: names and texts."""
    chance = random.Random(date.toordinal())
    names = "\n".join(f'{at:02d} = "{name}"' for at, name in enumerate(SECTIONS, 1))
    files = {"edition.toml": f"[pages]\n{names}\n"}
    for at in range(A_DAY):
        page, number = at % len(SECTIONS) + 1, at // len(SECTIONS) + 1
        files[f"{page:02d}-{number:02d}.md"] = article(chance)
    return files


def dates(articles: int) -> list[dt.date]:
    """The days of an archive of so many articles, oldest first."""
    days = articles // A_DAY
    return [NEWEST - dt.timedelta(days=back) for back in range(days - 1, -1, -1)]


def write_edition(root: Path, date: dt.date) -> None:
    """Writes one day into ``content/``."""
    folder = root / "content" / date.isoformat()
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in edition(date).items():
        (folder / name).write_text(text, "utf-8")


def write(root: Path, articles: int) -> None:
    """Writes a whole site of so many articles."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "site.toml").write_text(SITE, "utf-8")
    for date in dates(articles):
        write_edition(root, date)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
    print(json.dumps({"articles": int(sys.argv[2]), "sentences": len(sentences())}))
