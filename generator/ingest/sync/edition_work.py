"""One edition's way from its seeds to numbered, tied articles.

Knows which of its pages are stale, reads them, gives numbers and ties jumps. Refuses to touch
files: that is for :mod:`generator.ingest.sync.writer`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from generator.content import frontmatter
from generator.ingest.read import formats
from generator.ingest.read.formats.seed_text import SeedError
from generator.ingest.read.read_settings import Settings
from generator.ingest.read.reading_doubt import Doubt
from generator.ingest.read.repair.punctuation import PunctuationRules
from generator.ingest.sync import ledger as ledger_file
from generator.ingest.sync.changes import Looks
from generator.ingest.sync.content_folder import Shelf
from generator.ingest.sync.ledger import Made, Record
from generator.ingest.sync.numbers import known_again, next_numbers
from generator.ingest.sync.seeds import Bundle, Seed
from generator.ingest.sync.ties import Half, plain_number, tie
from generator.model import digest
from generator.model.article import ArticleId, Jump, Origin
from generator.model.problem import Problem, error
from generator.model.site import Site
from generator.model.variant import VARIANTS

if TYPE_CHECKING:
    from generator.ingest.read.draft import ArticleDraft
    from generator.ingest.read.page_reading import PageReading


@dataclass(frozen=True, slots=True)
class Slot:
    """A draft and the number it has."""

    draft: ArticleDraft
    number: int
    made: Made | None
    """What it was when it was made before."""
    jump: Jump | None


@dataclass(frozen=True, slots=True)
class PageWork:
    """One page, read and numbered."""

    seed: Seed
    digest: str
    encoding: str
    reading: PageReading
    slots: tuple[Slot, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    """The reading's, and those of its ties."""
    asked: bool = True
    """False where it was only read again because another page's article goes on here."""

    def stem(self, slot: Slot) -> str:
        """``01-03``."""
        return f"{self.seed.page}-{slot.number:02d}"


class EditionWork:
    """The seeds of one edition, its shelf and its ledger."""

    def __init__(self, root: Path, site: Site, bundle: Bundle, looks: Looks) -> None:
        self.root = root
        self.site = site
        self.bundle = bundle
        self.shelf = Shelf(root, bundle.edition)
        self.looks = looks
        self.problems: list[Problem] = []
        self.record = self._record()

    def _record(self) -> Record:
        place = f"{self.shelf.place}/{ledger_file.FILE}"
        try:
            text = self.shelf.text(ledger_file.FILE)
        except OSError as fault:
            said = f"cannot be read: {fault.strerror}"
            self.problems.append(error(place, said, rule="unreadable"))
            return Record()
        if text is None:
            return Record()
        record, problems = ledger_file.parse(text, place)
        self.problems += problems
        return record

    @property
    def broken(self) -> bool:
        """Whether nothing can be done: without its ledger no file is known to be ingest's."""
        return bool(self.problems)

    def stale(self) -> list[Seed]:
        """The seeds that are new, or not what they were when they were read last. Where there are
        none, the edition is at rest."""
        found = [seed for seed in self.bundle.seeds if self._is_stale(seed)]
        if not found and self.bundle.is_sound and not self.problems:
            self.looks.rest(self.root, self.bundle.folder, self.bundle.edition)
        return found

    def _is_stale(self, seed: Seed) -> bool:
        known = self.record.seeds.get(seed.path)
        try:
            return known is None or self.looks.digest(self.root, seed.path) != known.digest
        except OSError:
            return True

    def read(self, seeds: Sequence[Seed]) -> list[PageWork]:
        """The pages of these seeds, numbered and tied; what can't be read is a problem.

        Pages whose articles may go on in these, or come from them, are read with them."""
        pages = self._pages(seeds, asked=True)
        others = [seed for seed in self.bundle.seeds if seed not in seeds]
        pages += self._pages(_concerned(others, pages, self.record), asked=False)
        return _tied([self._numbered(page) for page in pages])

    def _pages(self, seeds: Iterable[Seed], *, asked: bool) -> list[PageWork]:
        pages = []
        for seed in seeds:
            page = self._page(seed)
            if page is not None:
                pages.append(replace(page, asked=asked))
        return pages

    def _page(self, seed: Seed) -> PageWork | None:
        try:
            data = (self.root / seed.path).read_bytes()
            sheet = formats.read(PurePosixPath(seed.path).suffix.lower(), data)
        except OSError as fault:
            said = f"cannot be read: {fault.strerror}"
            self.problems.append(error(seed.path, said, rule="unreadable"))
            return None
        except SeedError as fault:
            self.problems.append(
                error(
                    seed.path,
                    fault.message,
                    fault.hint,
                    rule=fault.rule,
                    line=fault.line,
                    column=fault.column,
                )
            )
            return None
        # What reads pages is loaded where there is one to read: most builds find none.
        from generator.ingest.read.page_reading import read_page

        reading = read_page(sheet.text, self._settings(seed))
        for line, said in reading.faults:
            hint = "the page is refused; please report it with the line"
            self.problems.append(error(seed.path, said, hint, rule="ledger", line=line))
        if reading.faults:
            return None
        return PageWork(seed, digest.of_bytes(data), sheet.encoding, reading)

    def _settings(self, seed: Seed) -> Settings:
        options = self.site.options
        script = self.bundle.facts.script or self.site.source.tag
        marks = PunctuationRules(
            stops=options["ingest.marks"],
            brackets=options["ingest.brackets"],
            quotes=options["ingest.quotes"],
            traditional=VARIANTS[script].is_traditional,
        )
        return Settings(
            self.bundle.edition.date,
            seed.page,
            marks,
            paper=self.site.title,
            joins=options["ingest.joins"],
            hyphens=options["ingest.hyphens"],
        )

    def _numbered(self, page: PageWork) -> PageWork:
        known = self.record.seeds.get(page.seed.path)
        made = known.articles if known else self._adopted(page.seed)
        again = known_again(page.reading.drafts, made)
        taken = self.shelf.numbers(page.seed.page) | {one.number for one in made}
        taken.add(known.last if known else 0)
        fresh = [at for at in range(len(page.reading.drafts)) if at not in again]
        new = dict(zip(fresh, next_numbers(taken, len(fresh)), strict=True))
        numbers = {at: one.number for at, one in again.items()} | new
        slots = tuple(
            Slot(draft, numbers[at], again.get(at), draft.front.jump)
            for at, draft in enumerate(page.reading.drafts)
        )
        return replace(page, slots=slots, doubts=page.reading.doubts)

    def _adopted(self, seed: Seed) -> tuple[Made, ...]:
        """Articles that say themselves that they come from this seed, where the ledger is lost;
        their digests are unknown, so they count as the editor's."""
        made = []
        for held in self.shelf.articles():
            number = ArticleId(self.bundle.edition, held.page, held.number)
            article, _ = frontmatter.parse(held.text, held.name, number)
            origin = article.front.origin if article else None
            if article and origin and origin.seed == seed.path and held.page == seed.page:
                lines = (origin.first, origin.last)
                made.append(Made(held.number, lines, "", article.front.title, "", ""))
        return tuple(made)


