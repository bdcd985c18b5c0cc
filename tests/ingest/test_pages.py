"""Whole pages of many newspapers, in ``pages/``: their articles and the kind of each."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from generator.ingest.read.draft import ArticleDraft
from generator.ingest.read.page_reading import PageReading, read_page
from generator.ingest.read.read_settings import Settings
from generator.ingest.read.repair.punctuation import PunctuationRules

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
LINE = "=" * 40


def split(file: Path) -> tuple[str, str, str]:
    """(the first line, the page, what is made of it)."""
    first, _, rest = file.read_text("utf-8").partition("\n")
    page, _, expected = rest.partition(f"{LINE}\n")
    return first, page, expected


def read(first: str, page: str) -> PageReading:
    _, edition, number, script = first.split()
    marks = PunctuationRules(traditional=script != "zh-Hans")
    return read_page(page, Settings(dt.date.fromisoformat(edition), number, marks))


def draft_text(draft: ArticleDraft) -> str:
    front = draft.front
    heads = " / ".join((front.kicker, front.title, front.subtitle))
    line = front.dateline
    date = str(line.date) if line and line.date else ""
    source = " ".join(filter(None, (front.source, line.place if line else "", date)))
    people = ", ".join(f"{'+'.join(b.roles)} {b.name} {b.house}".strip() for b in front.bylines)
    blocks = draft.body.split("\n\n") if draft.body else []
    rest = [f"to {front.jump.to}"] if front.jump and front.jump.to else []
    rest += [f"from {front.jump.origin}"] if front.jump and front.jump.origin else []
    rest += [f"see {' '.join(front.see)}"] if front.see else []
    rest += ["incomplete"] if front.incomplete else []
    rest += [re.sub(r"^#+ ", "#", block) for block in blocks if block.startswith("#")]
    rest += ["box"] * sum(block.startswith("> ") for block in blocks)
    rest += [str(sum(not block.startswith("#") for block in blocks))]
    parts = (f"{draft.first}-{draft.last} {front.kind}", heads, front.section, source, people)
    return " | ".join((*parts, " ".join(rest))).replace("  ", " ")


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_page(file: Path, request: pytest.FixtureRequest) -> None:
    first, page, expected = split(file)
    reading = read(first, page)
    actual = "".join(draft_text(draft) + "\n" for draft in reading.drafts)
    actual += "".join(f"page: {credit}\n" for credit in reading.credits)
    actual += "".join(f"? {doubt.line} {doubt.rule}\n" for doubt in reading.doubts)
    if request.config.getoption("--renew-golden"):
        file.write_text(f"{first}\n{page}{LINE}\n{actual}", "utf-8")
    assert reading.faults == ()
    assert actual == expected or request.config.getoption("--renew-golden")
