"""What no page that leads through the whole paper may fall below, on a paper with pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.conftest import CLOCK, huozi, until
from tests.gates.places import FOLDERS, window
from tests.gates.test_access import violations
from tests.gates.test_room import beyond, shifts
from tests.press.driver import SITE, files_in

pytestmark = pytest.mark.browser

PLACES = ("photos/", "photos/2025/03/", "authors/")
ARTICLE = """\
---
title: 第{number}座新桥通车，两岸居民步行往来
kind: photo
bylines: [{{roles: [摄影], name: 韩堃, house: 本报}}]
images:
  - {{file: 1.png, alt: 桥上的人, caption: 清晨，居民走上新桥。, credit: 本报记者 韩堃 摄}}
  - {{file: 2.png, alt: 桥下的船}}
---
桥长一里。

![桥头的树](3.png "桥头的树发了新芽。")
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper with nine pictures in March and three in February, built; its output."""
    site = tmp_path_factory.mktemp("indexes")
    files = files_in(SITE)
    for day, count in (("02-28", 1), ("03-19", 1), ("03-20", 2)):
        for number in range(1, count + 1):
            text = ARTICLE.format(number=number)
            files[f"content/2025-{day}/01-{number:02d}.md"] = text
    for path, text in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")
    for folder in (site / "content").iterdir():
        for number, size in enumerate(((900, 600), (600, 900), (1000, 400)), 1):
            Image.new("RGB", size, (60 * number, 120, 160)).save(folder / f"{number}.png")
    done = huozi("build", "--no-search", "--now", CLOCK, site=site)
    assert done.returncode == 0, done.stderr
    return site / "output"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("tag", FOLDERS)
def test_everyone_can_read_it(
    tag: str, place: str, site: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    with window(browser, served(site) + place + FOLDERS[tag]) as page:
        for width, scheme in ((375, "dark"), (1280, "light")):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert violations(page) == [], f"{width} px, {scheme}"


@pytest.mark.parametrize("place", PLACES)
def test_nothing_stands_beyond_the_edge_or_moves(
    place: str, site: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    for width in (320, 768, 1280, 1920):
        with window(browser, served(site) + place, width) as page:
            assert beyond(page) == [], f"{width} px"
            page.mouse.wheel(0, 4000)
            page.wait_for_timeout(100)
            assert shifts(page) == 0, f"{width} px"


def test_photos_stand_beside_each_other_and_are_loaded_when_they_are_near(
    site: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    rows = "() => new Set([...document.querySelectorAll('.photos img')].slice(0, 3)"
    rows += ".map((image) => image.getBoundingClientRect().top)).size"
    for width, expected in ((375, 3), (1280, 1)):
        with window(browser, served(site) + "photos/", width) as page:
            assert page.evaluate(rows) == expected, f"{width} px"
    with window(browser, "about:blank", 375) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(served(site) + "photos/")
        page.wait_for_load_state("networkidle")
        near = [url for url in asked if "/2025/" in url]
        assert near and not any("/2025/02-28/" in url for url in near), "February is far below"
        page.locator(".photos img").last.scroll_into_view_if_needed()
        until(page, "[...document.querySelectorAll('.photos img')].pop().naturalWidth > 0")
        assert any("/2025/02-28/" in url for url in asked)
