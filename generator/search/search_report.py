"""The result of updating the search index."""

from __future__ import annotations

from typing import Any

import msgspec

from generator.model.problem import Problem


class SearchReport(msgspec.Struct):
    """The periods that were indexed, and the size of the whole index."""

    indexed: list[str] = msgspec.field(default_factory=list)
    """The periods that were indexed: ``2025-03-01…2025-03-20``."""
    unchanged: int = 0
    """Periods whose articles have not changed."""
    articles: int = 0
    files: int = 0
    bytes: int = 0
    seconds: float = 0.0
    problems: list[Problem] = msgspec.field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The report as it stands in ``--json``."""
        return {
            "indexed": self.indexed,
            "kept": self.unchanged,
            "articles": self.articles,
            "files": self.files,
            "bytes": self.bytes,
            "seconds": round(self.seconds, 3),
        }
