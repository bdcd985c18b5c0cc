"""Reading one edition: stale seeds into drafts with article numbers and resolved jumps.

Files are written by :mod:`generator.ingest.sync.content_writer`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import msgspec
from msgspec import structs
from msgspec.structs import replace

from generator.content import frontmatter
from generator.ingest.read import formats
from generator.ingest.read.formats.seed_text import SeedError
from generator.ingest.read.read_settings import Settings
from generator.ingest.read.reading_doubt import Doubt
from generator.ingest.read.repair.punctuation import PunctuationRules
from generator.ingest.sync import ledger as ledger_file
from generator.ingest.sync.content_folder import ContentFolder
from generator.ingest.sync.jump_halves import JumpHalf, plain_number, tie
from generator.ingest.sync.ledger import LedgerArticle, Record
from generator.ingest.sync.numbers import match_earlier, next_numbers
from generator.ingest.sync.seed_cache import SeedCache
from generator.ingest.sync.seeds import EditionSeeds, Seed
from generator.model import digest
from generator.model.article import ArticleId, Jump, Origin
from generator.model.problem import Problem, error
from generator.model.site import Site
from generator.model.variant import VARIANTS

if TYPE_CHECKING:
    from generator.ingest.read.draft import ArticleDraft
    from generator.ingest.read.page_reading import PageReading


class NumberedDraft(msgspec.Struct, frozen=True):
    """A draft with its article number."""

    draft: ArticleDraft
    number: int
    earlier: LedgerArticle | None
    """The article in the ledger that the draft continues; None for a new one."""
    jump: Jump | None


class PageWork(msgspec.Struct, frozen=True):
    """One page as read, with numbered drafts."""

    seed: Seed
    digest: str
    encoding: str
    reading: PageReading
    drafts: tuple[NumberedDraft, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    """Doubts of the reading and of its jumps."""
    is_requested: bool = True
    """False if the page was read only because an article of another page continues on it."""

    def stem(self, numbered: NumberedDraft) -> str:
        """``01-03``."""
        return f"{self.seed.page}-{numbered.number:02d}"


class EditionWork:
    """The seeds of one edition with its content folder and ledger."""

    def __init__(self, root: Path, site: Site, edition: EditionSeeds, cache: SeedCache) -> None:
        self.root = root
        self.site = site
        self.edition = edition
        self.folder = ContentFolder(root, edition.id)
        self.cache = cache
        self.problems: list[Problem] = []
        self.record = self._record()

    def _record(self) -> Record:
        place = f"{self.folder.path}/{ledger_file.FILE}"
        try:
            text = self.folder.text(ledger_file.FILE)
        except OSError as fault:
            message = f"cannot be read: {fault.strerror}"
            self.problems.append(error(place, message, rule="unreadable"))
            return Record()
        if text is None:
            return Record()
        record, problems = ledger_file.parse(text, place)
        self.problems += problems
        return record

    @property
    def broken(self) -> bool:
        """Whether the ledger is unreadable; without it no file may be overwritten."""
        return bool(self.problems)

    def stale(self) -> list[Seed]:
        """The seeds that are new or changed since the last run. If there are none, the folder is
        marked as unchanged in the cache."""
        seeds = [seed for seed in self.edition.seeds if self._is_stale(seed)]
        if not seeds and self.edition.is_sound and not self.problems:
            self.cache.mark_unchanged(self.root, self.edition.folder, self.edition.id)
        return seeds

    def _is_stale(self, seed: Seed) -> bool:
        known = self.record.seeds.get(seed.path)
        try:
            return known is None or self.cache.digest(self.root, seed.path) != known.digest
        except OSError:
            return True

    def read(self, seeds: Sequence[Seed]) -> list[PageWork]:
        """The pages of these seeds, with numbers and jumps; unreadable ones are added to
        ``problems``.

        Pages that may hold the other half of an article on one of these are read as well."""
        pages = self._pages(seeds, is_requested=True)
        other_seeds = [seed for seed in self.edition.seeds if seed not in seeds]
        pages += self._pages(
            _pages_with_other_halves(other_seeds, pages, self.record), is_requested=False
        )
        return _with_jumps([self._with_numbers(page) for page in pages])

    def _pages(self, seeds: Iterable[Seed], *, is_requested: bool) -> list[PageWork]:
        pages = []
        for seed in seeds:
            page = self._page(seed)
            if page is not None:
                pages.append(replace(page, is_requested=is_requested))
        return pages

    def _page(self, seed: Seed) -> PageWork | None:
        try:
            data = (self.root / seed.path).read_bytes()
            sheet = formats.read(PurePosixPath(seed.path).suffix.lower(), data)
        except OSError as fault:
            message = f"cannot be read: {fault.strerror}"
            self.problems.append(error(seed.path, message, rule="unreadable"))
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
        # Imported only when there is a page to read, which most builds do not have.
        from generator.ingest.read.page_reading import read_page

        reading = read_page(sheet.text, self._settings(seed))
        for line, message in reading.faults:
            hint = "the page is refused; please report it with the line"
            self.problems.append(error(seed.path, message, hint, rule="ledger", line=line))
        if reading.faults:
            return None
        return PageWork(seed, digest.of_bytes(data), sheet.encoding, reading)

    def _settings(self, seed: Seed) -> Settings:
        ingest = self.site.ingest
        script = self.edition.facts.script or self.site.source.tag
        marks = PunctuationRules(
            stops=ingest.marks,
            brackets=ingest.brackets,
            quotes=ingest.quotes,
            traditional=VARIANTS[script].is_traditional,
        )
        return Settings(
            self.edition.id.date,
            seed.page,
            marks,
            paper=self.site.title,
            joins=ingest.joins,
            hyphens=ingest.hyphens,
        )

    def _with_numbers(self, page: PageWork) -> PageWork:
        row = self.record.seeds.get(page.seed.path)
        earlier = row.articles if row else self._articles_by_origin(page.seed)
        matched = match_earlier(page.reading.drafts, earlier)
        taken = self.folder.numbers(page.seed.page) | {article.number for article in earlier}
        taken.add(row.last if row else 0)
        fresh = [at for at in range(len(page.reading.drafts)) if at not in matched]
        new = dict(zip(fresh, next_numbers(taken, len(fresh)), strict=True))
        numbers = {at: article.number for at, article in matched.items()} | new
        drafts = tuple(
            NumberedDraft(draft, numbers[at], matched.get(at), draft.front.jump)
            for at, draft in enumerate(page.reading.drafts)
        )
        return replace(page, drafts=drafts, doubts=page.reading.doubts)

    def _articles_by_origin(self, seed: Seed) -> tuple[LedgerArticle, ...]:
        """The articles whose ``origin`` names this seed, used if the ledger is missing. Their
        digests are unknown, so their files count as edited."""
        articles = []
        for file in self.folder.articles():
            number = ArticleId(self.edition.id, file.page, file.number)
            article, _ = frontmatter.parse(file.text, file.name, number)
            origin = article.front.origin if article else None
            if article and origin and origin.seed == seed.path and file.page == seed.page:
                lines = (origin.first, origin.last)
                articles.append(LedgerArticle(file.number, lines, "", article.front.title, "", ""))
        return tuple(articles)


def _pages_with_other_halves(
    others: Sequence[Seed], pages: Sequence[PageWork], record: Record
) -> list[Seed]:
    """The unchanged seeds that may hold the other half of an article on one of the pages."""
    jumps = [d.front.jump for page in pages for d in page.reading.drafts if d.front.jump]
    before = [record.seeds[p.seed.path] for p in pages if p.seed.path in record.seeds]
    if not jumps and not any(article.jumps for row in before for article in row.articles):
        return []
    named = {plain_number(end) for jump in jumps for end in (jump.to, jump.origin) if end}
    return [
        seed
        for seed in others
        if plain_number(seed.page) in named
        or any(
            article.jumps
            for row in [record.seeds.get(seed.path)]
            if row
            for article in row.articles
        )
    ]


def _with_jumps(pages: Sequence[PageWork]) -> list[PageWork]:
    """The pages with the halves of articles linked to each other, and doubts for halves without
    one."""
    halves = [
        JumpHalf(
            page.seed.page, page.stem(numbered), numbered.draft.front.title, numbered.jump or Jump()
        )
        for page in pages
        for numbered in page.drafts
    ]
    if not any(half.jump != Jump() for half in halves):
        return list(pages)
    jumps, untied = tie(halves)
    messages = {loose.stem: loose.message for loose in untied}
    tied = []
    for page in pages:
        drafts = tuple(
            replace(numbered, jump=_jump(jumps[page.stem(numbered)])) for numbered in page.drafts
        )
        doubts = [
            Doubt(numbered.draft.last, "jump", messages[page.stem(numbered)])
            for numbered in drafts
            if page.stem(numbered) in messages
        ]
        tied.append(replace(page, drafts=drafts, doubts=(*page.doubts, *doubts)))
    return tied


def _jump(jump: Jump) -> Jump | None:
    return None if jump == Jump() else jump


def article_text(page: PageWork, numbered: NumberedDraft) -> str:
    """The text of an article's file."""
    draft = numbered.draft
    origin = Origin(page.seed.path, draft.first, draft.last)
    front = structs.replace(draft.front, jump=numbered.jump, origin=origin)
    return frontmatter.render(front, draft.body)
