"""Readers' scripts use nothing that a browser of the baseline lacks.

A list read over the scripts: names of built-ins, and forms of syntax that an older browser refuses
with the whole script. ``tests/search/test_old_browsers.py`` takes the built-ins away.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.search import pagefind
from tests.baseline import TELLING
from tests.conftest import ROOT

GUARDED = {
    ("aloud.js", "Intl.Segmenter"): "if (Intl.Segmenter)",
    ("aloud.js", "CSS.highlights"): "CSS.highlights?.",
    ("aloud.js", "Highlight"): "CSS.highlights?.set(",
    ("article.js", "Navigator.prototype.share"): "navigator.share\n",
    ("offline.js", "Navigator.prototype.connection"): "navigator.connection?.",
    ("search-worker.js", "DecompressionStream"): "typeof DecompressionStream",
    ("search-worker.js", "ReadableStream.prototype.pipeThrough"): "typeof DecompressionStream",
}
"""(script, built-in) that it asks for first → the words with which it asks."""

SYNTAX = {
    r"\(\?<[=!]": "a look behind in a regular expression (Safari 16.4)",
    r"\(\?[ims]*-?[ims]+:": "flags inside a regular expression",
    r"/[dgimsuy]*v[dgimsuy]*[;,.)]": "the flag v of a regular expression (Safari 17)",
    r"^\s*static\s*\{": "a static block (Safari 16.4)",
    r"^(?! )(?!.*\basync\b).*\bawait\b": "await outside of a function (a fault of Safari)",
    r"^\s*(?:await )?using \w+ =": "using",
    r"\bimport\b[^;\n]*\b(?:with|assert)\s*\{": "attributes of an import (Safari 17.2)",
    r"\bimport (?:defer|source)\b": "import defer",
    r"\bimport\.meta\.resolve\b": "import.meta.resolve (Safari 16.4)",
    r"type: \"module\"": "a worker that is a module (Firefox 114)",
    r":has\(": "the selector :has() (Firefox 121)",
}
"""Forms → what they are, and who does not know them."""

FIELD = r"^  (?:static )?#?\w+ = .*\("
"""A class's field that begins with brackets in it, which Safari before 16 may read wrongly."""

WASM = {
    "bulk-memory",
    "multivalue",
    "mutable-globals",
    "nontrapping-fptoint",
    "reference-types",
    "sign-ext",
}
"""What of WebAssembly the baseline knows: reference types since Chrome 96, all else longer."""


def scripts(paper: Path) -> dict[str, str]:
    """Every script that a reader's browser runs: of the themes, in the pages, the worker."""
    places = [*ROOT.glob("themes/*/assets/*.js"), *ROOT.glob("themes/*/inline/*.js")]
    found = {path.name: path.read_text("utf-8") for path in sorted(places)}
    found["sw.js"] = (paper / "output/sw.js").read_text("utf-8")
    inline = {
        text
        for page in (paper / "output").rglob("*.html")
        for text in re.findall(r"<script>(.*?)</script>", page.read_text("utf-8"), re.DOTALL)
    }
    return found | {f"in a page, {number}": text for number, text in enumerate(sorted(inline), 1)}


def too_new(name: str, text: str) -> Iterator[str]:
    """What a script uses that the baseline lacks."""
    code = re.sub(r"(^|\s)//.*", "", text)
    for path in TELLING:
        last = re.escape(path.rpartition(".")[2])
        used = rf"\.{last}\b" if "." in path else rf"(?<![\w.]){last}\b"
        asks = GUARDED.get((name, path))
        if re.search(used, code) and not (asks and asks in code):
            yield path
    for form, what in SYNTAX.items():
        if re.search(form, code, re.MULTILINE):
            yield what
    for body in re.findall(r"^class .*?^}", code, re.MULTILINE | re.DOTALL):
        yield from re.findall(FIELD, body, re.MULTILINE)


def test_scripts_use_only_what_the_baseline_has(paper: Path) -> None:
    every = scripts(paper)
    assert {"search.js", "search-worker.js", "first.js", "sw.js", "in a page, 1"} <= set(every)
    assert {name: new for name, text in every.items() if (new := list(too_new(name, text)))} == {}


def test_what_is_asked_for_first_is_used(paper: Path) -> None:
    every = scripts(paper)
    for (name, path), asks in GUARDED.items():
        assert asks in every[name], (name, path)


@pytest.mark.parametrize(
    "planted",
    [
        "const last = all.findLast(Boolean);",
        "copy.toSorted();",
        "new Intl.Segmenter();",
        "bar.ariaLabel = 1;",
        "await fetch(address);",
        "const pair = Promise.withResolvers();",
        "const price = /(?<=¥)\\d+/;",
        "class One {\n  all = new Map();\n}",
        "class One {\n  static {\n  }\n}",
        "new DecompressionStream('gzip');",
        'new Worker(url, { type: "module" });',
        "const form = /[\\p{L}--[a-z]]/v;",
        "element.querySelector('p:has(b)');",
        'import list from "./a.json" with { type: "json" };',
    ],
)
def test_a_planted_fault_is_found(planted: str) -> None:
    assert list(too_new("planted.js", planted))


def test_the_engine_uses_only_what_the_baseline_has() -> None:
    program = gzip.decompress(pagefind.engine())
    name = b"target_features"
    assert name in program, "the engine does not say what it needs"
    text = program[program.index(name) + len(name) :]
    needed = {word.decode() for word in re.findall(rb"\+.([a-z0-9-]+)", text, re.DOTALL)}
    assert needed and needed <= WASM
