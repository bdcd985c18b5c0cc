"""The site's settings as pages show them, and the conversion of texts and addresses to a variant.

Nothing in here changes from one edition to the next.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from generator.content.document import Document
from generator.content.nodes import Element, Node
from generator.convert import Converter
from generator.model import address
from generator.model.article import Convert
from generator.model.site import Site
from generator.model.variant import Variant

Terms = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Source form → (variant tag, form) pairs, as in :class:`Convert`."""


_SHORT = 100
_MANY = 20_000


class FixedPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page from ``pages/``, as the navigation of others shows it."""

    stem: str
    title: str
    """In the source script."""


class Localization(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A site's settings and its localizers. A site has one: its localizers cache what they
    convert."""

    site: Site
    converter: Converter
    fixed: tuple[FixedPage, ...] = ()
    localizers: dict[tuple[str, str], Localizer] = msgspec.field(default_factory=dict)
    """Localizers without an article's decisions, by (variant, source)."""

    def localizer(
        self, variant: Variant, convert: Convert | None = None, source: Variant | None = None
    ) -> Localizer:
        """The localizer from ``source`` (default: the site's script) to a variant, with an
        article's decisions on words where given."""
        origin = source or self.site.source
        plain = self.localizers.get((variant.tag, origin.tag))
        if plain is None:
            plain = self.localizers[variant.tag, origin.tag] = Localizer(
                localization=self,
                variant=variant,
                convert=Convert(),
                source=origin,
                folder=self.site.folder(variant),
                is_source=variant == origin,
                words=(),
                cache={},
            )
        words = tuple(convert.words()) if convert else ()
        if convert is None or not words:
            return plain
        return Localizer(
            localization=self,
            variant=variant,
            convert=convert,
            source=origin,
            folder=plain.folder,
            is_source=plain.is_source,
            words=words,
            cache=plain.cache,
        )

    def folder_of(self, name: str) -> str:
        """A name's folder in an address: its slug, or itself made safe."""
        slugs = self.site.slugs
        return slugs.get(name) or slugs.get(address.folded(name)) or address.name(name)


class Localizer(msgspec.Struct, frozen=True, kw_only=True):
    """Converts the texts and addresses of an article, or of the site, to one variant."""

    localization: Localization
    variant: Variant
    convert: Convert
    source: Variant
    folder: str
    """The variant's own, in addresses."""
    is_source: bool
    """Whether the texts are written in the variant already."""
    words: tuple[str, ...]
    """What ``convert`` is about."""
    cache: dict[str | tuple[str, Convert], str]
    """Short text → its form in the variant; a text that an article decides about is keyed with
    the decision."""

    def convert_text(self, text: str) -> str:
        """A plain text in this variant."""
        if self.is_source or not text:
            return text
        decided = self.decides(text)
        if len(text) > _SHORT or (decided and text not in self.words):
            return self.localization.converter.convert_text(
                text, self.variant, self.convert, source=self.source
            )
        # The paper's name, sections, pages: a few words that stand on every page; its people.
        key = (text, self.convert) if decided else text
        converted = self.cache.get(key)
        if converted is None:
            if len(self.cache) >= _MANY:
                self.cache.clear()
            decision = self.convert if decided else Convert()
            converted = self.localization.converter.convert_text(
                text, self.variant, decision, source=self.source
            )
            self.cache[key] = converted
        return converted

    def decides(self, text: str) -> bool:
        """Whether ``convert`` is about something in a text."""
        for word in self.words:  # noqa: SIM110 - any() takes longer than what it asks
            if word in text:
                return True
        return False

    def convert_document(self, document: Document) -> Document:
        """A body in this variant: text and visible attributes, ids and links as they were."""
        if not self.is_source:
            document = document.map_text(self._runs, self.source.tag)
        return document.resolved(self._chosen)

    def _runs(self, texts: list[str]) -> Sequence[Sequence[str]]:
        return self.localization.converter.convert_runs(
            texts, self.variant, self.convert, source=self.source
        )

    def _chosen(self, rules: str, shown: str) -> Node:
        """What stands for a ``-{…}-``; words in another script than the page carry ``lang``."""
        words, language = self.localization.converter.override(
            rules, shown, self.variant, source=self.source
        )
        return Element("span", (("lang", language),), (words,)) if language else words

    def url(self, location: str) -> str:
        """An address in this variant."""
        return address.in_variant(location, self.folder)
