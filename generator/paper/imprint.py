"""What every page of a site shares, and the voice in which a variant says it.

Knows the site's settings and its conversion, and nothing that changes from night to night.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.script import Scripts
from generator.values import address
from generator.values.article import Convert
from generator.values.site import Site
from generator.values.swift import swift
from generator.values.variant import Variant

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """A site's settings with the means to say a thing in each of its variants."""

    site: Site
    scripts: Scripts
    fixed: tuple[FixedPage, ...] = ()
    said: dict[tuple[str, str], dict[str, str]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """Short texts as they were said before: (variant, source) → text → what was said."""

    def voice(
        self, variant: Variant, convert: Convert | None = None, source: Variant | None = None
    ) -> Voice:
        """How one variant says a text written in ``source`` (default: the site's script)."""
        decided, origin = convert or Convert(), source or self.site.source
        return Voice(
            imprint=self,
            variant=variant,
            convert=decided,
            source=origin,
            folder=self.site.folder(variant),
            words=tuple(decided.words()),
            said=self.said.setdefault((variant.tag, origin.tag), {}),
        )

    def folder_of(self, name: str) -> str:
        """A name's folder in an address: its slug, or itself made safe."""
        return self.site.slugs.get(name) or address.name(name)


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
    words: tuple[str, ...]
    """What ``convert`` is about."""
    said: dict[str, str]
    """What this variant has said of the site's own short texts."""

    def text(self, text: str) -> str:
        """A plain text in this variant."""
        if self.variant == self.source or not text:
            return text
        if len(text) > _SHORT or (self.words and any(word in text for word in self.words)):
            return self.imprint.scripts.text(text, self.variant, self.convert, source=self.source)
        # The paper's name, sections, pages: a few words that stand on every page.
        said = self.said.get(text)
        if said is None:
            if len(self.said) >= _MANY:
                self.said.clear()
            said = self.imprint.scripts.text(text, self.variant, source=self.source)
            self.said[text] = said
        return said

    def html(self, html: str) -> str:
        """An HTML fragment in this variant: text and visible attributes, ids and links kept."""
        return self.imprint.scripts.html(html, self.variant, self.convert, source=self.source)

    def at(self, there: str) -> str:
        """An address in this variant."""
        return address.in_variant(there, self.folder)
