"""A small paper that is searched: built once, read in a browser, in all three scripts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page

from generator.model import digest, site_file
from generator.model.site import Site
from generator.search.update import update
from tests.conftest import huozi, until

PAPER = Path(__file__).parent / "paper"
CLOCK = "2025-03-21T08:00:00+08:00"
FOLDERS = {"zh-Hans": "", "zh-Hant-TW": "zh-hant-tw/", "zh-Hant-HK": "zh-hant-hk/"}


@pytest.fixture(scope="session")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The paper in ``tests/search/paper``, built; its folder. Not to be changed."""
    site = tmp_path_factory.mktemp("searched") / "paper"
    shutil.copytree(PAPER, site)
    (site / "static").mkdir()
    (site / "static" / "bridge.jpg").write_bytes(b"no picture, but a file")
    done = huozi("build", "--now", CLOCK, site=site)
    assert done.returncode == 0, done.stderr
    return site


@pytest.fixture(scope="session")
def settings(searched: Path) -> Site:
    site, problems = site_file.parse((searched / "site.toml").read_text("utf-8"))
    assert site is not None and not problems
    return site


@pytest.fixture(scope="session")
def records(searched: Path) -> tuple[Path, list[tuple[str, str]]]:
    """The records the press left, and the editions they are of with their digests."""
    folder = searched / ".huozi" / "output.records"
    paths = sorted(folder.glob("*.jsonl"))
    return folder, [(path.stem, digest.of_bytes(path.read_bytes())) for path in paths]


@pytest.fixture(scope="session")
def eight_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a paper with three articles a year, 2018 to 2025, each year a period of the
    index. Not to be changed."""
    site = tmp_path_factory.mktemp("years") / "paper"
    shutil.copytree(PAPER, site, ignore=shutil.ignore_patterns("content"))
    for year in range(2018, 2026):
        edition = site / "content" / f"{year}-03-01"
        edition.mkdir(parents=True)
        (edition / "edition.toml").write_text('[pages]\n01 = "要闻"\n', "utf-8")
        for number in (1, 2, 3):
            body = f"石桥又修了一回，修了{year % 100}天。"
            text = f"---\ntitle: {year}年的桥{number}\n---\n\n{body}\n"
            (edition / f"01-0{number}.md").write_text(text, "utf-8")
    done = huozi("build", "--now", CLOCK, "--no-search", site=site)
    assert done.returncode == 0, done.stderr
    folder = site / ".huozi" / "output.records"
    editions = [(p.stem, digest.of_bytes(p.read_bytes())) for p in sorted(folder.glob("*.jsonl"))]
    parsed, _ = site_file.parse((site / "site.toml").read_text("utf-8"))
    assert parsed is not None
    report = update(
        folder,
        site / "output",
        site / "search.json",
        site=parsed,
        editions=editions,
        closed=150,
        opened=150,
    )
    assert (len(report.indexed), report.problems) == (8, [])
    return site / "output"


@dataclass
class Reader:
    """Somebody at the search page."""

    page: Page
    origin: str
    wrong: list[str]

    def open(self, tag: str = "zh-Hans", **asked: str) -> None:
        """Opens the search page with a query in its address; waits until it has answered."""
        self.page.goto(f"{self.origin}search/{FOLDERS[tag]}?{urlencode(asked)}")
        self.answered(asked.get("q", ""))

    def answered(self, query: str, state: str = "done") -> None:
        """Waits until the list answers this query."""
        rests = f"""((list) => list.dataset.query === {json.dumps(query)} &&
          list.dataset.state === {json.dumps(state)} && !list.hasAttribute("aria-busy"))(
          document.getElementById("search-results"))"""
        until(self.page, rests)

    @property
    def total(self) -> int:
        return int(self.page.locator("#search-results").get_attribute("data-total") or "-1")

    @property
    def places(self) -> list[str]:
        """The articles shown: ``2025-03-20/01-01``."""
        links = self.page.locator("#search-results li a").evaluate_all(
            "all => all.map(a => a.href)"
        )
        parts = [link.removeprefix(self.origin).split("/") for link in links]
        return [f"{part[0]}-{part[1]}/{part[2]}" for part in parts]

    @property
    def marks(self) -> list[str]:
        return self.page.locator("#search-results mark").all_inner_texts()

    def text(self, part: str) -> list[str]:
        return self.page.locator(f"#search-results {part}").all_inner_texts()


@pytest.fixture
def elder(eight_years: Path, served: Callable[[Path], str], browser: Browser) -> Iterator[Reader]:
    """A reader of the paper of eight years."""
    yield from reading(served(eight_years), browser)


@pytest.fixture
def reader(searched: Path, served: Callable[[Path], str], browser: Browser) -> Iterator[Reader]:
    """A reader of that paper; whatever goes wrong on a page fails the test."""
    yield from reading(served(searched / "output"), browser)


def reading(origin: str, browser: Browser) -> Iterator[Reader]:
    """A reader with a window of their own."""
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda fault: wrong.append(str(fault)))
    page.on(
        "console", lambda message: wrong.append(message.text) if message.type == "error" else None
    )
    yield Reader(page, origin, wrong)
    context.close()
    assert wrong == []
