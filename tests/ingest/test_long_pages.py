"""The time to read a page grows linearly with its length."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ingest.conftest import Paper

HEAD = "# 新桥昨日建成通车\n\n"
TEXT = "市里组织技术人员下到田间，沿岸的居民早早来到桥头。\n\n"
SHORT, LONG = 1500, 24000
"""Two sizes that are far apart: linear time grows sixteenfold between them, a square 256-fold."""
LINEAR = 64
"""The largest growth accepted: four times that of linear time, since a busy machine may slow down
either measurement; a quarter of a square's."""
PAGES: dict[str, Callable[[int], str]] = {
    "one character a line": lambda n: HEAD + "字\n" * n,
    "one character a line, blanks between": lambda n: HEAD + "字\n\n" * (n // 2),
    "lines of a list": lambda n: HEAD + "1. 甲\n" * (n // 2),
    "lines that are no verse": lambda n: HEAD + "甲乙。丙丁\n甲乙丙丁甲乙丙丁甲。\n" * (n // 6),
    "lines all joined": lambda n: HEAD + "市里组织技术人员下到田间，\n" * (n // 3),
    "one long paragraph": lambda n: HEAD + '市里组织(技术)人员,说:"好"。' * (n // 4),
    "figures": lambda n: HEAD + "甲" + "1,000:2 " * n,
    "addresses": lambda n: HEAD + "甲" + "www.example.cn, " * (n // 2),
    "names of mail": lambda n: HEAD + "@" + "甲" * 4 * n,
    "brackets in brackets": lambda n: HEAD + "(" * 4 * n + ")" * 4 * n + "甲",
    "spaces in a headline": lambda n: "# 甲" + " " * n + "乙\n" + TEXT,
    "a rule that is none": lambda n: "---" + " " * n + "甲\n",
    "bylines": lambda n: HEAD + "".join(f"本报记者 王{chr(0x4E00 + at)}\n" for at in range(n // 3)),
    "bylines and texts": lambda n: HEAD + f"本报记者 王明\n\n{TEXT}" * (n // 10),
    "headlines": lambda n: "# 市里组织技术人员\n" * (n // 4),
    "headlines and texts": lambda n: f"# 市里组织技术人员\n\n{TEXT}" * (n // 16),
    "subheads": lambda n: HEAD + f"## 市里组织技术\n\n{TEXT}" * (n // 16),
    "rules": lambda n: HEAD + TEXT + "---\n" * (n // 2),
    "photos": lambda n: HEAD + TEXT + "\n\n\n图为现场。\n王明 摄\n\n\n\n" * (n // 10),
    "jumps": lambda n: f"# 市里组织\n\n{TEXT.strip()}（下转第2版）\n\n" * (n // 16),
    "notes": lambda n: f"# 市里组织\n\n{TEXT}（本栏均据新华社电）\n\n" * (n // 16),
}


def taken(root: Path, page: str) -> float:
    """Seconds of processor time to ingest one page, without those of the garbage collector, which
    depend on what else the process holds."""
    paper = Paper(root)
    paper.write("seeds/2025-03-20/01.txt", page)
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        report = paper.ingest()
        spent = time.process_time() - start
    finally:
        gc.enable()
    assert not [problem for problem in report.problems if problem.severity == "error"]
    return spent


@pytest.mark.parametrize("name", PAGES)
def test_a_page_takes_time_in_proportion_to_its_length(tmp_path: Path, name: str) -> None:
    make = PAGES[name]
    growths = []
    for attempt in range(5):
        short, long = tmp_path / f"short{attempt}", tmp_path / f"long{attempt}"
        short.mkdir()
        long.mkdir()
        seconds = max(taken(short, make(SHORT)), 0.01)
        growths.append(taken(long, make(LONG)) / seconds)
        if growths[-1] < LINEAR:
            return
    raise AssertionError(f"{LONG // SHORT} times the page takes {min(growths):.1f} times as long")
