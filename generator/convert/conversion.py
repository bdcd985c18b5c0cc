"""One script into another: the stages in their order.

Knows the way of a text: locked terms, characters and words, quotation marks, press forms, terms
out again. Refuses to know what an article or a page is. Every stage keeps the number of
characters, but for the forms an editor wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from generator.convert import (
    inline,
    lexicon,
    opaque,
    opencc_chains,
    person_names,
    quotation_marks,
    table_cache,
    word_forms,
)
from generator.convert import press_forms as press
from generator.convert.explanation import Explanation, Stage, explained
from generator.convert.term_marks import Marks, for_article, take_out
from generator.convert.terms import Terms
from generator.model import digest
from generator.model.article import Convert
from generator.model.variant import Variant

_ARTICLES = 256
"""Of how many articles the terms are held ready."""
_BETWEEN = "\U0010fffd"
"""Stands between runs that are converted in one call; no letter, so no phrase crosses it."""


_BODIES = 600
"""Bodies whose runs are held ready: those of an edition that is previewed again and again."""


class Scripts:
    """A site's converters, each made once and on first use."""

    def __init__(
        self,
        source: Variant,
        variants: Sequence[Variant],
        terms: Terms = Terms(),  # noqa: B008 - frozen
        *,
        press_forms: bool = True,
        words: bool = True,
    ) -> None:
        self.source = source
        self.variants = tuple(variants)
        self.terms = terms
        self.press_forms = press_forms
        self.words = words
        self._ways: dict[tuple[Variant, Variant], _Way] = {}
        self._articles: dict[tuple[Variant, Variant, Convert], Marks] = {}
        self._bodies: dict[
            tuple[tuple[str, ...], Variant, Variant, Convert], Sequence[Sequence[str]]
        ] = {}

    @cached_property
    def version(self) -> str:
        """A digest of everything that decides a result: OpenCC, the general dictionary, this
        room's modules and tables, the terms, the settings."""
        forms = tuple((e.forms, e.keep, e.kind) for e in self.terms.entries)
        settings = (self.words, self.press_forms)
        return digest.of_value(
            (opencc_chains.VERSION, lexicon.version(), table_cache.room(), forms, settings)
        )

    def text(
        self,
        text: str,
        variant: Variant,
        convert: Convert = Convert(),  # noqa: B008 - frozen
        *,
        source: Variant | None = None,
    ) -> str:
        """A plain text in a variant; in its own script, exactly what came in."""
        origin = source or self.source
        if variant == origin or not text:
            return text
        way, extra = self._way(origin, variant, convert)
        return "".join(
            part if opaque.is_opaque(part) else "".join(way.cells(part, extra))
            for part in opaque.pieces(text)
        )

    def runs(
        self,
        texts: Sequence[str],
        variant: Variant,
        convert: Convert = Convert(),  # noqa: B008 - frozen
        *,
        source: Variant | None = None,
    ) -> Sequence[Sequence[str]]:
        """The runs of a body in a variant: of each, one string a character, in a list or together
        one text."""
        origin = source or self.source
        if variant == origin:
            return texts
        key = tuple(texts), variant, origin, convert
        cells = self._bodies.get(key)
        if cells is None:
            if len(self._bodies) >= _BODIES:
                self._bodies.clear()
            way, extra = self._way(origin, variant, convert)
            cells = self._bodies[key] = _converted(key[0], way, extra)
        return cells

    def chosen(
        self,
        rules: str,
        words: str,
        variant: Variant,
        *,
        source: Variant | None = None,
    ) -> tuple[str, str]:
        """What stands in a variant for a ``-{…}-``: see :func:`inline.chosen`."""
        return inline.chosen(rules, words, variant, source or self.source)

    def explain(
        self,
        text: str,
        variant: Variant,
        convert: Convert = Convert(),  # noqa: B008 - frozen
        *,
        source: Variant | None = None,
    ) -> Explanation:
        """How a plain text becomes what it becomes, stage by stage and place by place."""
        origin = source or self.source
        if variant == origin or not text:
            return Explanation((Stage("source", text),), (), text, text)
        way, extra = self._way(origin, variant, convert)
        if opaque.is_opaque(text):
            text = "".join("\ufffd" if opaque.is_opaque(char) else char for char in text)
        return way.explain(text, extra)

    def matched(self, text: str, *, source: Variant | None = None) -> set[str]:
        """The terms (source forms) that a text holds, as conversion finds them."""
        origin = source or self.source
        target = next((v for v in self.variants if v != origin), origin)
        if target == origin:
            return set()
        marks = self._way(origin, target)[0].marks
        parts = (part for part in opaque.pieces(text) if not opaque.is_opaque(part))
        marked = marks.put("\n".join(parts))
        return {marks.words[char] for char in set(marked) if char in marks.words}

    def decided(self, variant: Variant, *, source: Variant | None = None) -> frozenset[str]:
        """Every form an editor decided for a variant, in names.toml and glossary.toml."""
        origin = source or self.source
        if variant == origin:
            return frozenset()
        return frozenset(self._way(origin, variant)[0].marks.forms.values())

    def _way(
        self,
        source: Variant,
        target: Variant,
        convert: Convert = Convert(),  # noqa: B008
    ) -> tuple[_Way, Marks]:
        way = self._ways.get((source, target))
        if way is None:
            by_words = self.words and not source.is_traditional
            way = _Way.make(source, target, self.terms, self.press_forms, by_words)
            self._ways[source, target] = way
        if len(self._articles) > _ARTICLES:
            self._articles.clear()
        extra = self._articles.get((source, target, convert))
        if extra is None:
            extra = for_article(way.decided_by(convert))
            self._articles[source, target, convert] = extra
        return way, extra


