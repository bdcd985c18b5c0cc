"""Notes on several items, (本栏均据新华社电) or (除署名外均据新华社): drafts in, drafts out.

A note applies to the items of its column, or to all items before it that name no author. Sources
that are printed are not changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs
from msgspec.structs import replace

from generator.ingest.read.draft import ArticleDraft
from generator.ingest.read.forms.notes import group_source


def apply_group_notes(drafts: Sequence[ArticleDraft]) -> list[ArticleDraft]:
    """The drafts, with ``source`` set where a note names it."""
    result = list(drafts)
    columns: dict[str, list[int]] = {}
    for at, draft in enumerate(drafts):
        columns.setdefault(draft.front.section, []).append(at)
    first = 0
    for at, draft in enumerate(drafts):
        last = draft.text.rpartition("\n")[2] if "均" in draft.text else ""
        house = group_source(last)
        if not house:
            continue
        if draft.front.section:
            meant: Sequence[int] = columns.pop(draft.front.section, ())
        else:
            meant, first = range(first, at + 1), at + 1
        for other in meant:
            if not result[other].front.source and not result[other].front.bylines:
                front = structs.replace(result[other].front, source=house)
                result[other] = replace(result[other], front=front)
    return result
