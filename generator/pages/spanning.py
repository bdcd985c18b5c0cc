"""What spans editions: fronts, calendars, lists, and what stands alone; which of it is stale.

Knows which of them a changed edition touches, and makes their targets from the state alone: no
edition is opened for them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.rows import Claim
from generator.build.site_context import Font, SiteContext
from generator.build.store import Store
from generator.build.write_changed import Copy
from generator.formats.edition_picture import Poster
from generator.model import address
from generator.model.article import EditionId
from generator.model.problem import Stop, error
from generator.model.variant import Variant
from generator.pages import calendar, corrections, emptied, listing, single, syndication
from generator.pages import cards as cardroom
from generator.pages import edition as edition_pages
from generator.pages import targets as plan
from generator.pages.edition import EditionView, PageFacts
from generator.pages.emptied import EmptiedView
from generator.pages.render_edition import EDITION
from generator.pages.targets import Target

_LISTS = ("sections", "authors", "tags")


List = tuple[str, str, int, int]
"""Where a card is filed: (kind, folder, year, month)."""
Count = tuple[int, int, int, int]
"""What a list has in a month: (year, month, listed, gone)."""


_ALWAYS = {
    Owner("site"),
    Owner("guides"),
    syndication.NEWS,
    syndication.FEED,
    syndication.BOOKS,
    syndication.OFFLINE,
}
"""The owners that any edition may change."""


def touched(store: Store, edition: str, lists: Iterable[List]) -> set[Owner]:
    """The owners whose targets may change with an edition; ``lists`` are those its cards stand
    in or stood in."""
    owners = _ALWAYS | _of_its_own(edition)
    for later in (False, True):
        if near := store.neighbour(edition, later):
            owners.add(Owner("front", near))
    # The calendars on later fronts of the month link back to it.
    year, month = int(edition[:4]), int(edition[5:7])
    owners |= {Owner("front", other) for other in store.shown(year, month) if other > edition}
    for kind, folder, year, month in lists:
        if kind == cardroom.CORRECTED:
            owners.add(Owner("corrections"))
            continue
        owners |= {_list_owner(kind, folder, *when) for when in ((), (year,), (year, month))}
        if kind in listing.FEEDS:
            owners.add(syndication.feed_of(kind, folder))
    return owners


def _of_its_own(edition: str) -> set[Owner]:
    month = edition[:7]
    return {
        Owner("front", edition),
        Owner("month", month),
        Owner("map", month),
        Owner("year", edition[:4]),
    }


def _list_owner(kind: str, folder: str, year: int = 0, month: int = 0) -> Owner:
    """The owner of a list's page, or of its page of a year or month."""
    when = f"/{year:04d}" * bool(year) + f"/{month:02d}" * bool(month)
    return Owner("list", f"{kind}/{folder}{when}")


def long_years(store: Store, lists: Iterable[List]) -> set[Owner]:
    """Of some lists, the years that are cut into months, as the owners of those months. A year
    that was not and is, or was and is not any more, changes all of them."""
    owners: set[Owner] = set()
    for kind, folder, year in {one[:3] for one in lists if one[0] in _LISTS}:
        months = [row for row in store.filed_count(kind, folder) if row[0] == year]
        if _is_long(months):
            owners |= {_list_owner(kind, folder, year, month) for _, month, *_ in months}
    return owners


def _is_long(counts: Iterable[Count]) -> bool:
    """Whether a year, of which these are the months, is cut into them. What is gone counts: with
    it a month's page would go."""
    return sum(listed + gone for _, _, listed, gone in counts) > listing.WHOLE_YEAR


def everyone(store: Store) -> set[Owner]:
    """Every owner there may be: for a build after a change that touches all."""
    owners = _ALWAYS | {Owner(kind) for kind in ("static", "assets", "fixed", "corrections")}
    for edition in (*store.shown(), *store.emptied()):
        owners |= _of_its_own(edition)
    for kind in _LISTS:
        for folder, _, _ in store.names(kind):
            owners.add(_list_owner(kind, folder))
            if kind in listing.FEEDS:
                owners.add(syndication.feed_of(kind, folder))
            for year, month, *_ in store.filed_count(kind, folder):
                owners.add(_list_owner(kind, folder, year))
                owners.add(_list_owner(kind, folder, year, month))
    return owners | {owner for owner in store.owners() if owner.kind != EDITION}


