"""Files that pages use: named after their bytes and after those of what they name, and small."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.model.problem import Problem, Stop
from generator.theme.assets import Asset, gather, minified
from tests.conftest import ROOT


def theme(root: Path, files: Mapping[str, str]) -> Path:
    """A theme's folder with these assets."""
    for name, text in files.items():
        path = root / "assets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def text(asset: Asset) -> str:
    return asset.source.decode() if isinstance(asset.source, bytes) else asset.source.read_text()


def problem(*folders: Path) -> Problem:
    with pytest.raises(Stop) as stop:
        gather(folders)
    [only] = stop.value.problems
    return only


def test_a_module_names_another_by_the_name_it_is_published_under(tmp_path: Path) -> None:
    files = {"a.js": 'import("./b.js");', "b.js": "import './c.js'", "c.js": "0"}
    assets = gather([theme(tmp_path, files)])
    b, c = (assets[name].address.removeprefix("/assets/") for name in ("b.js", "c.js"))
    assert text(assets["a.js"]) == f'import("./{b}");'
    assert text(assets["b.js"]) == f"import'./{c}'"


def test_a_change_renames_all_that_lead_to_it_and_nothing_else(tmp_path: Path) -> None:
    files = {"a.js": 'import("./b.js")', "b.js": "1", "d.js": 'import("./e.js")', "e.js": "2"}
    first = gather([theme(tmp_path / "one", files)])
    second = gather([theme(tmp_path / "two", files | {"b.js": "3"})])
    changed = {name for name in first if first[name].address != second[name].address}
    assert changed == {"a.js", "b.js"}


def test_what_is_no_asset_stays_as_it_is_written(tmp_path: Path) -> None:
    assets = gather([theme(tmp_path, {"a.js": 'import("./pagefind.js"); "b.js"', "b.js": "0"})])
    assert text(assets["a.js"]) == 'import("./pagefind.js");"b.js"'


def test_the_nearest_themes_file_counts_for_modules_too(tmp_path: Path) -> None:
    far = theme(tmp_path / "far", {"a.js": 'import("./b.js")', "b.js": "'far'"})
    near = theme(tmp_path / "near", {"b.js": "'near'"})
    assets = gather([near, far])
    assert text(assets["b.js"]) == "'near'"
    assert assets["b.js"].address.rpartition("/")[2] in text(assets["a.js"])


def test_a_style_sheet_is_sent_with_its_parts_in_one_file(tmp_path: Path) -> None:
    files = {
        "style.css": '/* The parts. */\n@import "style/base.css";\n@import "style/print.css";\n'
        ".own { top: 0 }",
        "style/base.css": '@import "deep/type.css";\np { margin: 0; }',
        "style/deep/type.css": "h1 { margin: 1px; }",
        "style/print.css": "@media print { p { top: 1px; } }",
        "other.css": '@import "https://example.com/a.css";',
    }
    assets = gather([theme(tmp_path, files)])
    assert sorted(assets) == ["other.css", "style.css"]
    assert text(assets["style.css"]) == (
        "h1{margin:1px}p{margin:0}@media print{p{top:1px}}.own{top:0}"
    )
    assert text(assets["other.css"]) == '@import "https://example.com/a.css"'


def test_a_theme_replaces_a_part_and_adds_to_another(tmp_path: Path) -> None:
    parts = {"style/a.css": "a{top:0}", "style/b.css": "b{top:0}"}
    far = theme(
        tmp_path / "far", {"style.css": '@import "style/a.css";\n@import "style/b.css";'} | parts
    )
    near = theme(tmp_path / "near", {"style/b.css": "i{top:0}", "style.add.css": "u{top:0}"})
    nearest = theme(
        tmp_path / "nearest", {"style/a.add.css": "a{left:0}", "style.add.css": "u{left:0}"}
    )
    assert text(gather([near, far])["style.css"]) == "a{top:0}i{top:0}u{top:0}"
    assert text(gather([nearest, near, far])["style.css"]) == (
        "a{top:0}a{left:0}i{top:0}u{top:0}u{left:0}"
    )


def test_the_text_of_template_literals_is_sent_as_it_is_written() -> None:
    nested = "const line = `${name && `${name}.  `}${title}`; // a comment\n"
    assert minified(nested) == nested
    assert minified("say(`two  spaces`); // a comment") == "say(`two  spaces`);"
    for path in sorted((ROOT / "themes").glob("*/assets/*.js")):
        script = path.read_text("utf-8")
        assert minified(script) != script, f"{path.name} has nested template literals"


def test_comments_and_white_space_are_not_sent_and_nothing_else_is_lost(tmp_path: Path) -> None:
    script = (
        "// what it does\nconst name = `a  ${ 1 + /* two */ 2 }  // b`;\n"
        "const far = /[/*]\\/\\/ x/.test( name )\nreturn_()\n"
    )
    style = '/* a */ q::after { content: " /* b */  (" attr( href ) ")"; width: calc(1px + 2px) }'
    assets = gather([theme(tmp_path, {"a.js": script, "a.css": style, "a.svg": "<svg> </svg>"})])
    assert text(assets["a.js"]) == (
        "const name=`a  ${ 1 + /* two */ 2 }  // b`;const far=/[/*]\\/\\/ x/.test(name)\nreturn_()"
    )
    assert text(assets["a.css"]) == (
        'q::after{content:" /* b */  (" attr(href) ")";width:calc(1px + 2px)}'
    )
    assert assets["a.svg"].source == tmp_path / "assets/a.svg"


@pytest.mark.parametrize(
    ("files", "place", "words"),
    [
        (
            {"a.js": 'import("./b.js")', "b.js": 'import("./a.js")'},
            "assets/a.js:1:1",
            "a.js → b.js → a.js",
        ),
        (
            {"a.css": '@import "b.css";', "b.css": '@import "a.css";'},
            "assets/a.css:1:1",
            "a.css → b.css → a.css",
        ),
        (
            {"a.css": 'p{top:0}\n@import "none.css";'},
            "assets/a.css:2:1",
            "no style sheet none.css",
        ),
        ({"a.add.css": "p{top:0}"}, "assets/a.add.css:1:1", "no a.css to add to"),
    ],
)
def test_a_fault_of_the_theme_has_its_place(
    files: dict[str, str], place: str, words: str, tmp_path: Path
) -> None:
    message = str(problem(theme(tmp_path / "round", files)))
    assert message.startswith(f"themes/round/{place}: ")
    assert words in message


def test_a_module_named_in_a_comment_is_none_that_is_loaded(tmp_path: Path) -> None:
    files = {"a.js": 'import "./b.js";', "b.js": '/** @typedef {import("./a.js").A} A */\nlet b;'}
    assets = gather([theme(tmp_path, files)])
    assert text(assets["b.js"]) == "let b;"
