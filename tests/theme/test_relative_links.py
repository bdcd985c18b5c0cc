"""A link is the shortest way from its own page."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model.variant import VARIANTS
from generator.theme.relative_links import link
from generator.theme.theme import load


@pytest.mark.parametrize(
    ("page", "target", "href"),
    [
        ("/2025/03-20/01-03/", "/2025/03-20/01-04/", "../01-04/"),
        ("/2025/03-20/01-03/", "/2025/03-20/01-03/", "./"),
        ("/2025/03-20/01-03/", "/2025/03-20/01-03/zh-hant-tw/", "zh-hant-tw/"),
        ("/2025/03-20/01-03/zh-hant-tw/", "/2025/03-20/01-03/", "../"),
        (
            "/2025/03-20/01-03/zh-hant-tw/",
            "/2025/03-20/01-04/zh-hant-tw/",
            "../../01-04/zh-hant-tw/",
        ),
        ("/2025/03-20/01-03/", "/", "../../../"),
        ("/", "/sections/要闻/", "sections/%E8%A6%81%E9%97%BB/"),
        ("/", "/a:b/", "./a:b/"),
        ("/404.html", "/assets/style.0123.css", "assets/style.0123.css"),
        ("/2025/03-20/01/", "/search/?q=要", "../../../search/?q=要"),
        ("/2025/03-20/01/", "/2025/03-20/01/#p1", "./#p1"),
        ("/2025/03-20/01/", "#s1", "#s1"),
        ("/2025/03-20/01/", "", ""),
        ("/2025/03-20/01/", "https://example.com/?a=b", "https://example.com/?a=b"),
    ],
)
def test_a_link_is_the_shortest_from_its_own_page(page: str, target: str, href: str) -> None:
    assert link(page, target) == href


def test_a_literal_address_is_linked_from_each_page_that_a_template_renders(
    tmp_path: Path,
) -> None:
    templates = tmp_path / "own" / "templates"
    templates.mkdir(parents=True)
    (tmp_path / "own/theme.toml").write_text('extends = "default"', "utf-8")
    (templates / "page.html").write_text("{{ '/about/' | url }}", "utf-8")
    theme = load("own", tmp_path, [VARIANTS["zh-Hans"]], tmp_path / "cache")
    links = [theme.render("page.html", None, page, "zh-Hans") for page in ("/", "/2025/03-20/")]
    assert links == ["about/", "../../about/"]
