"""Files that pages use: named after their bytes, and after those of what they name."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model.problem import Stop
from generator.theme.assets import Asset, gather


def theme(root: Path, **files: str) -> Path:
    """A theme's folder with these assets (``a_js`` is ``a.js``)."""
    assets = root / "assets"
    assets.mkdir(parents=True)
    for name, text in files.items():
        (assets / name.replace("_", ".")).write_text(text, "utf-8")
    return root


def text(asset: Asset) -> str:
    return asset.source.decode() if isinstance(asset.source, bytes) else asset.source.read_text()


def test_a_module_names_another_by_the_name_it_is_published_under(tmp_path: Path) -> None:
    found = gather([theme(tmp_path, a_js='import("./b.js");', b_js="import './c.js'", c_js="0")])
    b, c = (found[name].address.removeprefix("/assets/") for name in ("b.js", "c.js"))
    assert text(found["a.js"]) == f'import("./{b}");'
    assert text(found["b.js"]) == f"import './{c}'"
    assert found["c.js"].source == tmp_path / "assets/c.js"


def test_a_change_renames_all_that_lead_to_it_and_nothing_else(tmp_path: Path) -> None:
    files = {"a_js": 'import("./b.js")', "b_js": "1", "d_js": 'import("./e.js")', "e_js": "2"}
    first = gather([theme(tmp_path / "one", **files)])
    second = gather([theme(tmp_path / "two", **files | {"b_js": "3"})])
    changed = {name for name in first if first[name].address != second[name].address}
    assert changed == {"a.js", "b.js"}


def test_what_is_no_asset_stays_as_it_is_written(tmp_path: Path) -> None:
    found = gather([theme(tmp_path, a_js='import("./pagefind.js"); "b.js"', b_js="0")])
    assert text(found["a.js"]) == 'import("./pagefind.js"); "b.js"'


def test_the_nearest_themes_file_counts_for_modules_too(tmp_path: Path) -> None:
    far = theme(tmp_path / "far", a_js='import("./b.js")', b_js="far")
    near = theme(tmp_path / "near", b_js="near")
    found = gather([near, far])
    assert found["b.js"].source == near / "assets/b.js"
    assert found["b.js"].address.rpartition("/")[2] in text(found["a.js"])


def test_a_circle_is_a_fault_of_the_theme(tmp_path: Path) -> None:
    with pytest.raises(Stop) as stop:
        gather([theme(tmp_path / "round", a_js='import("./b.js")', b_js='import("./a.js")')])
    [problem] = stop.value.problems
    assert problem.path == "themes/round/assets/a.js"
    assert "a.js → b.js → a.js" in problem.message
