"""Which files of content/ are written, and which are the editor's.

Knows one rule: a file is written only where it is new, or still exactly what ingest wrote last
(dpkg's rule for configuration files). Refuses to delete anything, and to bring back what an
editor deleted.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from generator.content import edition_file as facts_file
from generator.content import frontmatter
from generator.ingest.sync import ledger as ledger_file
from generator.ingest.sync.content_folder import Held
from generator.ingest.sync.edition_work import EditionWork, PageWork, Slot, manuscript
from generator.ingest.sync.ingest_report import Account, Diff, account
from generator.ingest.sync.ledger import Made, Record, SeedRecord
from generator.ingest.sync.numbers import words_of
from generator.model import digest
from generator.model.article import ArticleId, EditionFacts, Origin
from generator.model.problem import Problem, doubt, error, warning


@dataclass(slots=True)
class Outcome:
    """What settling an edition did."""

    problems: list[Problem] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    diffs: list[Diff] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)


def settle(work: EditionWork, pages: Sequence[PageWork], *, dry_run: bool) -> Outcome:
    """Puts the pages' articles, the edition's facts and the ledger on the shelf."""
    outcome = Outcome()
    rows = dict(work.record.seeds)
    pen = _Pen(work, outcome, dry_run)
    for page in pages:
        made = [pen.article(page, slot) for slot in page.slots]
        rows[page.seed.path] = _row(page, made, _lost(work, page, outcome), rows)
        if page.asked:
            outcome.accounts.append(_account(page, made))
            outcome.problems += _doubts(page)
    facts = pen.facts(_facts(work, rows))
    if pages and not pen.failed:
        pen.ledger(Record(facts, rows))
    return outcome


class _Pen:
    """Writes what may be written."""

    def __init__(self, work: EditionWork, outcome: Outcome, dry_run: bool) -> None:
        self._work = work
        self._shelf = work.shelf
        self._outcome = outcome
        self._dry_run = dry_run
        self.failed = False
        if not dry_run:
            self._shelf.sweep()

    def article(self, page: PageWork, slot: Slot) -> Made:
        """Writes an article where that is allowed; what the ledger says of it from now on."""
        text = manuscript(page, slot)
        try:
            held = self._shelf.article(page.seed.page, slot.number)
        except OSError as fault:
            self._refused(f"{self._shelf.place}/{page.stem(slot)}.md", fault)
            return _made(slot, slot.number, slot.made.digest if slot.made else "")
        if held is None and slot.made is not None:
            held = self._renumbered(page, slot.made)
            if held is None:
                return _made(slot, slot.number, slot.made.digest)
        name = held.name if held else f"{page.stem(slot)}.md"
        number = held.number if held else slot.number
        known = slot.made.digest if slot.made else ""
        wrote = self._put(name, held.text if held else None, text, known)
        return _made(slot, number, wrote)

    def _put(self, name: str, there: str | None, text: str, known: str) -> str:
        """Writes one file if it is ingest's; the digest of what ingest wrote last."""
        path = f"{self._shelf.place}/{name}"
        if there == text:
            self._outcome.kept.append(path)
            return digest.of_text(text)
        if there is not None and digest.of_text(there) != known:
            self._outcome.kept.append(path)
            self._outcome.diffs.append(_diff(path, there, text))
            return known
        if not self._write(name, path, text):
            return known
        self._outcome.written.append(path)
        return digest.of_text(text)

    def _write(self, name: str, path: str, text: str) -> bool:
        if self._dry_run or self.failed:
            # Once a folder refuses, one line is enough.
            return not self.failed
        try:
            self._shelf.write(name, text)
        except OSError as fault:
            self._refused(path, fault)
            return False
        return True

    def _refused(self, path: str, fault: OSError) -> None:
        said = f"cannot be written: {fault.strerror}"
        self._outcome.problems.append(error(path, said, rule="unwritable"))
        self.failed = True

    def _renumbered(self, page: PageWork, made: Made) -> Held | None:
        """The file an editor gave another number: the same text, or the same origin."""
        numbers = {
            one.number
            for row in [self._work.record.seeds.get(page.seed.path)]
            if row
            for one in row.articles
        }
        origin = Origin(page.seed.path, *made.lines)
        for held in self._shelf.articles():
            if held.page == page.seed.page and held.number in numbers:
                continue
            if digest.of_text(held.text) == made.digest:
                return held
            number = ArticleId(self._work.bundle.edition, held.page, held.number)
            article, _ = frontmatter.parse(held.text, held.name, number)
            if article is not None and article.front.origin == origin:
                return held
        return None

    def facts(self, facts: EditionFacts) -> str:
        """Writes edition.toml where there is something to say; its digest as written last."""
        known = self._work.record.edition
        if facts == EditionFacts():
            return known
        try:
            there = self._shelf.text(facts_file.FILE)
        except OSError as fault:
            self._refused(f"{self._shelf.place}/{facts_file.FILE}", fault)
            return known
        if there is None and known:
            return known
        return self._put(facts_file.FILE, there, facts_file.render(facts), known)

    def ledger(self, record: Record) -> None:
        """Writes ingest.json, last of all: a run that is killed before is simply run again."""
        text = ledger_file.render(record)
        if self._shelf.text(ledger_file.FILE) != text:
            self._write(ledger_file.FILE, f"{self._shelf.place}/{ledger_file.FILE}", text)