@dataclass(frozen=True, slots=True)
class _Way:
    """From one script to another."""

    target: Variant
    marks: Marks
    chain: Callable[[str], str]
    turn_quotes: Callable[[str, str], str]
    press_forms: bool
    by_words: bool

    @classmethod
    def make(
        cls,
        source: Variant,
        target: Variant,
        terms: Terms,
        press_forms: bool,
        by_words: bool,
    ) -> _Way:
        chain = (_by_words if by_words else opencc_chains.chain)(source, target)
        pairs = terms.pairs(source, target)
        forms = {word: chain(word) if form is None else form for word, form in pairs.items()}
        turn = quotation_marks.corner if target.is_traditional else quotation_marks.curly
        return cls(target, Marks(forms), chain, turn, press_forms, by_words)

    def cells(self, text: str, extra: Marks, between: str = "\n") -> Sequence[str]:
        """One string a character of ``text``, whose paragraphs end at ``between``."""
        marked = self.marks.put(extra.put(text))
        result = self.turn_quotes(self.chain(marked), between)
        if self.press_forms:
            result = press.forms(result, self.target)
        return take_out(result, self.marks.forms | extra.forms)

    def decided_by(self, convert: Convert) -> dict[str, str]:
        """Source form → form in the variant, of what an article decides for itself."""
        forms = {
            name: _person(name, self.target, self.press_forms)
            for name in convert.people
            if self.by_words and person_names.is_name(name) and name not in self.marks.all
        }
        forms |= {word: word for word in convert.keep}
        generic = ("zh-hant", "") if self.target.is_traditional else ("",)
        for word, given in convert.terms:
            by_tag = {tag.lower(): form for tag, form in given}
            tags = (self.target.tag.lower(), *generic)
            form = next((by_tag[tag] for tag in tags if tag in by_tag), None)
            if form is not None:
                forms[word] = form
        return forms

    def explain(self, text: str, extra: Marks) -> Explanation:
        """The stages of :meth:`cells`, one by one."""
        return explained(
            text,
            locked=lambda part: self.marks.put(extra.put(part)),
            chain=self.chain,
            regional=opencc_chains.from_standard(self.target) if self.by_words else None,
            turn_quotes=self.turn_quotes,
            printed=(lambda part: press.forms(part, self.target)) if self.press_forms else None,
            forms=self.marks.forms | extra.forms,
        )


@lru_cache(maxsize=4096)  # the same people write for a paper day after day
def _person(name: str, target: Variant, press_forms: bool) -> str:
    """A person's name that no registry has."""
    form = opencc_chains.from_standard(target)(word_forms.name(name))
    return press.forms(form, target) if press_forms else form


def _by_words(_source: Variant, target: Variant) -> Callable[[str], str]:
    """OpenCC's way from Simplified, but with our own cut into words."""
    regional = opencc_chains.from_standard(target)
    return lambda text: regional(word_forms.convert(text))


def _converted(texts: Sequence[str], way: _Way, extra: Marks) -> list[Sequence[str]]:
    """The runs in one call (2.7 times faster than one by one); the odd ones by themselves."""
    odd: set[str] = set()
    if opaque.is_opaque("".join(texts)):
        odd.update(text for text in texts if opaque.is_opaque(text))
    plain = [text for text in texts if text not in odd] if odd else texts
    cells = way.cells(_BETWEEN.join(plain), extra, _BETWEEN) if plain else ""
    answers: list[Sequence[str]] = []
    start = 0
    for text in texts:
        if text in odd:
            answers.append(_around(text, way, extra))
        else:
            answers.append(cells[start : start + len(text)])
            start += len(text) + 1
    return answers


def _around(text: str, way: _Way, extra: Marks) -> Sequence[str]:
    cells: list[str] = []
    for piece in opaque.pieces(text):
        cells += piece if opaque.is_opaque(piece) else way.cells(piece, extra, _BETWEEN)
    return cells
