"""Random strings from the pages of a built site, and a plain text search of the same pages."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from generator.check.webpage import article_runs
from generator.model import address
from generator.model.site import Site
from generator.search.search_text import Folding

_ARTICLE = re.compile(r"\d{4}/[^/]+/[^/]+-\d+/index\.html\Z")
_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff]"
_MIXED = re.compile(rf"{_HAN}?[\dA-Za-z][\dA-Za-z.,%:+/-]*{_HAN}{{0,3}}")
_MARKED = re.compile(rf"{_HAN}{{1,3}}[，、。；：“”「」《》（）—]{_HAN}{{1,3}}")
_QUOTED = re.compile(r"[\s＂“”‘’「」『』《》〈〉]")
_RUN = re.compile(rf"{_HAN}{{2,}}")
LENGTHS = (2, 3, 4, 6, 10)
LIMIT = 1000
_OTHERS = 5


class SearchString(msgspec.Struct, frozen=True):
    """A string to be searched for."""

    tag: str
    """The variant of the page it is from."""
    kind: str
    """``2 Han`` …, ``mixed``, ``marks``, ``anything``, ``headline``, ``byline``, ``paragraph``."""
    string: str

    @property
    def query(self) -> str:
        """The query for an exact search: in quotation marks if the string has spaces or quotation
        marks."""
        return f'"{self.string}"' if _QUOTED.search(self.string) else self.string


class PageTexts(msgspec.Struct):
    """The texts of a built site's articles, in all variants."""

    out: Path
    site: Site
    folding: Folding
    all: list[str] = msgspec.field(default_factory=list)
    """The addresses of the articles in the source script; LIMIT random ones of a large site."""
    _texts: dict[str, tuple[list[list[tuple[str, str]]], str]] = msgspec.field(default_factory=dict)

    @classmethod
    def open(cls, out: Path, site: Site, folding: Folding, seed: int) -> PageTexts:
        """The articles in an output folder."""
        texts = cls(out, site, folding)
        names = sorted(p.relative_to(out).as_posix() for p in out.glob("[0-9]*/*/*/index.html"))
        random.Random(seed).shuffle(names)
        for name in names:
            url = "/" + name.removesuffix("index.html")
            if _ARTICLE.match(name) and any(texts.runs(url)):
                texts.all.append(url)
                if len(texts.all) == LIMIT:
                    break
        return texts

    def judged(self, answer: Sequence[str]) -> list[str]:
        """The articles of an answer to be judged: those of ``all``, and a few others."""
        all_urls = set(self.all)
        others = [url for url in answer if url not in all_urls]
        return [url for url in answer if url in all_urls] + others[:_OTHERS]

    def runs(self, url: str) -> list[list[tuple[str, str]]]:
        """The text runs of an article's pages, by variant: (kind, text)."""
        return self._read(url)[0]

    def holds(self, url: str, string: str) -> bool:
        """Whether an article contains a string in any variant."""
        return self.folding.fold(string) in self._read(url)[1]

    def _read(self, url: str) -> tuple[list[list[tuple[str, str]]], str]:
        if url not in self._texts:
            shown = []
            for variant in self.site.variants:
                variant_url = address.in_variant(url, self.site.folder(variant))
                path = self.out / address.file_of(variant_url)
                shown.append(list(article_runs(path.read_bytes())) if path.is_file() else [])
            folded = "\n".join(self.folding.fold(text) for runs in shown for _, text in runs)
            self._texts[url] = shown, folded
        return self._texts[url]


def sample(pages: PageTexts, count: int, seed: int) -> list[SearchString]:
    """``count`` strings for each variant, every kind in turn; equal for equal seeds."""
    rng = random.Random(seed)
    strings: list[SearchString] = []
    for number, variant in enumerate(pages.site.variants):
        kinds = [f"{length} Han" for length in LENGTHS]
        kinds += ["mixed", "marks", "anything", "headline", "byline", "paragraph"]
        kinds_in_turn = [kinds[at % len(kinds)] for at in range(count)]
        for kind in kinds_in_turn if pages.all else []:
            # Not every article has every kind: a byline, a number.
            for _ in range(20):
                runs = pages.runs(rng.choice(pages.all))[number]
                if string := _random_string(kind, runs, rng):
                    strings.append(SearchString(variant.tag, kind, string))
                    break
    return strings


def _random_string(kind: str, runs: Sequence[tuple[str, str]], rng: random.Random) -> str:
    part = kind if kind in ("headline", "byline") else "text"
    texts = [text.replace('"', "“") for name, text in runs if name == part and len(text) > 1]
    if not texts:
        return ""
    text = rng.choice(texts)
    if kind == "mixed":
        return _choose(_MIXED.findall(text), rng)
    if kind == "marks":
        return _choose(_MARKED.findall(text), rng)
    if kind == "paragraph":
        return text[:300].strip()
    if kind.endswith("Han"):
        length = int(kind.split()[0])
        return _choose(list(_pieces(_RUN.findall(text), length)), rng)
    length = rng.randint(2, 12)
    start = rng.randrange(max(1, len(text) - length + 1))
    string = text[start : start + length].strip()
    return string if len(string) > 1 else ""


def _pieces(runs: Sequence[str], length: int) -> Iterator[str]:
    for run in runs:
        yield from (run[at : at + length] for at in range(len(run) - length + 1))


def _choose(candidates: Sequence[str], rng: random.Random) -> str:
    long = [string.strip(".,:+/-") for string in candidates]
    long = [string for string in long if len(string) > 1]
    return rng.choice(long) if long else ""
