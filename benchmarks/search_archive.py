"""Records of an archive for the search to index: generated, or taken from a collection of texts.

The generated articles are the seed page's sentences recombined, a third of the words replaced by
words of a dictionary as often as that word is used: recombined alone, a hundred thousand articles
would have the vocabulary of one page, and every index looks good on that.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import jieba

from benchmarks.archive import NEWEST, SECTIONS, _staff, sentences
from generator.convert import Converter
from generator.model import digest
from generator.model.search_record import SearchRecord, SearchText, from_line, to_line
from generator.model.site import Site
from generator.model.variant import Variant

_REPLACED = 0.35
_HAN = re.compile(r"[\u4e00-\u9fff]+\Z")


class Words:
    """Sentences without end, the same for the same seed."""

    def __init__(self) -> None:
        jieba.setLogLevel(60)
        jieba.dt.initialize()
        self.patterns = [jieba.lcut(sentence) for sentence in sentences()]
        known = [(w, f) for w, f in jieba.dt.FREQ.items() if f > 2 and _HAN.match(w)]
        self.words = {n: [w for w, _ in known if len(w) == n] for n in (2, 3, 4)}
        self.sums = {n: list(accumulate(f for w, f in known if len(w) == n)) for n in (2, 3, 4)}

    def word(self, chance: random.Random, length: int) -> str:
        """A word of two to four characters, as often as it is used."""
        return chance.choices(self.words[length], cum_weights=self.sums[length])[0]

    def sentence(self, chance: random.Random) -> str:
        """A sentence with other words than the page's, and other numbers."""
        out = []
        for word in chance.choice(self.patterns):
            if len(word) in self.words and _HAN.match(word) and chance.random() < _REPLACED:
                word = self.word(chance, len(word))
            elif word.isdigit():
                word = str(chance.randint(1, 10 ** len(word)))
            out.append(word)
        return "".join(out)


def generated(articles: int, a_day: int = 30) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """(edition, [(title, byline name, section, paragraph …) …]), oldest first."""
    source = Words()
    days = -(-articles // a_day)
    for back in range(days - 1, -1, -1):
        date = NEWEST - dt.timedelta(days=back)
        chance = random.Random(date.toordinal())
        day = []
        for _ in range(a_day):
            title = " ".join(source.sentence(chance)[:12].rstrip("，。；") for _ in range(2))
            blocks = [source.sentence(chance) for _ in range(chance.choice((3, 4, 5, 6, 7, 9, 15)))]
            body = ["".join(blocks[at : at + 2]) for at in range(0, len(blocks), 2)]
            day.append((title, chance.choice(_staff()), chance.choice(SECTIONS), *body))
        yield date.isoformat(), day


def collected(
    folder: Path, articles: int, a_day: int = 30
) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """The same of a folder of UTF-8 texts (``*.txt``, ``*.md``): first line the headline, each
    other line a paragraph."""
    files = sorted(p for p in folder.rglob("*") if p.suffix in (".txt", ".md"))[:articles]
    days = -(-len(files) // a_day)
    chance = random.Random(1)
    for back in range(days - 1, -1, -1):
        day = []
        at = (days - 1 - back) * a_day
        for path in files[at : at + a_day]:
            lines = [line.strip(" #") for line in path.read_text("utf-8").splitlines()]
            title, *body = [line for line in lines if line] or ["无题"]
            day.append((title, chance.choice(_staff()), chance.choice(SECTIONS), *body))
        yield (NEWEST - dt.timedelta(days=back)).isoformat(), day


def write(
    editions: Iterator[tuple[str, list[tuple[str, ...]]]], folder: Path, site: Site
) -> list[tuple[str, str]]:
    """Writes record files; (edition, digest) of each. All texts in all of the site's variants."""
    folder.mkdir(parents=True, exist_ok=True)
    converter = Converter(site.source, site.variants)
    done = []
    for edition, articles in editions:
        lines = [
            to_line(_record(edition, number, article, converter, site.variants))
            for number, article in enumerate(articles)
        ]
        text = "\n".join(lines) + "\n"
        (folder / f"{edition}.jsonl").write_text(text, "utf-8")
        done.append((edition, digest.of_text(text)))
    return done


def _record(
    edition: str,
    number: int,
    article: tuple[str, ...],
    converter: Converter,
    variants: tuple[Variant, ...],
) -> SearchRecord:
    title, name, section, *body = article
    page, at = number % 8 + 1, number // 8 + 1
    texts = []
    for variant in variants:
        said = converter.convert_text("\n".join([title, name, section, *body]), variant).split("\n")
        blocks = tuple((f"p{n}", text) for n, text in enumerate(said[3:], 1))
        texts.append(
            (
                variant.tag,
                SearchText(
                    kicker="",
                    title=said[0],
                    subtitle="",
                    byline=f"{converter.convert_text('本报记者', variant)} {said[1]}",
                    authors=(said[1],),
                    source="",
                    section=said[2],
                    page_name=said[2],
                    blocks=blocks,
                ),
            )
        )
    return SearchRecord(
        address=f"/{edition[:4]}/{edition[5:]}/{page:02d}-{at:02d}/",
        edition=edition,
        page=f"{page:02d}",
        section=section,
        authors=(name,),
        source="",
        texts=tuple(texts),
    )


def sample(folder: Path, count: int, seed: int = 7) -> list[tuple[str, str]]:
    """Queries as readers ask them: (kind, string). Of a hundred: 40 words, 15 strings of two to
    six characters from anywhere, 15 names, 10 numbers with what follows, 10 pieces of headlines,
    10 pairs of words."""
    chance = random.Random(seed)
    files = sorted(folder.glob("*.jsonl"))
    kinds = ["word"] * 8 + ["string"] * 3 + ["name"] * 3 + ["number"] * 2 + ["title"] * 2
    kinds += ["pair"] * 2
    found: list[tuple[str, str]] = []
    while len(found) < count:
        line = chance.choice(chance.choice(files).read_text("utf-8").splitlines())
        record = from_line(line)
        _, shown = record.texts[0]
        text = chance.choice(shown.blocks)[1] if shown.blocks else shown.title
        kind = kinds[len(found) % len(kinds)]
        if query := _query(kind, text, shown.title, record.authors[0], chance):
            found.append((kind, query))
    return found


def _query(kind: str, text: str, title: str, name: str, chance: random.Random) -> str:
    runs = [run for run in re.findall(r"[\u4e00-\u9fff]+", text) if len(run) > 6]
    words = [word for word in jieba.lcut(text) if len(word) > 1 and _HAN.match(word)]
    if kind == "name":
        return name
    if kind == "number":
        numbers = re.findall(r"\d[\d.]*[%\u4e00-\u9fff]{1,2}", text)
        return str(chance.choice(numbers)) if numbers else ""
    if kind == "title":
        at = chance.randrange(max(1, len(title) - 4))
        return title[at : at + 4].strip() if " " not in title[at : at + 4] else ""
    if kind == "string" and runs:
        run, size = chance.choice(runs), chance.randint(2, 6)
        at = chance.randrange(len(run) - size + 1)
        return str(run[at : at + size])
    if len(words) < 2:
        return ""
    return " ".join(chance.sample(words, 2)) if kind == "pair" else str(chance.choice(words))