def targets(
    context: SiteContext, store: Store, stages: Stages, owner: Owner
) -> Iterator[Target | Copy]:
    """The targets of an owner; none where nothing of it is left."""
    kind, name = owner
    match kind:
        case "static":
            yield from _static(context.request.root / "static")
        case "assets":
            for asset in context.theme.assets.values():
                yield Copy(address.file_of(asset.address), asset.source)
        case "fixed":
            yield from _fixed(context)
        case "front":
            yield from _front(context, store, name, latest=False)
        case "month":
            yield from _month(context, store, int(name[:4]), int(name[5:7]))
        case "year":
            yield from _year(context, store, int(name))
        case "list":
            yield from _list(context, store, name)
        case "corrections":
            yield from _corrections(context, store)
        case "site":
            yield from _site(context, store)
        case "feed":
            yield from syndication.feed(context, store, stages, name)
        case "books":
            yield from syndication.books(context, store, stages)
        case "offline":
            yield from syndication.kept(context, store)
        case "map":
            yield from syndication.month_map(context, store, name)
        case "news":
            yield from syndication.news(context, store)
        case "guides":
            yield from syndication.guides(context, store)
        case _:
            raise ValueError(f"nobody is called {owner}")


def _static(folder: Path) -> Iterator[Copy]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != ".DS_Store":
            if not path.resolve().is_relative_to(folder.parent.resolve()):
                place = f"static/{path.relative_to(folder).as_posix()}"
                raise Stop(
                    [
                        error(
                            place,
                            "the link leads out of the site",
                            "copy the file",
                            rule="unreadable",
                        )
                    ]
                )
            yield Copy(path.relative_to(folder).as_posix(), path, Claim.STATIC)


def _fixed(context: SiteContext) -> Iterator[Target]:
    for page, document in context.fixed:
        for variant in context.site.variants:
            view = single.fixed(context.localization, variant, page.stem, page.title, document)
            yield plan.target(plan.FIXED, view, view.frame.address, variant, Claim.FIXED)


def _front(
    context: SiteContext, store: Store, edition: str, *, latest: bool, has_book: bool = False
) -> Iterator[Target]:
    row, parsed = store.edition(edition), EditionId.parse(edition)
    if row is None or parsed is None or not (row.shown or row.gone):
        return
    if not row.shown:
        yield from _emptied(context, lambda v: emptied.front(context.localization, v, parsed))
        return
    facts = json.loads(row.facts)
    cards = [cardroom.from_json(data) for data in store.cards(edition)]
    neighbours = store.neighbour(edition, False), store.neighbour(edition, True)
    month = _editions(store.shown(parsed.date.year, parsed.date.month))
    for variant in context.site.variants:
        view = edition_pages.front(
            context.localization,
            variant,
            parsed,
            facts["issue"],
            [PageFacts(number=n, name=w, credits=tuple(c)) for n, w, c in facts[variant.tag]],
            [card[variant.tag] for card in cards],
            neighbours,
            month,
            latest=latest,
            has_book=has_book,
            has_poster=context.font is not None and bool(cards),
        )
        yield plan.target(plan.EDITION, view, view.frame.address, variant)
        if not latest and context.font is not None and cards:
            yield _poster(context, context.font, view, parsed, variant)


def _poster(
    context: SiteContext, font: Font, front: EditionView, edition: EditionId, variant: Variant
) -> Target:
    """The picture of an edition: what stands at the head of its first page (版)."""
    first = front.pages[0]
    lead = first.makeup.lead or first.cards[0]
    say = context.theme.words[variant.tag].translate
    view = Poster(
        font=str(font.file),
        mark=font.mark,
        paper=front.frame.site,
        day=say("date", year=front.day.year, month=front.day.month, day=front.day.day),
        kicker=lead.kicker,
        clauses=lead.clauses,
    )
    there = address.in_variant(address.poster(edition), context.site.folder(variant))
    return plan.target(plan.POSTER, view, there, variant)


def _editions(names: Iterable[str]) -> list[EditionId]:
    return [edition for name in names if (edition := EditionId.parse(name))]


