"""A newspaper as the engine builds it: its sources are editions.

The way into a build for everything above: :func:`build` and :func:`merge`.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from msgspec import structs
from msgspec.structs import replace

from generator.build import engine, merge_parts
from generator.build.engine import Options
from generator.build.owner import Owner
from generator.build.paths import Paths
from generator.build.project import Reconciled, Rendered, Source
from generator.build.release import Stages
from generator.build.report import Report
from generator.build.source_rows import TargetRow
from generator.build.target import Copy, Target
from generator.content import loader
from generator.content.loader import Folder
from generator.model.article import EditionId
from generator.model.problem import Problem, error
from generator.pages import address_complaints, edition_schedule, name_registry, page_kinds
from generator.pages.edition_store import EditionStore
from generator.pages.list_names import Register
from generator.pages.page_kind import Aspect, List
from generator.pages.render_edition import (
    RenderedEdition,
    owner_of,
    record_files,
    render_edition,
)
from generator.pages.site_context import BuildRequest, SiteContext, open_site
from generator.search.update import update as update_search
from generator.theme.theme import Theme


def build(request: BuildRequest, options: Options, context: SiteContext | None = None) -> Report:
    """Builds a site's output, or a part of it.

    ``context`` is the site as it was opened before, where the caller knows that neither its
    settings nor its theme have changed since.

    Raises Stop where nothing at all can be written."""
    if context is None:
        return engine.build(partial(open_newspaper, request), request.root, options)
    newspaper = Newspaper(replace(context, request=request))
    return engine.build(lambda: newspaper, request.root, options)


def merge(request: BuildRequest, options: Options, parts: Sequence[Path]) -> Report:
    """Builds a site's output from parts of it (the folders that ``--years`` made).

    Raises Stop where a part is unfinished, was made with other settings, or holds an edition that
    another one holds too."""
    return merge_parts.merge(partial(open_newspaper, request), request.root, options, parts)


def empty_report() -> Report:
    """The report of a build before its end."""
    return Report(counts={"editions": 0, "articles": 0})


def open_newspaper(request: BuildRequest) -> Newspaper:
    """Opens a site. Raises Stop where its configuration or theme is wrong."""
    return Newspaper(open_site(request))


class Newspaper:
    """The :class:`~generator.build.project.Project` of a site, which documents the methods."""

    store_type = EditionStore

    def __init__(self, context: SiteContext) -> None:
        self.context = context
        self.root = context.request.root

    @property
    def key(self) -> str:
        return self.context.key

    @property
    def problems(self) -> Sequence[Problem]:
        return self.context.problems

    @property
    def theme(self) -> Theme:
        return self.context.theme

    @property
    def now(self) -> dt.datetime:
        return self.context.request.now

    @property
    def reopen(self) -> Callable[[], Newspaper]:
        return partial(open_newspaper, self.context.request)

    def is_published_here(self, path: str) -> bool:
        return self.context.is_published_here(path)

    # -- editions --------------------------------------------------------------------------

    def source_names(self) -> tuple[list[str], list[Problem]]:
        editions, problems = loader.edition_names(self.root)
        return [str(edition) for edition in editions], problems

    def unknown_source(self, name: str) -> Problem:
        hint = f"no folder {loader.FOLDER}/{name}"
        return error("--edition", f'there is no edition "{name}"', hint, rule="no-edition")

    def group_of(self, name: str) -> int:
        """The year of an edition."""
        return int(name[:4])

    def source_owner(self, name: str) -> Owner:
        return owner_of(name)

    def quick_stamp(self, name: str) -> str:
        return loader.quick_stamp(self.root, _edition(name))

    def open_source(self, name: str, files: str, tree: str) -> tuple[Source, bool]:
        folder, hashed = loader.look(self.root, _edition(name), files, time.time_ns())
        return structs.replace(folder, tree=tree), hashed

    def record_files(self, name: str) -> Sequence[str]:
        return record_files(name)

    def shared(self, store: EditionStore) -> Register:
        return name_registry.last_register(store)

    def render(
        self,
        stages: Stages,
        source: Source,
        rows: Mapping[str, TargetRow],
        shared: object,
        withheld: Collection[str],
        ask: str,
    ) -> RenderedEdition:
        assert isinstance(source, Folder)
        assert isinstance(shared, Register)
        return render_edition(self.context, stages, source, rows, shared, withheld, ask)

    def file(self, store: EditionStore, rendered: Rendered, *, first: bool) -> set[Owner]:
        assert isinstance(rendered, RenderedEdition)
        row, result = rendered.row, rendered.result
        assert row is not None
        assert result is not None
        aspect = Aspect.FILES if result.written or result.deleted else Aspect(0)
        if not first:
            aspect |= Aspect(0) if _is_filed(store, rendered) else Aspect.CARDS
            aspect |= Aspect.TEXTS if rendered.has_new_texts else Aspect(0)
        year, month = int(row.id[:4]), int(row.id[5:7])
        lists = {(filing.kind, filing.folder, year, month) for filing in rendered.filings}
        with _touching(store, row.id, aspect, lists) as owners:
            store.put_edition(row, rendered.cards, rendered.filings)
        return owners

    def drop(self, store: EditionStore, name: str) -> set[Owner]:
        with _touching(store, name, Aspect.CARDS, set()) as owners:
            store.drop_edition(name)
        return owners

    def reconcile(self, store: EditionStore, shared: object) -> Reconciled:
        """Names that share an address go into one list, or into none."""
        assert isinstance(shared, Register)
        names = name_registry.settle(self.root, self.context.localization, store, shared)
        store.set_meta("register", names.register.as_json())
        new = [
            pair
            for pair in names.shared
            if pair.is_clash or not shared.has(pair.kind, pair.other.name)
        ]
        problems = list(name_registry.complaints(self.root, new))
        return Reconciled(names.register, names.misfiled, problems)

    # -- what spans editions ---------------------------------------------------------------

    def owners(self, store: EditionStore) -> set[Owner]:
        return page_kinds.owners(store)

    def unsteady_owners(self) -> set[Owner]:
        kinds = page_kinds.all_kinds()
        return {Owner(name) for name, kind in kinds.items() if kind.in_every_scan}

    def is_late(self, owner: Owner) -> bool:
        kind = page_kinds.all_kinds().get(owner.kind)
        return kind is not None and kind.is_late

    def late_owners(self, store: EditionStore, changed: Sequence[str]) -> set[Owner]:
        return page_kinds.late(self.context, store, changed)

    def outlives_errors(self, owner: Owner) -> bool:
        kind = page_kinds.all_kinds().get(owner.kind)
        return kind is not None and kind.outlives_errors

    def targets(self, store: EditionStore, stages: Stages, owner: Owner) -> Iterator[Target | Copy]:
        return page_kinds.targets(self.context, store, stages, owner)

    # -- reports ---------------------------------------------------------------------------

    def complaint(self, keeper: TargetRow, other: TargetRow) -> Problem | None:
        return address_complaints.complaint(self.context, keeper, other)

    def summarize(self, store: EditionStore, report: Report) -> None:
        editions, articles = store.totals()
        report.counts = {"editions": editions, "articles": articles}
        if self.context.request.drafts:
            report.waiting = edition_schedule.waiting(self.context.site, store.editions())

    def index(
        self, paths: Paths, records: list[tuple[str, str]], report: Report, *, clean: bool
    ) -> None:
        request = self.context.request
        result = update_search(
            paths.records,
            paths.out,
            paths.search_state,
            site=self.context.site,
            editions=records,
            clean=clean,
            years=request.closed,
            alone=request.alone,
        )
        report.search = result.as_dict()
        report.problems += result.problems


def _edition(name: str) -> EditionId:
    edition = EditionId.parse(name)
    assert edition is not None, name
    return edition


def _is_filed(store: EditionStore, rendered: RenderedEdition) -> bool:
    """Whether other pages may show of an edition what they may show of it already."""
    row = rendered.row
    assert row is not None
    old = store.edition(row.id)
    return (
        old is not None
        and (old.facts, old.shown, old.gone) == (row.facts, row.shown, row.gone)
        and store.cards(row.id) == [card.data for card in rendered.cards]
        and store.filed_in(row.id) == set(rendered.filings)
    )


@contextmanager
def _touching(
    store: EditionStore, edition: str, aspect: Aspect, new_lists: set[List]
) -> Iterator[set[Owner]]:
    """The owners that depend on an aspect of an edition, as it is before and after the change
    inside; ``new_lists`` are those its cards are in then."""
    owners: set[Owner] = set()
    if not aspect:
        yield owners
        return
    before = store.filings(edition)
    owners |= page_kinds.touched(store, edition, before, aspect)
    lists = before | new_lists
    met = page_kinds.conditional(store, lists)
    yield owners
    owners |= page_kinds.touched(store, edition, new_lists, aspect)
    owners |= met ^ page_kinds.conditional(store, lists)
