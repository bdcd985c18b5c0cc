"""The small paper of ``paper.txt``, built."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.press.driver import Paper

NOW = "2025-03-20T20:00:00+08:00"
SOURCE = (Path(__file__).parent / "paper.txt").read_text("utf-8").partition("\n\n")[2]
FOLDERS = {"zh-Hans": "", "zh-Hant-TW": "zh-hant-tw/", "zh-Hant-HK": "zh-hant-hk/"}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """The paper on the evening of its second edition. Not to be changed."""
    return build_in(tmp_path_factory.mktemp("wire"))


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    """The same, to be edited."""
    return build_in(tmp_path)


def build_in(folder: Path) -> Paper:
    made = Paper(folder / "paper", SOURCE)
    made.now = NOW
    report = made.build()
    assert report.status == 0, report.problems
    return made
