"""How fast conversion is, beside plain OpenCC: ``python benchmarks/script_speed.py [CONTENT]``.

Every figure is MB of UTF-8 source text a second of processor time on one core, the best of three;
CONTENT is a folder of articles (default: ``content/``), read again and again until there are two
megabytes, with a running number in each paragraph so that no cache can help.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import opencc

from generator.content.document import Document
from generator.content.markdown import parse
from generator.convert import Converter, TermEntry, Terms, word_forms
from generator.model.variant import VARIANTS

HANS, TW, HK = VARIANTS["zh-Hans"], VARIANTS["zh-Hant-TW"], VARIANTS["zh-Hant-HK"]
SIZE = 2_000_000


def articles(folder: Path) -> list[str]:
    """Bodies of about three kilobytes each, two megabytes of them."""
    paragraphs = [
        line
        for path in sorted(folder.rglob("*.md"))
        for line in path.read_text("utf-8").split("---", 2)[-1].split("\n")
        if len(line) > 40
    ]
    chance, found, size = random.Random(7), [], 0
    while size < SIZE:
        body = "\n\n".join(f"{size}{chance.choice(paragraphs)}" for _ in range(6))
        found.append(body)
        size += len(body.encode())
    return found


def speed(work: Callable[[], object], size: int) -> float:
    """MB a second, the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return size / best / 1e6


def terms(number: int) -> Terms:
    """So many terms, of two to four characters, most of them found nowhere."""
    chance = random.Random(11)
    chars = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜"
    words = {"".join(chance.choices(chars, k=chance.randint(2, 4))) for _ in range(number * 2)}
    return Terms(tuple(TermEntry((("hans", w), ("hant", w))) for w in sorted(words)[:number]))


def _turned(converter: Converter, pages: list[Document]) -> None:
    converter._bodies.clear()
    for page in pages:
        page.map_text(lambda runs: converter.convert_runs(runs, TW), HANS.tag)


def _afresh(converter: Converter, pages: list[Document]) -> None:
    word_forms._cached.cache_clear()
    _turned(converter, pages)


def main() -> None:
    """Prints the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("content")
    bodies = articles(folder)
    pages = [parse(body).document for body in bodies]
    size = sum(len(body.encode()) for body in bodies)
    plain = opencc.OpenCC("s2tw").convert
    layer = Converter(HANS, [HANS, TW, HK], terms(1000), words=False)
    whole = Converter(HANS, [HANS, TW, HK], terms(1000))
    start = time.process_time()
    whole.convert_text("发展", TW)
    print(f"the dictionaries are read in {time.process_time() - start:.2f} s, once a process")
    rows: list[tuple[str, Callable[[], object]]] = [
        ("plain opencc s2tw, text", lambda: [plain(body) for body in bodies]),
        ("1,000 terms, no words, HTML", lambda: _turned(layer, pages)),
        ("1,000 terms, by words, HTML", lambda: _afresh(whole, pages)),
        ("Markdown to HTML", lambda: [parse(body).document.to_html() for body in bodies[:100]]),
    ]
    for name, work in rows:
        part = size * min(1.0, 100 / len(bodies)) if name.startswith("Markdown") else size
        print(f"{name:28} {speed(work, int(part)):6.1f} MB/s")


if __name__ == "__main__":
    main()
