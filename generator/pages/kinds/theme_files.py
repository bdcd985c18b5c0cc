"""The theme's style sheets, scripts and pictures."""

from __future__ import annotations

from collections.abc import Iterator

from generator.build.release import Stages
from generator.build.target import Copy
from generator.model import address
from generator.pages.edition_store import EditionStore
from generator.pages.page_kind import PageKind
from generator.pages.site_context import SiteContext


class Assets(PageKind):
    """The theme's assets."""

    name = "assets"
    in_every_scan = True
    outlives_errors = True

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Copy]:
        """A copy of each."""
        for asset in context.theme.assets.values():
            yield Copy(address.file_of(asset.address), asset.source)


KIND = Assets()
