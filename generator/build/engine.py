"""The whole build, in the order it happens: look, compose, span, release, remember.

Knows in which order things happen and what may be relied on in between. What is on a page and
what is stale is decided elsewhere; what a build found is returned, not printed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.build import address_claims, altered_files, recover
from generator.build.database import Unusable, forget
from generator.build.lock import at_work
from generator.build.owner import Owner
from generator.build.paths import CACHE, PartPaths, Paths
from generator.build.release import Release, Stages
from generator.build.report import Report
from generator.build.rows import TargetRow
from generator.build.scan import Found, Scope, look
from generator.build.site_context import BuildRequest, SiteContext, open_site
from generator.build.store import Store
from generator.build.workers import Hand, Hands
from generator.build.write_changed import Printed
from generator.content import loader
from generator.content.loader import Folder
from generator.model.article import EditionId
from generator.pages import name_registry, page_kinds
from generator.pages.list_names import Register
from generator.pages.page_kind import Aspect, List
from generator.pages.page_kinds import EDITION
from generator.pages.render_edition import Composed, kept_files, owner_of, waiting
from generator.search.update import update as update_search

_WORTH_A_POOL = 12
"""Stale editions from which on starting more processes pays."""
_WORTH_A_COMMIT = 20
"""Editions of a build from nothing after which what was done is remembered for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the person at the desk asked for."""

    out: Path
    """The output folder; of a part of an archive, the part's own folder."""
    scope: Scope = field(default_factory=Scope)
    ask: str = ""
    """A path below the output whose reason is wanted."""
    clean: bool = False
    jobs: int = 1
    search: bool = False
    """Whether the search index is brought up to date at the end."""
    alone: bool = False
    """Whether no other host answers for closed years: the search leaves them out."""
    progress: Callable[[str, int, int], None] | None = None
    """Called with what is being done, how much of it is done, of how much."""


def build(request: BuildRequest, options: Options, context: SiteContext | None = None) -> Report:
    """Builds a site's output, or a part of it.

    ``context`` is the site as it was opened before, where the caller knows that neither its
    settings nor its theme have changed since.

    Raises Stop where nothing at all can be written."""
    kind = PartPaths if options.scope.years else Paths
    paths = kind(options.out, request.root / CACHE)
    with at_work(paths):
        try:
            return _Build(request, options, paths, context).run()
        except Unusable:
            forget(paths.state)  # its damage shows only where it is read
            forget(paths.next_state)
            return _Build(request, options, paths, context).run()


