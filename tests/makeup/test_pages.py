"""Pages made up in a whole build: every story, in the order of rank, and never made up twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest
from lxml import html
from lxml.html import HtmlElement
from msgspec import structs

from benchmarks import makeup
from generator.makeup.layout import PageLayout
from generator.model import digest
from generator.pages import made_pages
from tests.conftest import huozi

PAGE = "output/2025/03-20/02/"
FOLDERS = {"zh-Hans": "", "zh-Hant-TW": "zh-hant-tw/", "zh-Hant-HK": "zh-hant-hk/"}


def opened(site: Path, page: str) -> HtmlElement:
    return html.document_fromstring((site / page / "index.html").read_bytes())


def boxes(site: Path, page: str) -> list[tuple[str, str]]:
    in_order = opened(site, page).find_class("makeup")[0].xpath("./*")
    return [(box.get("class", ""), box.get("style", "")) for box in in_order]


def links(site: Path, page: str) -> list[str]:
    heads = opened(site, page).xpath("//*[@class='makeup']//h2[@class='hl']/a/@href")
    return [str(link).strip("/").rpartition("/")[2] for link in heads]


def test_every_story_has_a_box_in_the_order_of_rank(rich: Path) -> None:
    assert links(rich, PAGE) == [f"02-{number:02d}" for number in range(1, 7)]
    assert len(boxes(rich, PAGE)) == 6


def test_all_scripts_share_one_makeup(rich: Path) -> None:
    for number in range(1, 9):
        page = f"output/2025/03-20/{number:02d}/"
        made = {folder: boxes(rich, page + folder) for folder in FOLDERS.values()}
        assert made[""]
        assert all(each == made[""] for each in made.values()), page


def test_the_front_shows_the_first_page_as_it_is_made_up(rich: Path) -> None:
    assert boxes(rich, "output/2025/03-20/") == boxes(rich, "output/2025/03-20/01/")
    assert boxes(rich, "output/") == boxes(rich, "output/2025/03-20/01/")


@pytest.fixture
def site(rich: Path, tmp_path: Path) -> Path:
    shutil.copytree(rich, tmp_path / "paper", symlinks=True)
    return tmp_path / "paper"


def build(site: Path, *words: str) -> None:
    done = huozi("build", "--no-search", "--now", makeup.CLOCK, *words, site=site)
    assert done.returncode == 0, done.stderr


def change(site: Path, stem: str, old: str, new: str) -> None:
    file = site / f"content/2025-03-20/{stem}.md"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def _marked(pages: tuple[PageLayout, PageLayout]) -> tuple[PageLayout, PageLayout]:
    wide, narrow = (
        structs.replace(page, boxes=tuple(structs.replace(box, headed=400) for box in page.boxes))
        for page in pages
    )
    return wide, narrow


def test_a_page_whose_stories_did_not_change_is_not_made_up_again(site: Path) -> None:
    kept = site / ".huozi/makeups/2025-03-20.json"
    version = made_pages._version()
    body = digest.unsealed(kept.read_bytes(), version)
    assert body
    pages = msgspec.json.decode(body, type=dict[str, made_pages.Placed])
    assert len(pages) == 8
    # Headlines of four hundred lines show which of those that are kept are used.
    marked = {
        key: structs.replace(page, layouts=_marked(page.layouts)) for key, page in pages.items()
    }
    kept.write_bytes(digest.sealed(digest.canonical(marked), version))
    change(site, "02-03", "---\n\n", "---\n\n今天本报有新消息。")
    build(site)

    def is_marked(page: str) -> bool:
        return any("--wh:40" in style for _, style in boxes(site, f"output/2025/03-20/{page}/"))

    assert is_marked("01")
    assert is_marked("03")
    assert not is_marked("02")


def test_an_incremental_build_makes_the_pages_of_a_clean_one(site: Path) -> None:
    change(site, "02-03", "---\n\n", "---\n\n今天本报有新消息。")
    kept = site / ".huozi/makeups/2025-03-20.json"
    kept.write_bytes(kept.read_bytes()[:-1])  # damaged: made again
    build(site)
    assert len(kept.read_bytes()) > 1000
    pages = sorted((site / "output/2025/03-20").rglob("index.html"))
    incremental = {page: page.read_bytes() for page in pages}
    shutil.rmtree(site / ".huozi")
    shutil.rmtree(site / "output")
    build(site)
    assert {page: page.read_bytes() for page in pages} == incremental


def test_an_editor_decides_in_the_front_matter(site: Path) -> None:
    change(site, "02-02", "---\n", "---\nmakeup: {box: true, size: 3}\n")
    change(site, "02-05", "---\n", "---\nrank: 5\n")
    build(site)
    assert links(site, PAGE)[0] == "02-05"
    styles = dict(zip(links(site, PAGE), boxes(site, PAGE), strict=True))
    assert "w-box n-box" in styles["02-02"][0]


def test_a_wrong_wish_is_one_clear_line_and_what_stood_before_stays(site: Path) -> None:
    change(site, "02-02", "---\n", "---\nmakeup: {size: 7}\n")
    done = huozi("build", "--no-search", "--now", makeup.CLOCK, site=site)
    assert done.returncode == 1
    line = "content/2025-03-20/02-02.md:2:16: no headline has the size 7; 1 (largest) to 5"
    assert line in done.stderr.splitlines()
    assert boxes(site, PAGE)