def _emptied(context: SiteContext, view_in: Callable[[Variant], EmptiedView]) -> Iterator[Target]:
    """What stands where nothing is left but notices."""
    for variant in context.site.variants:
        view = view_in(variant)
        yield plan.target(plan.EMPTIED, view, view.frame.address, variant)


def _month(context: SiteContext, store: Store, year: int, number: int) -> Iterator[Target]:
    editions = _editions(store.shown(year, number))
    if not editions and store.emptied(year, number):
        yield from _emptied(
            context, lambda v: emptied.calendar(context.localization, v, year, number)
        )
    for variant in context.site.variants if editions else ():
        view = calendar.month(context.localization, variant, year, number, editions)
        yield plan.target(plan.MONTH, view, view.frame.address, variant)


def _year(context: SiteContext, store: Store, number: int) -> Iterator[Target]:
    editions = _editions(store.shown(number))
    if not editions and store.emptied(number):
        yield from _emptied(context, lambda v: emptied.calendar(context.localization, v, number))
    for variant in context.site.variants if editions else ():
        view = calendar.year(context.localization, variant, number, editions)
        yield plan.target(plan.YEAR, view, view.frame.address, variant)


def _list(context: SiteContext, store: Store, owner: str) -> Iterator[Target]:
    kind, folder, *when = owner.split("/")
    name, whole = store.name(kind, folder), store.filed_count(kind, folder)
    year, month = (int(when[0]) if when else 0), (int(when[1]) if when[1:] else 0)
    of_year = [row for row in whole if year in (0, row[0])]
    shown = [row for row in of_year if month in (0, row[1])]
    is_long = bool(year) and _is_long(of_year)
    if not shown or (month and not is_long):
        return
    counts = [(y, m, listed) for y, m, listed, _ in whole if listed]
    if not any(listed for _, _, listed, _ in shown):
        # An heir answers for the whole of a list of which nothing is left.
        if counts or address.listing(kind, folder) not in context.site.options["moved"]:
            localization = context.localization
            yield from _emptied(
                context, lambda v: emptied.listing(localization, v, kind, folder, name, year, month)
            )
        return
    limit = -1 if year else listing.NEWEST
    filed = [] if is_long and not month else store.listed(kind, folder, "-".join(when), limit)
    rows = [cardroom.entries_from_json(row) for row in filed]
    for variant in context.site.variants:
        view = listing.listing(
            context.localization,
            variant,
            kind,
            folder,
            name,
            counts,
            [row[variant.tag] for row in rows],
            year=year,
            month=month,
        )
        yield plan.target(plan.LISTING, view, view.frame.address, variant)


def _corrections(context: SiteContext, store: Store) -> Iterator[Target]:
    rows = [cardroom.from_json(row) for row in store.filed(cardroom.CORRECTED, "all")]
    emptied_years = {int(year) for year, *_ in store.names(cardroom.CORRECTED) if year != "all"}
    for variant in context.site.variants:
        cards = [row[variant.tag] for row in rows]
        years = {c.date.year for card in cards for c in card.corrections}
        name = context.theme.words[variant.tag].translate("corrections")
        for year in sorted(emptied_years - years):
            gone = emptied.corrections(context.localization, variant, name, year)
            yield plan.target(plan.EMPTIED, gone, gone.frame.address, variant)
        for year in (0, *sorted(years)):
            view = corrections.view(context.localization, variant, cards, year)
            yield plan.target(plan.CORRECTIONS, view, view.frame.address, variant)


def _site(context: SiteContext, store: Store) -> Iterator[Target]:
    source = context.site.source
    newest = store.latest(1)
    books = syndication.book_editions(context, store)
    for edition in newest:
        yield from _front(context, store, edition, latest=True, has_book=bool(books))
    months = store.months()
    sections = [row for row in store.names("sections") if row[2]]
    for variant in context.site.variants:
        view = calendar.archive(context.localization, variant, months, sections, _editions(books))
        yield plan.target(plan.ARCHIVE, view, view.frame.address, variant)
        search = single.plain(context.localization, variant, address.SEARCH)
        yield plan.target(plan.SEARCH, search, search.frame.address, variant)
        if not newest:
            empty = single.plain(context.localization, variant, address.FRONT)
            yield plan.target(plan.EMPTY, empty, empty.frame.address, variant)
    yield plan.target(
        plan.NOT_FOUND, single.plain(context.localization, source, "/404.html"), "/404.html", source
    )