class _Build:
    def __init__(
        self, request: BuildRequest, options: Options, paths: Paths, context: SiteContext | None
    ) -> None:
        self.options, self.paths = options, paths
        self.report = Report()
        with self.report.timed("open"):
            self.context: SiteContext = (
                replace(context, request=request) if context else open_site(request)
            )
        self.report.problems += self.context.problems
        self.fresh = recover.settle(paths, clean=options.clean)
        self.stages: Stages = paths.stages(fresh=self.fresh)
        self.lasting = self.fresh
        """Whether what is done may be committed along the way: nobody relies on this state yet."""
        self.owners: set[Owner] = set()
        """Those of what spans editions that are to be printed again."""
        self.new = False
        """Whether all that spans editions is still to be printed, whatever an edition touches."""
        self.broken = False
        self.looked = Found()
        self.printed: dict[tuple[str, Owner], None] = {}
        """(path, owner) of every file written; they wait for their release."""
        self.asked: set[Owner] = set()
        """The owners that were printed, or looked at and kept."""
        self.deleted: list[str] = []
        self.records: list[str] = []
        self.dropped: list[str] = []
        self.refused: list[tuple[TargetRow, TargetRow]] = []
        """What may not have the address it wants: (what keeps it, the other)."""

    def run(self) -> Report:
        store = recover.open_state(self.paths, self.context.key, fresh=self.fresh)
        try:
            many = len(loader.edition_names(self.context.request.root)[0]) >= _WORTH_A_POOL
            # To a build from nothing the others come while this process looks.
            hands = self._hands(store, called=self.fresh and many)
            try:
                with self.report.timed("look"):
                    found = look(self.context, store, self.stages, self.options.scope)
                if len(found.stale) >= _WORTH_A_POOL and not self.fresh:
                    store = self._on_a_copy(store)
                    hands = self._hands(store, called=True)
                self.looked = found
                self._print(store, hands, found)
                self._withhold(store, hands.own)
            finally:
                hands.leave()
            with self.report.timed("release"):
                self._release(store)
            self._summarise(store)
            editions = store.records()
        finally:
            store.close()
        with self.report.timed("release"):
            self._finish()
        if self.options.search and not self.options.scope.years:
            with self.report.timed("search"):
                self._index(editions)
        return self.report

    @property
    def _ask(self) -> str:
        return self.options.ask.lstrip("/")

    def _hands(self, store: Store, *, called: bool) -> Hands:
        hands = Hands(Hand(self.context, self.stages, store, self._ask), self.options.jobs)
        if called:
            hands.call_others()
        return hands

    def _on_a_copy(self, store: Store) -> Store:
        """A large build works on a copy of the state, so that its other processes can read what
        is filed before readers' files have changed; the copy replaces the state at the end."""
        store.copy(self.paths.work_state)
        store.close()
        self.lasting = True
        return Store(self.paths.work_state)

    # -- printing --------------------------------------------------------------------------

    def _print(self, store: Store, hands: Hands, found: Found) -> None:
        self.report.problems += found.problems
        self.owners |= found.owners
        self.new = not self.options.scope.years and store.meta("spanned") != "yes"
        store.begin()
        for folder in found.settled:
            store.set_files(str(folder.id), folder.as_json(), folder.glance, folder.tree)
        with self.report.timed("editions"):
            register = name_registry.kept(store)
            for count, done in enumerate(hands.editions(found.stale, register), 1):
                self._take(store, done)
                self._pause(store, count, _WORTH_A_COMMIT)
                self._say("editions", count, len(found.stale))
            self._drop(store, found.gone)
            if not self.options.scope.years:
                self._register(store, hands, register)
        if self.options.scope.years:
            return
        if found.ahead:
            store.set_meta("owed", json.dumps(sorted(self.owners)))
            return
        with self.report.timed("entrances"):
            self._span(store, hands)

    def _pause(self, store: Store, count: int, every: int) -> None:
        if self.lasting and count % every == 0:
            store.commit()
            store.begin()

    def _say(self, what: str, done: int, of: int) -> None:
        if self.options.progress:
            self.options.progress(what, done, of)

    def _take(self, store: Store, done: Composed) -> None:
        self.report.opened += 1
        self.report.problems += done.problems
        self.report.profile(done.watch, done.slowest)
        if done.row is None or done.printed is None:
            self.broken = True
            return
        edition = done.row.id
        aspect = Aspect(0) if self.new or _is_known(store, done) else Aspect.CARDS
        aspect |= Aspect.TEXTS if done.retold and not self.new else Aspect(0)
        aspect |= Aspect.FILES if done.printed.written or done.printed.deleted else Aspect(0)
        year, month = int(edition[:4]), int(edition[5:7])
        lists = {(filing.kind, filing.folder, year, month) for filing in done.filings}
        with self._touching(store, edition, aspect, lists):
            store.put_edition(done.row, done.cards, done.filings)
        self.records += kept_files(edition)
        self._keep(store, done.printed)

    @contextmanager
    def _touching(
        self, store: Store, edition: str, aspect: Aspect, new_lists: set[List]
    ) -> Iterator[None]:
        """Makes stale what depends on an aspect of an edition, as it is before and after the
        change inside; ``new_lists`` are those its cards are in then."""
        if not aspect:
            yield
            return
        before = store.filings(edition)
        self.owners |= page_kinds.touched(store, edition, before, aspect)
        lists = before | new_lists
        met = page_kinds.conditional(store, lists)
        yield
        self.owners |= page_kinds.touched(store, edition, new_lists, aspect)
        self.owners |= met ^ page_kinds.conditional(store, lists)

    def _register(self, store: Store, hands: Hands, before: Register) -> None:
        """Names that share an address go into one list, or into none: the editions that have them
        otherwise are printed again."""
        names = name_registry.settle(
            self.context.request.root, self.context.localization, store, before
        )
        store.set_meta("register", names.register.as_json())
        if self.lasting:
            store.commit()
            store.begin()
        for done in hands.editions(self._folders(store, names.misfiled), names.register):
            self.report.opened -= 1  # it was, or is as it was
            self._take(store, done)
        new = [
            pair
            for pair in names.shared
            if pair.is_clash or not before.has(pair.kind, pair.other.name)
        ]
        self.report.problems += name_registry.complaints(self.context.request.root, new)

    def _folders(self, store: Store, editions: Iterable[str]) -> list[Folder]:
        root, found = self.context.request.root, []
        for name in editions:
            row, edition = store.edition(name), EditionId.parse(name)
            if row is not None and edition is not None:
                found.append(loader.look(root, edition, row.files, time.time_ns())[0])
        return found

    def _drop(self, store: Store, gone: list[str]) -> None:
        for edition in gone:
            with self._touching(store, edition, Aspect.CARDS, set()):
                store.drop_edition(edition)
            self.dropped += kept_files(edition)
            rows = store.targets(owner_of(edition))
            self._keep(store, Printed(owner_of(edition), deleted=sorted(rows)))

    def _span(self, store: Store, hands: Hands) -> None:
        if self.new:
            self.owners |= page_kinds.owners(store)
        if self.lasting:  # the other hands see what is committed
            store.commit()
            store.begin()
        owners = sorted(self.owners - self._late(self.owners))
        for count, done in enumerate(hands.owners(owners), 1):
            if self.broken and _outlives_errors(done.owner):
                done.deleted = []  # an edition's old pages stay as they are, and use them
            self._keep(store, done)
            self._pause(store, count, _WORTH_A_COMMIT * 10)
            self._say("lists", count, len(owners))
        changed = [*(path for path, _ in self.printed), *self.deleted]
        late = self._late(self.owners) | page_kinds.late(self.context, store, changed)
        for owner in sorted(late):  # these read what this process has not committed
            self._keep(store, hands.own.owner(owner))
        store.set_meta("key", self.context.key)
        store.set_meta("spanned", "yes")
        store.set_meta("owed", "")

    @staticmethod
    def _late(owners: Iterable[Owner]) -> set[Owner]:
        kinds = page_kinds.all_kinds()
        return {owner for owner in owners if owner.kind in kinds and kinds[owner.kind].is_late}

    def _keep(self, store: Store, done: Printed) -> None:
        if done.deleted:
            store.drop_targets(done.owner, done.deleted)
        store.put_targets(done.rows)
        self.asked.add(done.owner)
        self.deleted += done.deleted
        self.printed |= dict.fromkeys((path, done.owner) for path in done.written)
        self.refused += done.withheld
        self.report.kept += done.kept
        self.report.reason = done.reason or self.report.reason
        self.report.profile(done.watch)

    # -- addresses that several want -------------------------------------------------------

    def _withhold(self, store: Store, hand: Hand) -> None:
        """Of several sources that want an address one keeps it; the others' files are withheld."""
        paths = None if self.fresh else [path for path, _ in self.printed]
        again: dict[Owner, list[str]] = {}
        for keeper, *others in store.clashes(paths):
            for other in others:
                self._take_back(store, keeper, other)
                self.refused.append((keeper, other))
            if self.fresh or (keeper.path, keeper.owner) in self.printed:
                again.setdefault(keeper.owner, []).append(keeper.path)
        for owner, kept in sorted(again.items()):
            # Another source may have written over it.
            store.doubt((path, owner) for path in kept)
            lost = {other.path for _, other in self.refused if other.owner == owner}
            self._keep(store, self._once_more(store, hand, owner, lost))
        waiting = address_claims.withheld(store) - self.asked
        address_claims.remember(store, waiting | {other.owner for _, other in self.refused})
        found = (address_claims.complaint(self.context, *pair) for pair in self.refused)
        self.report.problems += dict.fromkeys(problem for problem in found if problem)

    def _once_more(self, store: Store, hand: Hand, owner: Owner, lost: Collection[str]) -> Printed:
        if owner.kind == EDITION:
            (folder,) = self._folders(store, [owner.key])
            done = hand.edition(folder, name_registry.kept(store), lost).printed
            return done or Printed(owner)
        return hand.owner(owner, lost)

    def _take_back(self, store: Store, keeper: TargetRow, other: TargetRow) -> None:
        store.drop_targets(other.owner, [other.path])
        if (other.path, other.owner) in self.printed:
            del self.printed[other.path, other.owner]
            self.stages.pages.take_back(other.path)
        elif other.path != keeper.path:
            self.deleted.append(other.path)

    # -- releasing -------------------------------------------------------------------------

    def _release(self, store: Store) -> None:
        # What moved from one owner to another still stands.
        doomed = [path for path in self.deleted if not store.owned(path)]
        work = Release(list(self.printed), doomed, self.records, self.dropped)
        if self.fresh:
            work.clear(self.stages)
            store.set_meta("finished", "yes")
        elif work:
            store.set_meta("released", work.save(self.paths.manifest))
            store.set_meta("releases", str(int(store.meta("releases") or 0) + 1))
            work.carry_out(self.stages)
        if self.fresh or (self.looked.is_whole and (work or not self.looked.is_like)):
            altered_files.see(store)
        store.commit()
        self.report.written = [path for path, _ in self.printed]
        self.report.deleted = doomed

    def _finish(self) -> None:
        if self.options.scope.years:
            return
        if self.fresh:
            recover.swap_in(self.paths)
        else:
            if self.lasting:
                self.paths.work_state.replace(self.paths.state)
            recover.tidy(self.paths)

    def _index(self, editions: list[tuple[str, str]]) -> None:
        """The last stage: readers have the pages; the search follows."""
        paths = self.paths
        found = update_search(
            paths.records,
            paths.out,
            paths.search_state,
            site=self.context.site,
            editions=editions,
            clean=self.options.clean,
            years=self.context.request.closed,
            alone=self.options.alone,
        )
        self.report.search = found.as_dict()
        self.report.problems += found.problems

    def _summarise(self, store: Store) -> None:
        self.report.editions, self.report.articles = store.totals()
        self.report.due = store.next_due()
        if self.context.request.drafts:
            self.report.waiting = waiting(self.context.site, store.editions())
        if self.options.ask and not self.report.reason:
            row = store.target(self._ask)
            self.report.reason = (
                f"kept: nothing that {row.owner} is made of has changed"
                if row
                else "no such file in the output"
            )


def _is_known(store: Store, done: Composed) -> bool:
    """Whether others may show of an edition what they may show of it already."""
    row = done.row
    assert row is not None
    old = store.edition(row.id)
    return (
        old is not None
        and (old.facts, old.shown, old.gone) == (row.facts, row.shown, row.gone)
        and store.cards(row.id) == [card.data for card in done.cards]
        and store.filed_in(row.id) == set(done.filings)
    )


def _outlives_errors(owner: Owner) -> bool:
    """Whether an edition that keeps its old pages may use an owner's old files."""
    kind = page_kinds.all_kinds().get(owner.kind)
    return kind is not None and kind.outlives_errors
