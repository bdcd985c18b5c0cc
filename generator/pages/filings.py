"""The lists that an edition's articles are filed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model.article import Article, Edition
from generator.model.card import Card
from generator.pages.cards import names
from generator.pages.edition_rows import Filing, Standing
from generator.pages.list_names import Register
from generator.pages.localizer import Localization
from generator.pages.page_kinds import all_kinds


def filings(
    edition: Edition,
    out: Sequence[Article],
    gone: Sequence[Article],
    cards: Mapping[str, Card],
    localization: Localization,
    register: Register,
) -> list[Filing]:
    """The lists an edition's articles belong in: those that are ``out`` by the position of their
    cards, those that are ``gone`` behind them; ``cards`` are in the source script, by stem."""
    rows: list[Filing] = []
    for position, article in enumerate((*out, *gone)):
        standing = Standing.LISTED if position < len(out) else Standing.GONE
        stem = article.id.stem
        taken: set[tuple[str, str]] = set()
        for kind, name in names(edition, article):
            alone = localization.folder_of(name)
            folder = register.folder_of(kind, name, alone)
            is_apart = not folder or (kind, folder) in taken
            state = Standing.APART if is_apart else standing
            if name:
                rows.append(Filing(kind, folder or alone, name, position, stem, state))
                taken.add((kind, folder))
        card = cards.get(stem)
        for page_kind in all_kinds().values():
            rows += page_kind.filings(article, card, position, standing)
    return rows
