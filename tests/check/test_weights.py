"""The weights that ``huozi check`` reports: as transferred, and as stored on the host."""

from __future__ import annotations

import json
from pathlib import Path

from msgspec.structs import asdict

from generator.check import weights
from tests.conftest import huozi

WIRE = {"front": 12_288, "article": 8_192, "styles": 6_144, "scripts": 4_096}
BEYOND = 5_120
"""Bytes of an article's page beyond its own text, at most: they stand in every script."""


def test_the_weights_of_the_example_are_within_the_limits(paper: Path) -> None:
    measured = weights.measure(paper / "output")
    assert measured is not None
    values = asdict(measured)
    assert {name: values[name] for name in WIRE if not 0 < values[name] <= WIRE[name]} == {}
    assert 0 < measured.beyond <= BEYOND < measured.page


def test_check_prints_both(paper: Path) -> None:
    text = huozi("check", site=paper).stdout
    assert "over the wire (gzip): front " in text
    assert "on the host: an article's page " in text
    values = json.loads(huozi("check", "--json", site=paper).stdout)["weights"]
    assert values["beyond"] < values["page"] < values["site"]


def test_a_site_without_editions_has_no_weight_to_report(tmp_path: Path) -> None:
    assert weights.measure(tmp_path) is None


def test_words_are_not_weight() -> None:
    page = "<!doctype html><title>春</title><body><p>{}</p>"
    assert weights.markup_size(page.format("春").encode()) == weights.markup_size(
        page.format("春天来了").encode()
    )