def _concerned(others: Sequence[Seed], pages: Sequence[PageWork], record: Record) -> list[Seed]:
    """Pages that are not stale, but may hold the other half of an article on one that is."""
    jumps = [d.front.jump for page in pages for d in page.reading.drafts if d.front.jump]
    before = [record.seeds[p.seed.path] for p in pages if p.seed.path in record.seeds]
    if not jumps and not any(made.jumps for row in before for made in row.articles):
        return []
    named = {plain_number(end) for jump in jumps for end in (jump.to, jump.origin) if end}
    return [
        seed
        for seed in others
        if plain_number(seed.page) in named
        or any(made.jumps for row in [record.seeds.get(seed.path)] if row for made in row.articles)
    ]


def _tied(pages: Sequence[PageWork]) -> list[PageWork]:
    """The pages with each half naming the other's article, and doubts for those left alone."""
    halves = [
        Half(page.seed.page, page.stem(slot), slot.draft.front.title, slot.jump or Jump())
        for page in pages
        for slot in page.slots
    ]
    if not any(half.jump != Jump() for half in halves):
        return list(pages)
    jumps, loose = tie(halves)
    alone = {one.stem: one.message for one in loose}
    tied = []
    for page in pages:
        slots = tuple(replace(slot, jump=_jump(jumps[page.stem(slot)])) for slot in page.slots)
        lost = [
            Doubt(slot.draft.last, "jump", alone[page.stem(slot)])
            for slot in slots
            if page.stem(slot) in alone
        ]
        tied.append(replace(page, slots=slots, doubts=(*page.doubts, *lost)))
    return tied


def _jump(jump: Jump) -> Jump | None:
    return None if jump == Jump() else jump


def manuscript(page: PageWork, slot: Slot) -> str:
    """The text of an article's file."""
    draft = slot.draft
    origin = Origin(page.seed.path, draft.first, draft.last)
    return frontmatter.render(replace(draft.front, jump=slot.jump, origin=origin), draft.body)
