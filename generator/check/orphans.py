"""Pages that no other page links to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check import rule
from generator.check.material import Material
from generator.check.webpage import WebPage
from generator.model.problem import Problem

ORPHAN = rule.warning("orphan", "No page of the site links to this page.")
RULES = (ORPHAN,)


class Orphans:
    """Collects the links of all pages and reports the pages without one."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.linked: set[str] = {"index.html", "404.html"}
        self.pages: list[str] = []

    def add_page(self, page: WebPage) -> None:
        """Adds a page and its links."""
        output = self.material.output
        if page.indexed:
            self.pages.append(page.path)
        for link in page.links:
            if link.element == "a" and (target := output.target(page.path, link.address)):
                file = output.file(target[0])
                if file != page.path:
                    self.linked.add(file)

    def problems(self) -> Iterator[Problem]:
        """A warning for each page without a link to it."""
        for path in self.pages:
            if path not in self.linked:
                yield ORPHAN.at(self.material.output.place(path), "no page links to this one")
