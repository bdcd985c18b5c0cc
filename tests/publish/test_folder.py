"""Publishing to a folder: the manifest, listings, verification, rollback, as at any place."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from generator.publish.place import FOLDER
from tests.press.driver import Paper
from tests.publish.command import Done, run_huozi
from tests.publish.storage import etags


class Site:
    """A paper and the folder it is published to."""

    def __init__(self, paper: Paper, www: Path) -> None:
        self.paper, self.root, self.www = paper, paper.root, www

    def publish(self, day: str, *words: str) -> Done:
        """Publishes a day of the paper."""
        out = str(self.root / day)
        return run_huozi("publish", "--to", f"dir:{self.www}", "--out", out, *words, site=self.root)

    def paths(self) -> dict[str, str]:
        """Path → digest of everything that stands, without the records of publications."""
        return {path: tag for path, tag in etags(self.www).items() if not path.startswith(FOLDER)}

    def put(self, path: str, data: bytes) -> None:
        """Writes a file as another hand would."""
        (self.www / path).write_bytes(data)

    def delete(self, path: str) -> None:
        """Deletes a file as another hand would."""
        (self.www / path).unlink()


@pytest.fixture
def folder(paper: Paper, tmp_path: Path) -> Site:
    """The paper, and an empty folder."""
    return Site(paper, tmp_path / "www")


def test_a_lost_manifest_is_mended_by_a_listing(folder: Site) -> None:
    folder.publish("first")
    folder.delete(f"{FOLDER}publication.json")
    folder.put("index.html", b"another hand")
    folder.put("stray.txt", b"of somebody")
    done = folder.publish("first", "--json")
    assert done.returncode == 0, done.stderr
    assert "the manifest is lost; a listing finds" in done.stderr
    assert "1 that huozi does not know, such as stray.txt; they stay" in done.stderr
    assert json.loads(done.stdout)["sent"] == 1
    assert set(folder.paths()) - set(etags(folder.root / "first")) == {"stray.txt"}
    folder.publish("first", "--prune")
    assert folder.paths() == etags(folder.root / "first")
    folder.delete(f"{FOLDER}publication.json")
    done = folder.publish("second")
    # What this machine has published, and is not there any more, is no stranger.
    assert "does not know" not in done.stderr
    assert folder.paths() == etags(folder.root / "second")


def test_another_machine_reads_the_manifest(folder: Site) -> None:
    folder.publish("first")
    for copy in (folder.root / ".huozi").glob("published-*/"):
        shutil.rmtree(copy)
    done = folder.publish("second")
    assert done.returncode == 0 and not done.stderr
    assert folder.paths() == etags(folder.root / "second")


def test_a_damaged_manifest_is_mended_by_a_listing(folder: Site) -> None:
    folder.publish("first")
    for copy in (folder.root / ".huozi").glob("published-*/"):
        shutil.rmtree(copy)
    (segment,) = (folder.www / FOLDER).glob("segment-*")
    segment.write_bytes(segment.read_bytes()[:-20])
    done = folder.publish("second", "--json")
    assert done.returncode == 0
    [problem] = json.loads(done.stdout)["problems"]
    assert problem["rule"] == "publish-manifest"
    assert problem["message"].startswith("the manifest is damaged; a listing finds")
    folder.publish("second", "--prune")
    assert folder.paths() == etags(folder.root / "second")


def test_another_paper_is_not_overwritten(folder: Site) -> None:
    folder.publish("first")
    text = (folder.root / "site.toml").read_text("utf-8")
    folder.paper.write("site.toml", text.replace("试报", "别报"))
    done = folder.publish("second")
    assert done.returncode == 2
    assert "试报 is published here; look at --to; --adopt" in done.stderr
    assert folder.paths() == etags(folder.root / "first")
    assert folder.publish("second", "--adopt").returncode == 0
    assert folder.publish("second").stdout.startswith("nothing has changed")


def test_verification_finds_what_another_hand_changed(folder: Site) -> None:
    folder.publish("first")
    assert folder.publish("first", "--verify").returncode == 0
    folder.put("feed.xml", b"not a feed")
    folder.delete("robots.txt")
    done = folder.publish("first", "--verify", "500")
    assert done.returncode == 1
    assert "feed.xml:1:1: has other bytes than were published" in done.stderr
    assert "robots.txt:1:1: is missing" in done.stderr
    problems = json.loads(folder.publish("first", "--verify", "500", "--json").stdout)["problems"]
    assert {problem["rule"] for problem in problems} == {"publish-verify"}
    assert folder.publish("first").returncode == 0
    assert folder.paths() == etags(folder.root / "first")


def test_a_rollback_puts_the_last_publications_back(folder: Site) -> None:
    folder.publish("first")
    folder.publish("second")
    done = folder.publish("second", "--rollback")
    assert done.returncode == 0, done.stderr
    assert folder.paths() == etags(folder.root / "first")
    again = folder.publish("second", "--rollback")
    assert again.returncode == 1
    assert "what stood before publication 1 is not kept here" in again.stderr
    assert folder.publish("second").returncode == 0
    assert folder.paths() == etags(folder.root / "second")


def test_twins_stand_and_go_with_their_files(folder: Site) -> None:
    text = (folder.root / "site.toml").read_text("utf-8")
    folder.paper.write("site.toml", text + '[upload]\ncompress = "twins"\n')
    folder.publish("first")
    page = (folder.www / "index.html").read_bytes()
    assert gzip.decompress((folder.www / "index.html.gz").read_bytes()) == page
    assert folder.publish("first").stdout.startswith("nothing has changed")
    folder.paper.write("site.toml", text)
    folder.publish("second")
    folder.publish("second", "--prune")
    assert folder.paths() == etags(folder.root / "second")
