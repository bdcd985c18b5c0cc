"""The pages from ``pages/``: about the paper, its imprint, its privacy notice."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.build.release import Stages
from generator.build.target import Recipe, Target, target
from generator.content.document import Document
from generator.model import address
from generator.model.variant import Variant
from generator.pages.anchors import on_page
from generator.pages.claim import Claim
from generator.pages.edition_store import EditionStore
from generator.pages.frame import Frame, frame
from generator.pages.localizer import Localization
from generator.pages.page_kind import PageKind
from generator.pages.site_context import SiteContext


class FixedView(msgspec.Struct, frozen=True, kw_only=True):
    """A page from ``pages/``."""

    frame: Frame
    title: str
    html: str


def fixed(
    localization: Localization, variant: Variant, stem: str, title: str, doc: Document
) -> FixedView:
    """A page from ``pages/``; ``title`` and ``doc`` are in the source script."""
    localizer = localization.localizer(variant)
    framed = frame(localization, variant, address.fixed(stem))
    return FixedView(
        frame=framed,
        title=localizer.convert_text(title),
        html=localizer.convert_document(doc).to_html(on_page(framed.address, localizer)),
    )


FIXED = Recipe("fixed", "fixed.html")


class FixedPages(PageKind):
    """The fixed pages."""

    name = "fixed"
    recipes = (FIXED,)
    outlives_errors = True

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Target]:
        """Each page in every variant."""
        for page, document in context.fixed:
            for variant in context.site.variants:
                view = fixed(context.localization, variant, page.stem, page.title, document)
                yield target(FIXED, view, view.frame.address, variant, Claim.FIXED)


KIND = FixedPages()
