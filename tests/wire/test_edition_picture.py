"""The picture of an edition, for where others share its front: only where a site names a font."""

from __future__ import annotations

import shutil
from pathlib import Path

import playwright
import pytest
from lxml import html
from PIL import Image

from generator.model.problem import Stop
from tests.press.driver import Paper, dangling, difference

FILES = [
    f"2025/03-{day}/{folder}edition.png"
    for day in (19, 20)
    for folder in ("", "zh-hant-hk/", "zh-hant-tw/")
]


def some_font() -> Path:
    """A font with Chinese in it if this machine has one; else any."""
    found = sorted(Path("/usr/share/fonts").rglob("*CJK*.ttc"))
    return (found or sorted(Path(playwright.__file__).parent.rglob("*.ttf")))[0]


@pytest.fixture
def drawn(paper: Paper) -> Paper:
    (paper.root / "fonts").mkdir()
    shutil.copy(some_font(), paper.root / "fonts" / "Song.ttc")
    paper.replace("site.toml", "title =", 'edition_picture = "fonts/Song.ttc"\ntitle =')
    paper.build()
    return paper


def test_each_edition_has_one_in_each_script(drawn: Paper) -> None:
    assert sorted(p.relative_to(drawn.out).as_posix() for p in drawn.out.rglob("*.png")) == FILES
    for file in FILES:
        with Image.open(drawn.out / file) as picture:
            assert (picture.format, picture.size) == ("PNG", (1200, 630))
            assert len(picture.getcolors() or ()) > 4, "something is drawn on it"
    assert drawn.clean_tree(drawn.root.parent / "clean").keys() >= set(FILES)
    assert difference(drawn.tree(), drawn.clean_tree(drawn.root.parent / "again")) == []


def test_the_fronts_name_it(drawn: Paper) -> None:
    base = "https://paper.example/repo/"
    for path, file in (("", FILES[3]), ("zh-hant-tw", FILES[5]), ("2025/03-19", FILES[0])):
        page = html.fromstring((drawn.out / path / "index.html").read_bytes().decode())
        assert page.xpath('//meta[@property="og:image"]/@content') == [base + file]
    assert dangling(drawn.out) == []


def test_it_is_drawn_again_only_when_the_lead_changes(drawn: Paper) -> None:
    drawn.replace("content/2025-03-20/01-01.md", "今年干旱", "今年大旱")
    assert not [path for path in drawn.build().written if path.endswith(".png")]
    drawn.replace("content/2025-03-20/01-01.md", "粮价平稳", "粮价仍稳")
    assert sorted(path for path in drawn.build().written if path.endswith(".png")) == FILES[3:]


def test_without_a_font_there_is_none(paper: Paper) -> None:
    assert not list(paper.out.rglob("*.png"))
    front = (paper.out / "index.html").read_text("utf-8")
    assert "og:image" not in front


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("fonts/None.otf", "there is no font fonts/None.otf"),
        ("site.toml", "site.toml is no font that can be drawn with"),
        ("../Song.otf", "../Song.otf is not in the site's folder"),
    ],
)
def test_an_unusable_font_is_reported_and_the_site_is_built(
    paper: Paper, name: str, said: str
) -> None:
    before = paper.tree()
    paper.replace("site.toml", "title =", f'edition_picture = "{name}"\ntitle =')
    with pytest.raises(Stop) as stopped:
        paper.build()
    assert [problem.message for problem in stopped.value.problems] == [said]
    assert paper.tree() == before
