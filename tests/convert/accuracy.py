"""The accuracy of conversion: the sets of cases, and how they are counted.

Press forms are off. Pairs that papers in Taiwan print side by side (台/臺, 布/佈 …) count as one in
the sentences of ``unseen/``; in the judged places only the one right character counts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
_JUDGED = HERE.parents[2] / "shared" / "conversion" / "mainland_regression.jsonl"
_SIDE_BY_SIDE = (
    "臺台 佈布 佔占 汙污 溼濕 羣群 峯峰 週周 註注 裏裡 歎嘆 鵰雕 賬帳 兇凶 紮扎 喫吃 祕秘 啓啟 "
    "託托 僱雇 麪麵 説說 爲為 衆眾 鉅巨 迴回 閒閑 妝粧 瀰彌 "
    "盪蕩 菸煙 讚贊 慾欲 槓杠 嚮向 昇升 樑梁 夥伙 唸念"
)
_FOLD = str.maketrans({pair[0]: pair[1] for pair in _SIDE_BY_SIDE.split()})


@dataclass(frozen=True, slots=True)
class Wrong:
    """One place that came out wrong."""

    context: str
    got: str
    wanted: str


def judged_file() -> Path | None:
    """The judged places (mainland news), where this machine has them."""
    path = Path(os.environ.get("HUOZI_JUDGED", "") or _JUDGED)
    return path if path.is_file() else None


def judged(path: Path, convert: Callable[[str], str]) -> tuple[list[Wrong], int]:
    """The places that come out wrong, and how many there are."""
    wrong: list[Wrong] = []
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    for row in rows:
        around = row["left"] + row["char"] + row["right"]
        at = row["context"].index(around) + len(row["left"])
        got = convert(row["context"])[at]
        if got != row["expected"]:
            wrong.append(Wrong(row["context"], got, row["expected"]))
    return wrong, len(rows)


def sentences(name: str) -> Iterator[tuple[str, str]]:
    """(Simplified, Traditional as a paper in Taiwan prints it) of one of our own sets."""
    for line in (HERE / "unseen" / f"{name}.txt").read_text("utf-8").splitlines():
        if "\t" in line:
            simplified, _, traditional = line.partition("\t")
            yield simplified, traditional


def exactly_right(name: str, convert: Callable[[str], str]) -> tuple[list[Wrong], int]:
    """The sentences of a set that aren't right to the character, and how many there are."""
    rows = list(sentences(name))
    wrong = [
        Wrong(simplified, got, traditional)
        for simplified, traditional in rows
        if _fold(got := convert(simplified)) != _fold(traditional)
    ]
    return wrong, len(rows)


def _fold(text: str) -> str:
    return text.replace("瞭解", "了解").translate(_FOLD)
