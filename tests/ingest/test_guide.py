"""The example in the guide is the output of ingest, in both languages."""

from __future__ import annotations

import re
import textwrap

import pytest

from tests.ingest.conftest import HOME, Paper


@pytest.mark.parametrize("name", ["ingest.md", "ingest.zh.md"])
def test_the_example_of_the_guide(paper: Paper, name: str) -> None:
    guide = (HOME / "docs" / name).read_text("utf-8")
    blocks = re.findall(r"(?m)(?:^    .*\n|^\n(?=    ))+", guide)
    texts = [textwrap.dedent(block).strip("\n") + "\n" for block in blocks]
    before = next(text for text in texts if text.startswith("市委常委会"))
    after = next(text for text in texts if text.startswith("---\ntitle: 市委"))
    paper.write("seeds/2025-03-20/01.txt", before)
    paper.ingest()
    assert paper.read("content/2025-03-20/01-01.md") == after


@pytest.mark.parametrize("name", ["ingest.md", "ingest.zh.md"])
def test_the_guide_names_every_rule(name: str) -> None:
    guide = (HOME / "docs" / name).read_text("utf-8")
    source = "".join(f.read_text("utf-8") for f in (HOME / "generator/ingest").rglob("*.py"))
    rules = set(re.findall(r'rule="([a-z-]+)"', source))
    rules |= set(re.findall(r'(?:Query|Doubt)\([^"()]*(?:\([^()]*\)[^"()]*)?"([a-z-]+)"', source))
    rules |= set(re.findall(r'Fault\("([a-z]+)"', source))
    assert len(rules) > 15
    assert [rule for rule in sorted(rules) if f"`{rule}`" not in guide] == []
