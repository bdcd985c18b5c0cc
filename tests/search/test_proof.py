"""The self-test of the search: it passes on the example paper, and fails on a damaged index."""

from __future__ import annotations

import gzip
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.check import search_self_test
from generator.check.search_self_test import SelfTestResult
from generator.model.site import Site
from tests.conftest import huozi

pytestmark = pytest.mark.browser


@pytest.fixture
def copy(searched: Path, tmp_path: Path) -> Path:
    """The built paper, to be damaged."""
    shutil.copytree(searched / "output", tmp_path / "output")
    return tmp_path / "output"


def run_self_test(settings: Site, out: Path, strings: int) -> SelfTestResult:
    """The proof, in a thread of its own: it drives a browser, and so do other tests in this one."""
    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(
            search_self_test.run_self_test, settings, out, strings=strings
        ).result()


def data(out: Path) -> Path:
    listed = json.loads((out / "search/data/index.json").read_text("utf-8"))
    return out / "search/data" / str(listed["periods"][0]["key"])


def test_the_example_paper_passes_in_all_its_scripts(paper: Path) -> None:
    done = huozi("check", "--search", "--json", site=paper)
    output = json.loads(done.stdout)
    assert done.returncode == 0, output
    assert (output["recall"], output["precision"], output["problems"]) == (1.0, 1.0, [])
    assert output["strings"] >= 600


def test_every_kind_of_string_is_asked_in_every_script(copy: Path, settings: Site) -> None:
    proof = run_self_test(settings, copy, strings=44)
    assert list(proof.problems()) == []
    assert {tag for tag, _ in proof.tallies} == {"zh-Hans", "zh-Hant-TW", "zh-Hant-HK"}
    assert len({kind for _, kind in proof.tallies}) == 11


def test_an_article_that_is_not_in_the_index_is_missed(
    copy: Path, searched: Path, settings: Site
) -> None:
    # The page of an article that was never indexed: as when the index was not brought up to date.
    page = copy / "2025/03-19/01-01/index.html"
    new = copy / "2025/03-19/01-09/index.html"
    new.parent.mkdir()
    new.write_text(page.read_text("utf-8").replace("传遍", "未曾编入索引的"), "utf-8")
    proof = run_self_test(settings, copy, strings=44)
    assert proof.total.recall < 1 and any("01-09" in place for _, _, place in proof.missed)
    assert [problem.rule for problem in proof.problems()] == ["search"]


def test_an_article_that_was_changed_is_found_without_cause(copy: Path, settings: Site) -> None:
    for page in copy.glob("2025/03-18/02-1?/**/index.html"):
        page.write_text(page.read_text("utf-8").replace("共用", "分用"), "utf-8")
    proof = run_self_test(settings, copy, strings=110)
    assert proof.total.precision < 1 or proof.total.recall < 1


@pytest.mark.parametrize("harm", ["cut", "gone", "foreign"])
def test_a_damaged_index_fails(harm: str, copy: Path, settings: Site) -> None:
    for path in data(copy).glob("i/*.pf_index"):
        if harm == "cut":
            path.write_bytes(path.read_bytes()[:-20])
        elif harm == "gone":
            path.unlink()
        else:
            path.write_bytes(gzip.compress(b"pagefind_dcd\x81\x80"))
    proof = run_self_test(settings, copy, strings=11)
    assert proof.fault or proof.total.recall < 1
    assert [problem.rule for problem in proof.problems()][:1] == ["search"]
