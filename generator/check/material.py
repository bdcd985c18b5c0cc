"""The material of the checks: the opened site, its editions, its output."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator.check.output import Output
from generator.content import loader
from generator.content.loader import Folder
from generator.model.article import Edition
from generator.model.problem import Problem
from generator.model.site import Site
from generator.pages.site_context import SiteContext


class OpenedEdition(msgspec.Struct, frozen=True):
    """An edition as read, with its problems."""

    folder: Folder
    edition: Edition | None
    """None if it cannot be read."""
    problems: tuple[Problem, ...]


class Material(msgspec.Struct, frozen=True):
    """A site with its output, for the checks."""

    context: SiteContext
    output: Output

    @property
    def root(self) -> Path:
        """The site's folder."""
        return self.context.request.root

    @property
    def site(self) -> Site:
        """The site's settings."""
        return self.context.site

    def is_archived(self, address: str) -> bool:
        """Whether an address belongs to a closed year, which is published as a separate site."""
        return address[1:5] in self.site.archive and address[5:6] in ("", "/")

    def foreign_folders(self) -> list[Problem]:
        """A problem for each folder of content/ that is no edition."""
        return loader.edition_names(self.root)[1]

    def editions(self) -> Iterator[OpenedEdition]:
        """All editions, oldest first."""
        names, _ = loader.edition_names(self.root)
        for name in names:
            folder, _ = loader.look(self.root, name, "", 0)
            edition, problems = loader.open_edition(self.root, folder)
            yield OpenedEdition(folder, edition, tuple(problems))
