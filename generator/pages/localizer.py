"""What every page of a site shares, and the voice in which a variant says it.

Knows the site's settings and its conversion, and nothing that changes from night to night.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.content.document import Document
from generator.content.nodes import Element, Node
from generator.convert import Scripts
from generator.model import address
from generator.model.article import Convert
from generator.model.site import Site
from generator.model.swift import swift
from generator.model.variant import Variant

Terms = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Source form → (variant tag, form) pairs, as in :class:`Convert`."""


_SHORT = 100
_MANY = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedPage:
    """A page from ``pages/``, as the navigation of others shows it."""

    stem: str
    title: str
    """In the source script."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Imprint:
    """A site's settings with the means to say a thing in each of its variants. A site has one:
    what is made of it is remembered by it."""

    site: Site
    scripts: Scripts
    fixed: tuple[FixedPage, ...] = ()
    voices: dict[tuple[str, str], Voice] = field(default_factory=dict, repr=False)
    """Voices for what no article decides, as they were asked for: (variant, source) → voice."""

    def voice(
        self, variant: Variant, convert: Convert | None = None, source: Variant | None = None
    ) -> Voice:
        """How one variant says a text written in ``source`` (default: the site's script)."""
        origin = source or self.site.source
        plain = self.voices.get((variant.tag, origin.tag))
        if plain is None:
            plain = self.voices[variant.tag, origin.tag] = Voice(
                imprint=self,
                variant=variant,
                convert=Convert(),
                source=origin,
                folder=self.site.folder(variant),
                own=variant == origin,
                words=(),
                said={},
            )
        words = tuple(convert.words()) if convert else ()
        if convert is None or not words:
            return plain
        return Voice(
            imprint=self,
            variant=variant,
            convert=convert,
            source=origin,
            folder=plain.folder,
            own=plain.own,
            words=words,
            said=plain.said,
        )

    def folder_of(self, name: str) -> str:
        """A name's folder in an address: its slug, or itself made safe."""
        slugs = self.site.slugs
        return slugs.get(name) or slugs.get(address.folded(name)) or address.name(name)


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One variant, saying what stands in one article (or on the site)."""

    imprint: Imprint
    variant: Variant
    convert: Convert
    source: Variant
    folder: str
    """The variant's own, in addresses."""
    own: bool
    """Whether the variant is the script it is written in: every text is what it says already."""
    words: tuple[str, ...]
    """What ``convert`` is about."""
    said: dict[str | tuple[str, Convert], str]
    """What this variant has said of the site's own short texts, and of names: a name that an
    article decides about is remembered with what was decided."""

    def text(self, text: str) -> str:
        """A plain text in this variant."""
        if self.own or not text:
            return text
        decided = self.decides(text)
        if len(text) > _SHORT or (decided and text not in self.words):
            return self.imprint.scripts.text(text, self.variant, self.convert, source=self.source)
        # The paper's name, sections, pages: a few words that stand on every page; its people.
        key = (text, self.convert) if decided else text
        said = self.said.get(key)
        if said is None:
            if len(self.said) >= _MANY:
                self.said.clear()
            decision = self.convert if decided else Convert()
            said = self.imprint.scripts.text(text, self.variant, decision, source=self.source)
            self.said[key] = said
        return said

    def decides(self, text: str) -> bool:
        """Whether ``convert`` is about something in a text."""
        for word in self.words:  # noqa: SIM110 - any() takes longer than what it asks
            if word in text:
                return True
        return False

    def document(self, document: Document) -> Document:
        """A body in this variant: text and visible attributes, ids and links as they were."""
        if not self.own:
            document = document.map_text(self._runs, self.source.tag)
        return document.resolved(self._chosen)

    def _runs(self, texts: list[str]) -> Sequence[Sequence[str]]:
        return self.imprint.scripts.runs(texts, self.variant, self.convert, source=self.source)

    def _chosen(self, rules: str, shown: str) -> Node:
        """What stands for a ``-{…}-``; words in another script than the page carry ``lang``."""
        words, language = self.imprint.scripts.chosen(
            rules, shown, self.variant, source=self.source
        )
        return Element("span", (("lang", language),), (words,)) if language else words

    def at(self, there: str) -> str:
        """An address in this variant."""
        return address.in_variant(there, self.folder)