def _made(slot: Slot, number: int, wrote: str) -> Made:
    begins, ends = words_of(slot.draft)
    return Made(
        number,
        (slot.draft.first, slot.draft.last),
        wrote,
        slot.draft.front.title,
        begins,
        ends,
        jumps=slot.jump is not None,
    )


def _diff(path: str, there: str, text: str) -> Diff:
    lines = difflib.unified_diff(
        there.splitlines(),
        text.splitlines(),
        f"{path} (yours)",
        f"{path} (the seed's)",
        lineterm="",
    )
    return Diff(path, "\n".join(lines) + "\n")


def _lost(work: EditionWork, page: PageWork, outcome: Outcome) -> list[Made]:
    """Articles the seed had and has no more: reported once, remembered for ever."""
    known = work.record.seeds.get(page.seed.path)
    if known is None:
        return []
    again = {slot.made for slot in page.slots if slot.made}
    lost = [made for made in known.articles if made not in again]
    for made in lost:
        name = f"{page.seed.page}-{made.number:02d}"
        if not made.gone and work.shelf.article(page.seed.page, made.number):
            said = f"the seed has the article {name} no more"
            hint = f"{work.shelf.place}/{name}.md stays; withdraw or delete it by hand"
            outcome.problems.append(warning(page.seed.path, said, hint, rule="seed-lost"))
    return [replace(made, gone=True) for made in lost]


def _row(
    page: PageWork, made: Sequence[Made], lost: Sequence[Made], rows: dict[str, SeedRecord]
) -> SeedRecord:
    before = rows.get(page.seed.path)
    articles = (*made, *lost)
    last = max([one.number for one in articles] + [before.last if before else 0], default=0)
    reading = page.reading
    return SeedRecord(
        page.digest,
        page.encoding,
        reading.summary.totals.as_dict(),
        articles,
        last,
        reading.credits,
        tuple((p.line, p.text, p.why) for p in reading.pieces if p.fate == "left out"),
        page.doubts,
        before.settled if before else (),
    )


def _account(page: PageWork, made: Sequence[Made]) -> Account:
    names = [f"{page.seed.page}-{one.number:02d}" for one in made]
    reading = page.reading
    return account(page.seed.path, page.encoding, reading.pieces, reading.summary, names)


def _doubts(page: PageWork) -> list[Problem]:
    return [doubt(page.seed.path, one.message, rule=one.rule, line=one.line) for one in page.doubts]


def _facts(work: EditionWork, rows: dict[str, SeedRecord]) -> EditionFacts:
    """What edition.toml has to say: the seeds' word, and the credits printed on the pages."""
    facts = work.bundle.facts
    printed = [
        (seed.page, rows[seed.path].credits)
        for seed in work.bundle.seeds
        if seed.path in rows and rows[seed.path].credits
    ]
    return replace(facts, date=None, credits=(*facts.credits, *printed))
