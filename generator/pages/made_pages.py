"""An edition's pages (版) made up, each once: what was made is known by the stories it was made of.

A file for each edition below ``.huozi/makeups`` holds its makeups by the digest of their stories. A
page none of whose stories changed is not made up again, in the preview, at night or in another
script.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec

from generator import makeup
from generator.makeup.solver import make_up
from generator.makeup.story import PageStory, measures
from generator.model import digest
from generator.model.article import EditionId
from generator.model.card import Card
from generator.pages.story_boxes import Placed, groups, stories

FOLDER = "makeups"
_DECODER = msgspec.json.Decoder(dict[str, Placed])


def made_pages(
    folder: Path, edition: EditionId, variants: Sequence[Sequence[Card]]
) -> dict[str, Placed]:
    """The makeup of each page, by its number, from the cards of an edition in every variant, the
    source script first; ``folder`` is where makeups are kept."""
    pages: dict[str, list[list[Card]]] = {}
    for cards in variants:
        for number, on_page in _by_page(cards).items():
            pages.setdefault(number, []).append(on_page)
    path = folder / f"{edition}.json"
    known, used = _read(path), {}
    placed_pages: dict[str, Placed] = {}
    for number, scripts in pages.items():
        page_stories = stories(scripts)
        key = digest.of_value(page_stories)
        placed = known.get(key) or _placed(scripts[0], page_stories)
        if placed is not None:
            used[key] = placed_pages[number] = placed
    if used != known:
        _write(path, used)
    return placed_pages


def _by_page(cards: Sequence[Card]) -> dict[str, list[Card]]:
    pages: dict[str, list[Card]] = {}
    for card in cards:
        pages.setdefault(card.page, []).append(card)
    return pages


def _placed(cards: Sequence[Card], page_stories: Sequence[PageStory]) -> Placed | None:
    wide, narrow = (make_up(page_stories, measure) for measure in measures(page_stories))
    return Placed(groups(cards), (wide, narrow)) if wide and narrow else None


def _read(path: Path) -> Mapping[str, Placed]:
    """What is kept; nothing where the file is another version's, or damaged."""
    with contextlib.suppress(OSError, msgspec.DecodeError):
        body = digest.unsealed(path.read_bytes(), _version())
        if body is not None:
            return _DECODER.decode(body)
    return {}


def _write(path: Path, used: Mapping[str, Placed]) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(digest.sealed(digest.canonical(used), _version()))
        part.replace(path)
    except OSError:  # the next build makes the pages up again
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


@cache
def _version() -> str:
    """The digest of the modules that make pages up."""
    files = sorted(Path(makeup.__file__).parent.glob("*.py"))
    return digest.of_value([(file.name, digest.of_bytes(file.read_bytes())) for file in files])
