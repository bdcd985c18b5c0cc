"""No character of another script stands on a page."""

from __future__ import annotations

import pytest

from generator.script.proof import foreign_on_page
from generator.values.variant import VARIANTS

HANS, TW, HK = VARIANTS["zh-Hans"], VARIANTS["zh-Hant-TW"], VARIANTS["zh-Hant-HK"]


@pytest.mark.parametrize("tag", ["zh-Hant-TW", "zh-Hant-HK", "zh-Hant"])
def test_simplified_characters_on_a_traditional_page_are_found(tag: str) -> None:
    page = f'<html lang="{tag}"><title>發展</title><p id="发">乾杯，发展，皇后</p></html>'
    found = foreign_on_page(page, VARIANTS[tag])
    assert [(each.char, each.context) for each in found] == [("发", "乾杯，发展，皇后")]


def test_traditional_characters_on_a_simplified_page_are_found() -> None:
    page = '<p title="發">乾坤、著名、瞭望，<i>為</i></p>'
    assert [each.char for each in foreign_on_page(page, HANS)] == ["發", "為"]


def test_what_is_marked_is_left_out() -> None:
    page = '<p>發<span lang="zh-Hans">发</span><b translate="no">发</b><code>发</code>丰</p>'
    assert foreign_on_page(page, TW) == []


def test_what_an_editor_decided_is_left_out() -> None:
    page = "<p>記者刘海說，发展</p>"
    assert [each.char for each in foreign_on_page(page, TW, allowed=["刘海"])] == ["发"]
