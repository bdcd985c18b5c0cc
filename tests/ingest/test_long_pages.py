"""The time to read a page grows linearly with its length."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ingest.conftest import Paper

HEAD = "# 新桥昨日建成通车\n\n"
TEXT = "市里组织技术人员下到田间，沿岸的居民早早来到桥头。\n\n"
LINEAR = 11
"""Four times the page takes four times as long, on a busy machine up to twice that; a square would
be sixteen."""
PAGES: dict[str, Callable[[int], str]] = {
    "one character a line": lambda n: HEAD + "字\n" * n,
    "one character a line, blanks between": lambda n: HEAD + "字\n\n" * (n // 2),
    "lines of a list": lambda n: HEAD + "1. 甲\n" * (n // 2),
    "lines that are no verse": lambda n: HEAD + "甲乙。丙丁\n甲乙丙丁甲乙丙丁甲。\n" * (n // 6),
    "lines all joined": lambda n: HEAD + "市里组织技术人员下到田间，\n" * (n // 3),
    "one long paragraph": lambda n: HEAD + '市里组织(技术)人员,说:"好"。' * (n // 2),
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


def taken(root: Path, page: str, times: int = 1) -> float:
    """Seconds of processor time to ingest one page."""
    spent = []
    for at in range(times):
        paper = Paper(root / str(at))
        paper.write("seeds/2025-03-20/01.txt", page)
        start = time.process_time()
        report = paper.ingest()
        spent.append(time.process_time() - start)
        assert not [problem for problem in report.problems if problem.severity == "error"]
    return min(spent)


@pytest.mark.parametrize("name", PAGES)
def test_four_times_the_page_takes_about_four_times_as_long(tmp_path: Path, name: str) -> None:
    (tmp_path / "0").mkdir()
    (tmp_path / "1").mkdir()
    make = PAGES[name]
    ratios = []
    for _ in range(5):  # a busy machine may slow down one measurement
        short = max(taken(tmp_path, make(4000), 2), 0.02)
        ratios.append(taken(tmp_path, make(16000)) / short)
        if ratios[-1] < LINEAR:
            return
    raise AssertionError(f"four times the page takes {min(ratios):.1f} times as long")
