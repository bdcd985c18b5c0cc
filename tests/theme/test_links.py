"""Links from a page are the shortest, whichever page was made before it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from generator.model import address
from generator.theme import links
from generator.theme.slim import Plain

TAG = "zh-hant-tw"
PLACES = [
    "/",
    "/404.html",
    "/2025/03-20/",
    "/2025/03-20/01/",
    "/2025/03-20/01-03/",
    "/2025/03-20/01-04/",
    "/sections/要闻/2025/03/",
    "/assets/style.0123.css",
    "/a:b/",
]


@contextmanager
def standing(here: str, variant: str = TAG) -> Iterator[None]:
    before = links.stand(here, variant)
    try:
        yield
    finally:
        links.leave(before)


@pytest.mark.parametrize("here", [place for place in PLACES if place.endswith("/")])
@pytest.mark.parametrize("folder", ["", f"{TAG}/"])
def test_a_link_is_the_shortest_from_any_page(here: str, folder: str) -> None:
    with standing(here + folder):
        for there in PLACES + [place + f"{TAG}/" for place in PLACES]:
            assert links.url(there) == address.relative(here + folder, there)


def test_pages_beside_one_another_do_not_take_each_others_links() -> None:
    for here in ("/2025/03-20/01-03/", "/2025/03-20/01-04/"):
        with standing(here + f"{TAG}/"):
            assert links.url("/2025/03-20/01-03/") == (
                "../" if "-03/" in here[9:] else "../../01-03/"
            )


@pytest.mark.parametrize(
    ("there", "link"),
    [
        ("https://example.com/?a=b", "https://example.com/?a=b"),
        ("#s1", "#s1"),
        ("/search/?q=要", "../../../search/?q=要"),
        ("", ""),
    ],
)
def test_other_sites_queries_and_fragments_pass(there: str, link: str) -> None:
    with standing("/2025/03-20/01/"):
        assert links.url(there) == link


def test_a_link_is_known_to_be_plain_where_it_is() -> None:
    with standing("/2025/"):
        assert type(links.url("/sections/要闻/")) is Plain
        assert type(links.url("/a&b/")) is str


def test_nothing_leads_from_what_is_made_once() -> None:
    with standing(""), pytest.raises(TypeError, match="made once"):
        links.url("/")
