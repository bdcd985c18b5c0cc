"""Unchanged editions: one scan of their folder, no file in it is opened."""

from __future__ import annotations

import os
import time

import pytest

from generator.ingest import IngestReport, pending
from generator.model import site_file
from generator.model.article import EditionId
from tests.ingest.conftest import Paper
from tests.reading import files_read

DAYS = ("2025-03-18", "2025-03-19", "2025-03-20")
PAGE = "# 春耕开始了\n\n本报讯（记者 王明）昨日，城郊的春耕开始了，农户忙着备种。\n"
FACTS = '[pages]\n01 = "要闻"\n'
SEED, LEDGER = "seeds/2025-03-19/01.txt", "content/2025-03-19/ingest.json"


def grow_old(paper: Paper) -> None:
    """All that stands there has stood there for an hour."""
    then = time.time() - 3600
    for path in (*paper.root.rglob("seeds/**/*"), *paper.root.rglob("content/**/*")):
        os.utime(path, (then, then))


@pytest.fixture
def rested(paper: Paper) -> Paper:
    """Three editions, ingested, and found to be at rest."""
    for day in DAYS:
        paper.write(f"seeds/{day}/01.txt", PAGE)
        paper.write(f"seeds/{day}/edition.toml", FACTS)
    assert len(paper.ingest().read) == 3
    grow_old(paper)
    assert paper.ingest().read == []
    return paper


def again(paper: Paper) -> tuple[IngestReport, set[str]]:
    """Another run, and the editions in which it opened a file."""
    with files_read(paper.root) as opened:
        report = paper.ingest()
    places = (path.removeprefix(f"{paper.root}/") for path in opened)
    return report, {place.split("/")[1] for place in places if place[:4] in ("seed", "cont")}


def test_unchanged_editions_are_not_opened(rested: Paper) -> None:
    report, opened = again(rested)
    assert opened == set()
    assert (report.read, report.skipped, report.problems) == ([], 3, [])


def test_a_changed_seed_is_read_and_no_other_edition_opened(rested: Paper) -> None:
    rested.write(SEED, PAGE.replace("备种", "播种"))
    report, opened = again(rested)
    assert report.read == [SEED]
    assert opened == {"2025-03-19"}


def test_a_new_page_is_read(rested: Paper) -> None:
    rested.write("seeds/2025-03-19/02.txt", PAGE)
    assert again(rested)[0].read == ["seeds/2025-03-19/02.txt"]


def test_a_lost_ledger_is_noticed(rested: Paper) -> None:
    (rested.root / LEDGER).unlink()
    assert again(rested)[0].read == [SEED]


def test_a_ledger_that_another_clone_brought_is_read(rested: Paper) -> None:
    text = rested.read(LEDGER)
    rested.write(LEDGER, text.replace(text.split('"digest": "')[1][:32], "0" * 32))
    assert again(rested)[0].read == [SEED]


def test_a_faulty_folder_is_reported_on_every_run(rested: Paper) -> None:
    rested.write("seeds/2025-03-19/第一版.txt", PAGE)
    grow_old(rested)
    for _ in range(3):
        assert [problem.rule for problem in rested.ingest().problems] == ["seed-page"]


def test_a_second_folder_for_an_unchanged_edition_is_noticed(rested: Paper) -> None:
    rested.write("seeds/另一叠/01.txt", PAGE)
    rested.write("seeds/另一叠/edition.toml", "date = 2025-03-19\n")
    assert [problem.path for problem in rested.ingest().problems] == ["seeds/另一叠"]


def test_one_edition_is_ingested_whatever_the_name_of_its_folder(rested: Paper) -> None:
    site, _ = site_file.parse(rested.read("site.toml"))
    assert site is not None
    rested.write("seeds/第八期/01.txt", PAGE)
    rested.write("seeds/第八期/edition.toml", "date = 2025-03-21\n")
    rested.write("seeds/2025-03-22/01.txt", PAGE)
    assert pending(rested.root, site, EditionId.parse("2025-03-21")) == ["seeds/第八期/01.txt"]
    assert pending(rested.root, site, EditionId.parse("2025-03-22")) == ["seeds/2025-03-22/01.txt"]
    assert pending(rested.root, site, EditionId.parse("2025-03-20")) == []
    assert len(pending(rested.root, site)) == 2


def test_in_a_fresh_clone_tree_ids_replace_file_times(paper: Paper) -> None:
    site, _ = site_file.parse(paper.read("site.toml"))
    assert site is not None
    paper.write("seeds/2025-03-20/01.txt", PAGE)
    paper.ingest()
    known = {"seeds": {"2025-03-20": "a"}, "content": {"2025-03-20": "b"}}
    assert pending(paper.root, site, trees=known) == []

    grow_old(paper)  # every file has another time than it had
    with files_read(paper.root / "content") as opened:
        assert pending(paper.root, site, trees=known) == []
    assert opened == []

    paper.write("seeds/2025-03-20/01.txt", PAGE + "\n")
    edited = {**known, "seeds": {}}
    assert pending(paper.root, site, trees=edited) == ["seeds/2025-03-20/01.txt"]
