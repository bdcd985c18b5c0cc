"""Writing an edition's files in content/ without overwriting the editor's changes.

A file is written only if it is new or still exactly what ingest wrote last (dpkg's rule for
configuration files). Nothing is deleted, and files that an editor deleted are not restored.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from msgspec import structs

from generator.content import edition_file as facts_file
from generator.content import frontmatter
from generator.ingest.sync import ledger as ledger_file
from generator.ingest.sync import seed_doubts
from generator.ingest.sync.content_folder import ArticleFile, ContentFolder
from generator.ingest.sync.edition_work import EditionWork, NumberedDraft, PageWork, article_text
from generator.ingest.sync.ingest_report import Account, Diff, IngestReport, account
from generator.ingest.sync.ledger import LedgerArticle, Record, SeedRecord
from generator.ingest.sync.numbers import words_of
from generator.model import digest
from generator.model.article import ArticleId, EditionFacts, Origin
from generator.model.problem import Problem, doubt, error, warning


def write_content(
    work: EditionWork, pages: Sequence[PageWork], report: IngestReport, *, dry_run: bool
) -> None:
    """Writes the pages' articles, edition.toml and the ledger, and adds the result to the
    report."""
    seeds = dict(work.record.seeds)
    writer = _ContentWriter(work, report, dry_run)
    for page in pages:
        articles = [writer.article(page, numbered) for numbered in page.drafts]
        seeds[page.seed.path] = _ledger_seed(
            page, articles, _missing_articles(work, page, report), seeds
        )
        if page.is_requested:
            report.accounts.append(_account(page, articles))
            report.problems += _doubts(page, work.folder, seeds[page.seed.path])
    facts = writer.facts(_facts(work, seeds))
    if pages and not writer.failed:
        writer.ledger(Record(facts, seeds))


class _ContentWriter:
    """Writes the files of one edition that may be written, unless it is a dry run."""

    def __init__(self, work: EditionWork, report: IngestReport, dry_run: bool) -> None:
        self._work = work
        self._folder = work.folder
        self._report = report
        self._dry_run = dry_run
        self.failed = False
        if not dry_run:
            self._folder.remove_partial_files()

    def article(self, page: PageWork, numbered: NumberedDraft) -> LedgerArticle:
        """Writes an article if allowed and returns its entry for the ledger."""
        text = article_text(page, numbered)
        try:
            file = self._folder.article(page.seed.page, numbered.number)
        except OSError as fault:
            self._refused(f"{self._folder.path}/{page.stem(numbered)}.md", fault)
            return _ledger_article(
                numbered, numbered.number, numbered.earlier.digest if numbered.earlier else ""
            )
        if file is None and numbered.earlier is not None:
            file = self._renumbered(page, numbered.earlier)
            if file is None:
                return _ledger_article(numbered, numbered.number, numbered.earlier.digest)
        name = file.name if file else f"{page.stem(numbered)}.md"
        number = file.number if file else numbered.number
        known = numbered.earlier.digest if numbered.earlier else ""
        wrote = self._put(name, file.text if file else None, text, known)
        return _ledger_article(numbered, number, wrote)

    def _put(self, name: str, text_before: str | None, text: str, written_digest: str) -> str:
        """Writes a file unless it was edited and returns the digest of what ingest wrote last."""
        path = f"{self._folder.path}/{name}"
        if text_before == text:
            self._report.left_alone.append(path)
            return digest.of_text(text)
        if text_before is not None and digest.of_text(text_before) != written_digest:
            self._report.left_alone.append(path)
            self._report.diffs.append(_diff(path, text_before, text))
            return written_digest
        if not self._write(name, path, text):
            return written_digest
        self._report.written.append(path)
        return digest.of_text(text)

    def _write(self, name: str, path: str, text: str) -> bool:
        if self._dry_run or self.failed:
            # After the first failure no further ones are reported.
            return not self.failed
        try:
            self._folder.write(name, text)
        except OSError as fault:
            self._refused(path, fault)
            return False
        return True

    def _refused(self, path: str, fault: OSError) -> None:
        message = f"cannot be written: {fault.strerror}"
        self._report.problems.append(error(path, message, rule="unwritable"))
        self.failed = True

    def _renumbered(self, page: PageWork, earlier: LedgerArticle) -> ArticleFile | None:
        """The file of an article that an editor renumbered: one with the same text or origin."""
        numbers = {
            entry.number
            for row in [self._work.record.seeds.get(page.seed.path)]
            if row
            for entry in row.articles
        }
        origin = Origin(page.seed.path, *earlier.lines)
        for file in self._folder.articles():
            if file.page == page.seed.page and file.number in numbers:
                continue
            if digest.of_text(file.text) == earlier.digest:
                return file
            number = ArticleId(self._work.edition.id, file.page, file.number)
            article, _ = frontmatter.parse(file.text, file.name, number)
            if article is not None and article.front.origin == origin:
                return file
        return None

    def facts(self, facts: EditionFacts) -> str:
        """Writes edition.toml unless ``facts`` are empty and returns its digest as written last."""
        known = self._work.record.edition
        if facts == EditionFacts():
            return known
        try:
            text_before = self._folder.text(facts_file.FILE)
        except OSError as fault:
            self._refused(f"{self._folder.path}/{facts_file.FILE}", fault)
            return known
        if text_before is None and known:
            return known
        return self._put(facts_file.FILE, text_before, facts_file.render(facts), known)

    def ledger(self, record: Record) -> None:
        """Writes ingest.json, last, so that a killed run is repeated."""
        text = ledger_file.render(record)
        if self._folder.text(ledger_file.FILE) != text:
            self._write(ledger_file.FILE, f"{self._folder.path}/{ledger_file.FILE}", text)


def _ledger_article(numbered: NumberedDraft, number: int, wrote: str) -> LedgerArticle:
    begins, ends = words_of(numbered.draft)
    return LedgerArticle(
        number,
        (numbered.draft.first, numbered.draft.last),
        wrote,
        numbered.draft.front.title,
        begins,
        ends,
        jumps=numbered.jump is not None,
    )


def _diff(path: str, text_before: str, text: str) -> Diff:
    lines = difflib.unified_diff(
        text_before.splitlines(),
        text.splitlines(),
        f"{path} (yours)",
        f"{path} (the seed's)",
        lineterm="",
    )
    return Diff(path, "\n".join(lines) + "\n")


def _missing_articles(
    work: EditionWork, page: PageWork, report: IngestReport
) -> list[LedgerArticle]:
    """The articles that are no longer in the seed: reported once, kept in the ledger as gone."""
    known = work.record.seeds.get(page.seed.path)
    if known is None:
        return []
    matched = {numbered.earlier for numbered in page.drafts if numbered.earlier}
    missing = [article for article in known.articles if article not in matched]
    for article in missing:
        name = f"{page.seed.page}-{article.number:02d}"
        if not article.gone and work.folder.article(page.seed.page, article.number):
            message = f"the seed has the article {name} no more"
            hint = f"{work.folder.path}/{name}.md stays; withdraw or delete it by hand"
            report.problems.append(warning(page.seed.path, message, hint, rule="seed-lost"))
    return [structs.replace(article, gone=True) for article in missing]


def _ledger_seed(
    page: PageWork,
    written: Sequence[LedgerArticle],
    missing: Sequence[LedgerArticle],
    rows: dict[str, SeedRecord],
) -> SeedRecord:
    before = rows.get(page.seed.path)
    articles = (*written, *missing)
    last = max([article.number for article in articles] + [before.last if before else 0], default=0)
    reading = page.reading
    return SeedRecord(
        page.digest,
        page.encoding,
        reading.summary.totals,
        articles,
        last,
        reading.credits,
        tuple((p.line, p.text, p.why) for p in reading.pieces if p.fate == "left out"),
        page.doubts,
        before.settled if before else (),
    )


def _account(page: PageWork, articles: Sequence[LedgerArticle]) -> Account:
    names = [f"{page.seed.page}-{article.number:02d}" for article in articles]
    reading = page.reading
    return account(page.seed.path, page.encoding, reading.pieces, reading.summary, names)


def _doubts(page: PageWork, folder: ContentFolder, row: SeedRecord) -> list[Problem]:
    path = page.seed.path
    doubts = [doubt(path, item.message, rule=item.rule, line=item.line) for item in page.doubts]
    return [
        seed_doubts.with_hint(
            problem,
            seed_doubts.article_file(folder, page.seed.page, row.articles, problem.line),
            folder,
            row.settled,
            doubts,
        )
        for problem in doubts
    ]


def _facts(work: EditionWork, rows: dict[str, SeedRecord]) -> EditionFacts:
    """The facts for edition.toml: those of the seeds, and the credits printed on the pages."""
    facts = work.edition.facts
    printed = [
        (seed.page, rows[seed.path].credits)
        for seed in work.edition.seeds
        if seed.path in rows and rows[seed.path].credits
    ]
    return structs.replace(facts, date=None, credits=(*facts.credits, *printed))
