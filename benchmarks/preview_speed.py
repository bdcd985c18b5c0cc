"""How soon the preview shows: its first page, and an article that was saved, in a real browser.

    python -m benchmarks.preview_speed                      10,000 articles
    python -m benchmarks.preview_speed --articles 2000
    python -m benchmarks.preview_speed --write              into benchmarks/PREVIEW.md

The first page: from the start of the command to the first article answered, where the preview was
built before. A save: from the write to the new words on the screen of a browser that has the
article open; each edit waits until the lists and the search of the one before are done.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks import archive
from benchmarks.measure import machine
from tests import chromium
from tests.cli.preview import serving

RESULTS = Path(__file__).parent / "PREVIEW.md"
NOW = ("--now", "2025-05-01T12:00:00+08:00")
EDITS = 15
STARTS = 3
SHOWN = "(words) => document.body?.textContent.includes(words)"


def first_pages(site: Path, address: str) -> list[float]:
    """Seconds from the start to the first page, with a preview that was built before."""
    found = []
    for _ in range(STARTS):
        began = time.monotonic()
        with serving(site, *NOW) as served:
            assert served.get(address)[0] == 200
            found.append(time.monotonic() - began)
            served.event("built", 600)
    return found


def saves(site: Path, edition: str, stem: str) -> list[float]:
    """Seconds from saving to the changed words on the screen."""
    file = site / "content" / edition / f"{stem}.md"
    text = file.read_text("utf-8")
    found = []
    with serving(site, *NOW) as served, sync_playwright() as play:
        served.event("indexed", 600)
        browser = play.chromium.launch(
            executable_path=chromium.installed(), args=list(chromium.ARGUMENTS)
        )
        page = browser.new_page()
        page.goto(f"{served.url}{edition[:4]}/{edition[5:]}/{stem}/")
        for number in range(EDITS):
            words = f"又记第{number}笔。"
            began = time.monotonic()
            file.write_text(text.rstrip("\n") + f"\n\n{words}\n", "utf-8")
            page.wait_for_function(SHOWN, arg=words, polling=5)
            found.append(time.monotonic() - began)
            served.event("indexed", 120)
        browser.close()
    return found


def main() -> None:
    """Measures, prints, and writes where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="make the archive here, or use the one here")
    parser.add_argument("--write", action="store_true", help="write benchmarks/PREVIEW.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="huozi-bench-") as folder:
        site = options.keep or Path(folder) / "paper"
        if not (site / "site.toml").exists():
            archive.write(site, options.articles)
        edition = (archive.NEWEST - dt.timedelta(days=3)).isoformat()
        with serving(site, *NOW) as served:
            served.event("indexed", 3600)
        starts = first_pages(site, f"{edition[:4]}/{edition[5:]}/03-02/")
        saved = saves(site, edition, "03-02")
    ordered = sorted(saved)
    lines = [
        "# How soon the preview shows",
        "",
        "Made by `python -m benchmarks.preview_speed --write`.",
        "",
        *machine(),
        "",
        f"{options.articles:,} articles in three scripts.",
        "",
        "| | median | most |",
        "|---|---:|---:|",
        f"| first page, the preview built before | {statistics.median(starts) * 1000:.0f} ms "
        f"| {max(starts) * 1000:.0f} ms |",
        f"| a saved article on the screen | {statistics.median(ordered) * 1000:.0f} ms "
        f"| {ordered[-1] * 1000:.0f} ms |",
    ]
    print("\n".join(lines))
    if options.write:
        RESULTS.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
