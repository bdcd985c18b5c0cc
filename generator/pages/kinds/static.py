"""The files in ``static/``, copied as they are."""

from __future__ import annotations

from collections.abc import Iterator

from generator.build.release import Stages
from generator.build.target import Copy
from generator.model.problem import Stop, error
from generator.pages.claim import Claim
from generator.pages.edition_store import EditionStore
from generator.pages.page_kind import PageKind
from generator.pages.site_context import SiteContext


class StaticFiles(PageKind):
    """The static files."""

    name = "static"
    in_every_scan = True

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Copy]:
        """A copy of each. Raises Stop where a link leads out of the site."""
        root = context.request.root
        folder = root / "static"
        for path in sorted(folder.rglob("*")):
            if not path.is_file() or path.name == ".DS_Store":
                continue
            name = path.relative_to(folder).as_posix()
            if not path.resolve().is_relative_to(root.resolve()):
                message, hint = "the link leads out of the site", "copy the file"
                raise Stop([error(f"static/{name}", message, hint, rule="unreadable")])
            yield Copy(name, path, Claim.STATIC)


KIND = StaticFiles()
