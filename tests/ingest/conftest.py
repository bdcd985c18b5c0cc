"""Fixtures for the tests of ingest: pages that are read, sites in temporary folders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.ingest import IngestReport, ingest
from generator.ingest.read.page_reading import PageReading, read_page
from generator.ingest.read.read_settings import Settings
from generator.model import site_file

HOME = Path(__file__).parent.parent.parent


@pytest.fixture
def read() -> Callable[..., PageReading]:
    """Reads one page of an edition of 20 March 2025."""

    def reading(text: str, page: str = "01", edition: str = "2025-03-20") -> PageReading:
        return read_page(text, Settings(dt.date.fromisoformat(edition), page))

    return reading


class Paper:
    """A newspaper's folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "site.toml").write_text('title = "晚报"\n', "utf-8")

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return file

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def ingest(self, *seeds: str, dry_run: bool = False) -> IngestReport:
        site, problems = site_file.parse(self.read("site.toml"))
        assert site is not None, problems
        return ingest(self.root, site, seeds or None, dry_run=dry_run)

    def content(self) -> dict[str, str]:
        """Every file of content/, by its path."""
        files = sorted((self.root / "content").rglob("*"))
        return {
            str(file.relative_to(self.root)): file.read_text("utf-8")
            for file in files
            if file.is_file()
        }


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path)
