"""What every page of a site shares, and the voice in which a variant says it.

Knows the site's settings and its conversion, and nothing that changes from night to night.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from generator.script import Scripts
from generator.values import address
from generator.values.article import Convert
from generator.values.site import Site
from generator.values.variant import Variant

Terms = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Source form → (variant tag, form) pairs, as in :class:`Convert`."""


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

    def voice(
        self, variant: Variant, convert: Convert | None = None, source: Variant | None = None
    ) -> Voice:
        """How one variant says a text written in ``source`` (default: the site's script)."""
        return Voice(self, variant, convert or Convert(), source or self.site.source)

    def folder_of(self, name: str) -> str:
        """A name's folder in an address: its slug, or itself made safe."""
        return self.site.slugs.get(name) or address.name(name)


@dataclass(frozen=True, slots=True)
class Voice:
    """One variant, saying what stands in one article (or on the site)."""

    imprint: Imprint
    variant: Variant
    convert: Convert
    source: Variant

    def deciding(self, terms: Terms) -> Voice:
        """The same voice with further words decided: the ``-{…}-`` of a body, for a text that
        was taken from it."""
        if not terms:
            return self
        convert = dataclasses.replace(self.convert, terms=(*terms, *self.convert.terms))
        return dataclasses.replace(self, convert=convert)

    def text(self, text: str) -> str:
        """A plain text in this variant."""
        return self.imprint.scripts.text(text, self.variant, self.convert, source=self.source)

    def html(self, html: str) -> str:
        """An HTML fragment in this variant: text and visible attributes, ids and links kept."""
        return self.imprint.scripts.html(html, self.variant, self.convert, source=self.source)

    def at(self, there: str) -> str:
        """An address in this variant."""
        return address.in_variant(there, self.imprint.site.folder(self.variant))
