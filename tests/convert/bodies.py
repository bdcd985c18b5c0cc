"""HTML as the body of an article, converted into a variant."""

from __future__ import annotations

from generator.content import markup
from generator.content.document import Document
from generator.convert import Converter
from generator.model import site_file
from generator.model.article import Convert
from generator.model.variant import Variant
from generator.pages.localizer import Localization


def converted(
    converter: Converter, html: str, variant: Variant, decided: Convert | None = None
) -> str:
    """The HTML in a variant, as an article's page has it."""
    site, _ = site_file.parse('title = "报"\n')
    assert site is not None
    localizer = Localization(site=site, converter=converter).localizer(
        variant, decided, converter.source
    )
    return localizer.convert_document(Document(markup.read(html))).to_html(line="")
