"""OpenCC's conversion chains, dictionaries and version.

The only module that imports ``opencc``. Every chain keeps the number of characters.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import opencc

from generator.model.variant import Variant

VERSION: str = opencc.__version__
_HOME = Path(opencc.__file__).parent / "clib"

_TO_STANDARD = {"zh-Hans": "s2t", "zh-Hant-TW": "tw2t", "zh-Hant-HK": "hk2t", "zh-Hant": ""}
_FROM_STANDARD = {"zh-Hant-TW": "t2tw", "zh-Hant-HK": "t2hk", "zh-Hant": "t2tw"}
_DIRECT = {
    ("zh-Hans", "zh-Hant-TW"): "s2tw",
    ("zh-Hans", "zh-Hant-HK"): "s2hk",
    ("zh-Hans", "zh-Hant"): "s2tw",
    ("zh-Hant-TW", "zh-Hans"): "tw2s",
    ("zh-Hant-HK", "zh-Hans"): "hk2s",
    ("zh-Hant", "zh-Hans"): "t2s",
}


def chain(source: Variant, target: Variant) -> Callable[[str], str]:
    """OpenCC's conversion from one script to another, without regional vocabulary.

    Generic ``zh-Hant`` is converted as for Taiwan: OpenCC's intermediate standard (爲, 羣, 裏) is
    not meant for readers. The function takes any text without U+0000 and lone surrogates: see
    :mod:`~generator.convert.opaque_characters`."""
    direct = _DIRECT.get((source.tag, target.tag))
    if direct:
        return _converter(direct)
    first, second = _TO_STANDARD[source.tag], _FROM_STANDARD[target.tag]
    if not first:
        return _converter(second)
    to_standard, from_standard = _converter(first), _converter(second)
    return lambda text: from_standard(to_standard(text))


def from_standard(target: Variant) -> Callable[[str], str]:
    """The conversion of OpenCC's intermediate Traditional standard into a variant's characters."""
    return _converter(_FROM_STANDARD[target.tag])


def replacer(entries: Mapping[str, str]) -> Callable[[str], str]:
    """A function that replaces each key by its value, leftmost and longest match first."""
    if not entries:
        return lambda text: text
    config = {
        "name": "terms",
        "conversion_chain": [{"dict": {"type": "inline", "entries": dict(entries)}}],
    }
    # The Python binding reads configurations from files only.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "terms.json"
        path.write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")
        convert: Callable[[str], str] = opencc.OpenCC(str(path)).convert
    return convert


@cache
def dictionary(name: str) -> dict[str, tuple[str, ...]]:
    """One of OpenCC's dictionaries by its name (``STPhrases``): key → forms, commonest first."""
    tool = next((_HOME / "bin").glob("opencc_dict*"))
    source = _HOME / "share" / "opencc" / f"{name}.ocd2"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.txt"
        command = [str(tool), "-i", str(source), "-o", str(path), "-f", "ocd2", "-t", "text"]
        subprocess.run(command, check=True, capture_output=True)
        lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("\t") for line in lines if line)
    return {key: tuple(forms.split(" ")) for key, _, forms in pairs}


@cache
def _converter(name: str) -> Callable[[str], str]:
    # "Tofu risk" dictionaries convert rare characters into forms that few fonts have.
    convert: Callable[[str], str] = opencc.OpenCC(
        name, include_tofu_risk_dictionaries=False
    ).convert
    return convert
