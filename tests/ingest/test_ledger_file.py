"""The ledger's file, byte for byte: what editors commit and compare."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.ingest.sync import ledger
from generator.ingest.sync.ledger import FILE
from tests.conftest import ROOT
from tests.ingest.conftest import Paper

PLACE = f"content/2025-03-20/{FILE}"
PAGE = (
    "# 春讯“来”了\\\t\n\n本报讯（记者 王明）昨日，\u200b桃花开了。\n\n"
    "# 又讯\n\n这段文字到这里就突然地断了没有\n\n责编：王芳\n"
)


def line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def rows(values: list[Any]) -> str:
    return "[\n    " + ",\n    ".join(map(line, values)) + "\n  ]" if values else "[]"


def laid_out(text: str) -> str:
    """A ledger's values in the form that stands in every paper's version control."""
    table = json.loads(text)
    seeds = []
    for path, seed in sorted(table["seeds"].items()):
        apart = ("articles", "left_out", "doubts")
        fields = [f'  "{k}": {rows(v) if k in apart else line(v)}' for k, v in seed.items()]
        seeds.append(f"{line(path)}: {{\n" + ",\n".join(fields) + "\n}")
    head = f'{{"form": 1,\n"edition": {line(table["edition"])},\n"seeds": {{\n'
    return head + ",\n".join(seeds) + "\n}}\n"


def test_the_file_of_the_example_is_written_as_it_stands() -> None:
    text = (ROOT / PLACE).read_text("utf-8")
    record, problems = ledger.parse(text, PLACE)
    assert problems == []
    assert ledger.render(record) == text == laid_out(text)


def test_an_article_and_a_doubt_stand_on_a_line(paper: Paper) -> None:
    paper.write("seeds/2025-03-20/01.txt", PAGE)
    paper.ingest()
    text = paper.read(PLACE)
    (seed,) = json.loads(text)["seeds"].values()
    assert seed["left_out"] and seed["doubts"] and seed["credits"]
    assert text == laid_out(text)


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ('{"form": 1,\n"edition": "甲" 2}', 2, 16, "not valid JSON: expected ',' or '}'"),
        ('{"form": 1,\n"seeds": ', 2, 10, "not valid JSON: Input data was truncated"),
        ('{"form": 2, "seeds": []}', 1, 1, "the ledger is of form 2, this huozi knows 1"),
        ('{"form": 1, "seeds": {}}', 1, 1, "not a ledger of ingest"),
        ('{"form": 1, "edition": "", "seeds": []}', 1, 1, "not a ledger of ingest"),
    ],
)
def test_a_damaged_file_is_reported_with_its_place(
    text: str, line: int, column: int, message: str
) -> None:
    record, (problem,) = ledger.parse(text, PLACE)
    assert record == ledger.Record()
    assert (problem.line, problem.column, problem.message) == (line, column, message)
