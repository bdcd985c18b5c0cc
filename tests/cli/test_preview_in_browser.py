"""The preview in a browser: pages reload after a change, and problems are shown."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cli.preview import Served, serving
from tests.conftest import example_site, until

pytestmark = pytest.mark.browser
LONG = "2025/03-20/01-01/"


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = example_site(tmp_path_factory.mktemp("browser") / "paper")
    with serving(folder) as served:
        served.event("built")
    return folder


@pytest.fixture
def site(ready: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(ready, tmp_path / "paper"))


@pytest.fixture
def preview(site: Path) -> Iterator[Served]:
    with serving(site, "--drafts", "--base-path", "/repo/") as served:
        served.event("built")
        yield served


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 900, "height": 500})
    yield page
    page.close()


def change(site: Path, old: str, new: str, article: str = "01-01") -> None:
    path = site / "content" / "2025-03-20" / f"{article}.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_saved_article_is_shown_at_the_same_scroll_position(
    site: Path, preview: Served, page: Page
) -> None:
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(preview.url + LONG)
    page.evaluate("scrollTo(0, 600)")
    began = time.monotonic()
    change(site, "全市累计投运", "全市共计投运")
    expect(page.locator(".e-content")).to_contain_text("全市共计投运", timeout=5000)
    assert time.monotonic() - began < 3, "a slow machine is given ten times what is promised"
    until(page, "scrollY === 600")
    assert errors == []


def test_every_open_variant_is_reloaded(site: Path, preview: Served, browser: Browser) -> None:
    pages = [browser.new_page() for _ in range(3)]
    for page, variant in zip(pages, ("", "zh-hant-tw/", "zh-hant-hk/"), strict=True):
        page.goto(preview.url + LONG + variant)
    change(site, "全市累计投运", "全市陆续投运")
    for page, words in zip(pages, ("陆续投运", "陸續投運", "陸續投運"), strict=True):
        expect(page.locator(".e-content")).to_contain_text(words)
        page.close()


def test_a_problem_is_shown_over_the_page_until_it_is_fixed(
    site: Path, preview: Served, page: Page
) -> None:
    page.goto(preview.url + LONG)
    change(site, "\ntitle: ", "\ntitel: ")
    overlay = page.locator("huozi-preview details")
    expect(overlay).to_contain_text("content/2025-03-20/01-01.md:2:1")
    expect(overlay).to_contain_text('did you mean "title"?')
    expect(overlay).to_have_attribute("open", "")
    change(site, "\ntitel: ", "\ntitle: ")
    expect(overlay).to_have_count(0)


def test_an_error_in_the_settings_is_shown_over_the_page_until_it_is_fixed(
    site: Path, preview: Served, page: Page
) -> None:
    settings = site / "site.toml"
    good = settings.read_text("utf-8")
    page.goto(preview.url + LONG)
    overlay = page.locator("huozi-preview details")
    settings.write_text(good.replace("\ntitle =", "\ntitel ="), "utf-8")
    expect(overlay).to_contain_text("site.toml:3:1")
    settings.unlink()
    expect(overlay).to_contain_text("there is no site.toml here")
    page.reload()
    expect(overlay).to_contain_text("there is no site.toml here")
    settings.write_text(good.replace("大同日报", "大同晚报"), "utf-8")
    expect(overlay).to_have_count(0)
    expect(page).to_have_title(re.compile("大同晚报"))


def test_a_page_of_another_website_cannot_read_the_preview(
    site: Path, preview: Served, page: Page, browser: Browser, tmp_path: Path
) -> None:
    """By script, picture, frame, link or another name: what is drafted here stays here."""
    (tmp_path / "evil").mkdir()
    (tmp_path / "evil" / "index.html").write_text(
        f'<a id=link href="{preview.url}{LONG}">a link</a><iframe src="{preview.url}"></iframe>',
        "utf-8",
    )
    served = functools.partial(http.server.SimpleHTTPRequestHandler, directory=tmp_path / "evil")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), served) as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        for name in ("127.0.0.1", "localhost"):
            page.goto(f"http://{name}:{host.server_address[1]}/")
            for mode in ("cors", "no-cors"):
                asked = page.evaluate(_FETCH, [preview.url + LONG, mode])
                assert asked in ("refused", ""), (name, mode)
            assert "not for other websites" in page.frames[1].content()
            with page.expect_navigation() as moved:
                page.click("#link")
            assert moved.value is not None and moved.value.status == 403
        host.shutdown()
    typed = page.goto(preview.url + LONG)
    assert typed is not None and typed.status == 200


_FETCH = """([url, mode]) => fetch(url, {mode}).then((got) => got.text(), () => "refused")"""


def test_a_draft_is_marked_on_its_page_and_wherever_it_is_linked(
    site: Path, preview: Served, page: Page
) -> None:
    page.goto(preview.url + LONG)
    change(site, "\ntitle: ", "\ndraft: true\ntitle: ")
    change(site, "\ntitle: ", "\npublish_at: 2025-04-01 06:00\ntitle: ", "01-03")
    expect(page.locator("huozi-preview mark")).to_have_text("草稿 draft")
    page.goto(preview.url)
    link = page.locator('a[href$="/01-03/"]').first
    expect(link).to_contain_text("embargoed until 2025-04-01T06:00:00+08:00")


def test_an_open_404_page_reloads_when_its_page_is_written(
    site: Path, preview: Served, page: Page
) -> None:
    answer = page.goto(preview.url + "2025/03-20/01-77/")
    assert answer is not None and answer.status == 404
    (site / "content/2025-03-20/01-77.md").write_text(
        "---\ntitle: 刚刚写好\n---\n\n一段。\n", "utf-8"
    )
    expect(page.locator("h1")).to_have_text("刚刚写好")
