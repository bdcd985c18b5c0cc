"""What an editor asks of the makeup, in the front matter of an article."""

from __future__ import annotations

import pytest

from generator.content import frontmatter
from generator.model.article import ArticleId, EditionId, FrontMatter, Wishes

EDITION = EditionId.parse("2025-03-20")


def parse(wish: str) -> tuple[Wishes | None, list[str]]:
    assert EDITION
    article, problems = frontmatter.parse(
        f"---\ntitle: 题\nmakeup: {wish}\n---\n\n字\n", "a.md", ArticleId(EDITION, "01", 1)
    )
    return article.front.makeup if article else None, [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("wish", "meant"),
    [
        ("{upright: true}", Wishes(upright=True)),
        ("{upright: false}", Wishes(upright=False)),
        ("{size: 2, picture: large}", Wishes(size=2, picture="large")),
        ("{picture: none, box: true}", Wishes(picture="none", box=True)),
        ("{}", Wishes()),
    ],
)
def test_wishes_are_read_and_written(wish: str, meant: Wishes) -> None:
    assert parse(wish) == (meant, [])
    text = frontmatter.render(FrontMatter(title="题", makeup=meant), "字")
    line = next((line for line in text.splitlines() if line.startswith("makeup")), "makeup: {}")
    assert line == f"makeup: {wish}"


@pytest.mark.parametrize(
    ("wish", "line"),
    [
        ("{size: 7}", "a.md:3:16: no headline has the size 7; 1 (largest) to 5"),
        ("{size: 0}", "a.md:3:16: no headline has the size 0; 1 (largest) to 5"),
        ("{picture: huge}", 'a.md:3:19: unknown wish "huge" for a picture; large or none'),
        ("{upright: ja}", 'a.md:3:19: "upright" must be true or false'),
        ("{uprigth: true}", 'a.md:3:10: unknown key "uprigth"; did you mean "upright"?'),
    ],
)
def test_a_wrong_wish_is_one_clear_line(wish: str, line: str) -> None:
    assert parse(wish) == (None, [line])
