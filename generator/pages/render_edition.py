"""One edition, from its folder to its files: read once, converted to every variant, written.

Nothing of other editions is read, so that editions can be rendered in any order and in any number
of processes. What other pages may show of it is returned as cards and facts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec

from generator.build.owner import Owner
from generator.build.paths import CACHE
from generator.build.project import Rendered
from generator.build.release import Stages
from generator.build.source_rows import SourceMark, SourceRow, TargetRow
from generator.build.target import Copy, Target, target
from generator.build.write_changed import write_changed
from generator.content import loader
from generator.content.document import Document
from generator.content.loader import Folder
from generator.content.markdown import Parsed, parse
from generator.model import address, digest
from generator.model.article import Article, Edition
from generator.model.card import Card, Plate
from generator.model.problem import Problem, warning
from generator.model.search_record import to_line
from generator.model.variant import VARIANTS, Variant
from generator.pages import article_page, edition_schedule, emptied, pictures, single
from generator.pages import cards as cardroom
from generator.pages import edition as edition_pages
from generator.pages.article_texts import file_of as bodies_file
from generator.pages.article_texts import put as put_bodies
from generator.pages.claim import Claim
from generator.pages.edition_images import Plates, prepare
from generator.pages.edition_rows import (
    CardRow,
    EditionRow,
    EditionSummary,
    Filing,
    PageFacts,
)
from generator.pages.filings import filings
from generator.pages.list_names import Register
from generator.pages.localizer import Localization, Localizer
from generator.pages.made_pages import FOLDER as MAKEUPS
from generator.pages.made_pages import made_pages
from generator.pages.page_kinds import EDITION
from generator.pages.search_records import records
from generator.pages.site_context import SiteContext
from generator.pages.story_boxes import Placed, in_small


class RenderedEdition(Rendered):
    """What is made of an edition."""

    row: EditionRow | None = None
    cards: list[CardRow] = msgspec.field(default_factory=list)
    """In reading order."""
    filings: list[Filing] = msgspec.field(default_factory=list)
    source_cards: dict[str, Card] = msgspec.field(default_factory=dict)
    """The cards in the site's script, by the stem of their article."""
    has_new_texts: bool = False
    """Whether an article's text is another than before: feeds carry it."""
    spent: dict[str, float] = msgspec.field(default_factory=dict)
    """Seconds that each article took so far."""


_SLOWEST = 3


def owner_of(edition: object) -> Owner:
    """The owner of an edition's own files."""
    return Owner(EDITION, str(edition))


def render_edition(
    context: SiteContext,
    stages: Stages,
    folder: Folder,
    rows: Mapping[str, TargetRow],
    register: Register,
    withheld: Collection[str] = (),
    ask: str = "",
) -> RenderedEdition:
    """Renders an edition and writes its files, but for the paths that are ``withheld``; ``rows``
    are its files so far."""
    done = RenderedEdition()
    edition, done.problems = loader.open_edition(context.request.root, folder)
    done.watch.lap("reading")
    if edition is None:
        return done
    opening, span = edition_schedule.opening_of(context, edition)
    targets: list[Target] = []
    copies: list[Copy] = []
    summary = EditionSummary()
    bodies: dict[str, dict[str, Document]] = {}
    out: list[Article] = []
    gone: list[Article] = []
    if opening <= context.request.now or context.request.drafts:
        out, gone = edition_schedule.shown_of(context, edition)
        documents = _documents(context, out, done)
        plates = prepare(
            context.request.root, context.request.root / CACHE / "pictures", out, documents
        )
        if plates.problems:
            done.problems += plates.problems
            return done
        done.watch.lap("pictures")
        targets, summary, bodies = _targets(
            context, edition, out, gone, documents, plates, register, done
        )
        copies = list(plates.copies(edition.id))
    record = _record(context, stages, edition, out, targets, bodies, register)
    done.has_new_texts = put_bodies(stages.records, edition.id, bodies)
    done.filings = filings(edition, out, gone, done.source_cards, context.localization, register)
    done.watch.lap("records")
    files: list[Target | Copy] = sorted([*targets, *copies], key=lambda target: target.claim)
    published = (file for file in files if context.is_published_here(file.path))
    allowed = (file for file in published if file.path not in withheld)
    owner = owner_of(edition.id)
    done.result = write_changed(owner, allowed, rows, context.theme, stages.pages, ask)
    done.row = EditionRow(str(edition.id), bool(out), len(out), len(gone), summary.as_json())
    mark = SourceMark(
        context.key, folder.stamp, folder.quick_stamp, span.since, span.due, folder.tree
    )
    done.source_row = SourceRow(str(edition.id), mark, record, folder.as_json())
    return done


def record_file(edition: object) -> str:
    """The name of an edition's record file."""
    return f"{edition}.jsonl"


def record_files(edition: object) -> tuple[str, str]:
    """The files an edition leaves beside its pages: its record, its articles' texts."""
    return record_file(edition), bodies_file(edition)


def _record(
    context: SiteContext,
    stages: Stages,
    edition: Edition,
    out: Sequence[Article],
    targets: Sequence[Target],
    bodies: Mapping[str, Mapping[str, Document]],
    register: Register,
) -> str:
    """Leaves what search may know of an edition, in reading order; the digest of it."""
    lines = (to_line(record) for record in records(edition, out, targets, bodies, register))
    data = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
    stages.records.put(record_file(edition.id), data)
    return digest.of_bytes(data) if data else ""


def complaints(article: Article, body: Parsed) -> list[Problem]:
    """What was left out of an article's body because it could act: links, raw HTML."""
    problems = []
    for link in body.unsafe:
        message = f"the link {link[:80]} is left out"
        hint = "http, https, mailto or tel"
        line = _line_of(article, link)
        problems.append(warning(article.path, message, hint, rule="link-scheme", line=line))
    for what in body.refused:
        message = f"{what} is left out of the article's HTML"
        line = _line_of(article, what.rstrip(">="))
        hint = "raw_html_tags in site.toml names what is allowed"
        problems.append(warning(article.path, message, hint, rule="html-dropped", line=line))
    return problems


def _line_of(article: Article, words: str) -> int:
    at = article.body.find(words)
    return article.body_line + article.body.count("\n", 0, at) if at >= 0 else article.body_line


def _documents(
    context: SiteContext, out: Sequence[Article], done: RenderedEdition
) -> list[Document]:
    documents = []
    for article in out:
        body = parse(article.body, allowed=context.site.allowed_html)
        documents.append(body.document)
        done.problems += complaints(article, body)
        done.spent[article.id.stem] = done.watch.lap("markdown")
    return documents


def _targets(
    context: SiteContext,
    edition: Edition,
    out: Sequence[Article],
    gone: Sequence[Article],
    rendered: Sequence[Document],
    plates: Plates,
    register: Register,
    done: RenderedEdition,
) -> tuple[list[Target], EditionSummary, dict[str, dict[str, Document]]]:
    localization, sizes = context.localization, plates.by_name()
    source = VARIANTS.get(edition.facts.script, context.site.source)
    documents = [pictures.set_in(document, edition.id, sizes) for document in rendered]
    targets: list[Target] = []
    pages: dict[str, tuple[PageFacts, ...]] = {}
    cards: dict[str, dict[str, Card]] = {a.id.stem: {} for a in out}
    shown: dict[str, dict[str, Document]] = {a.id.stem: {} for a in out}
    pairs = zip(out, documents, strict=True)
    drafts = [cardroom.draft(edition, a, d, localization, register) for a, d in pairs]
    decisions = [a.front.conversion for a in out]
    done.watch.lap("cards")
    for variant in context.site.variants:
        localizers = [localization.localizer(variant, decided, source) for decided in decisions]
        texts, cards_of_variant = _converted(out, documents, drafts, localizers, sizes, done)
        issue = article_page.issue(
            edition, cards_of_variant, localization.localizer(variant, source=source)
        )
        for a, v in zip(out, localizers, strict=True):
            body = article_page.body(issue, a, _text(context, a, texts), v)
            shown[a.id.stem][variant.tag] = body.document
            view = article_page.view(issue, a, body, texts[a.id.stem].subheads(), v)
            targets.append(target(article_page.ARTICLE, view, view.frame.address, variant))
            done.spent[a.id.stem] += done.watch.lap("articles")
        targets += _around(localization, variant, out, gone)
        targets += _emptied(localization, variant, edition, out, gone)
        localizer = localization.localizer(variant, source=source)
        pages[variant.tag] = _page_facts(edition, cards_of_variant, localizer)
        for card in cards_of_variant:
            cards[card.stem][variant.tag] = card
    placed, more = _pages(context, edition, pages, cards)
    targets += more
    done.watch.lap("pages")
    _keep_cards(done, edition, cards, context.site.source)
    drafted = context.request.drafts
    summary = EditionSummary(
        issue=edition.facts.issue,
        pages=pages,
        updated={stem: c.updated for stem, c in done.source_cards.items() if c.updated},
        waiting=edition_schedule.waiting_of(context, edition, out) if drafted else {},
        first_page=next(iter(placed.values()), None),
        small={number: in_small(page) for number, page in placed.items()},
    )
    return targets, summary, shown


def _converted(
    out: Sequence[Article],
    documents: Sequence[Document],
    drafts: Sequence[cardroom.Draft],
    localizers: Sequence[Localizer],
    sizes: Mapping[str, Plate],
    done: RenderedEdition,
) -> tuple[dict[str, Document], list[Card]]:
    """The articles' texts, by stem, and cards in one variant."""
    texts: dict[str, Document] = {}
    cards: list[Card] = []
    for a, document, draft, localizer in zip(out, documents, drafts, localizers, strict=True):
        text = localizer.convert_document(document) if a.front.offline else Document()
        texts[a.id.stem] = text
        done.spent[a.id.stem] += done.watch.lap("conversion")
        cards.append(cardroom.card(draft, text, localizer, sizes))
        done.spent[a.id.stem] += done.watch.lap("cards")
    return texts, cards


def _keep_cards(
    done: RenderedEdition,
    edition: Edition,
    cards: Mapping[str, Mapping[str, Card]],
    source: Variant,
) -> None:
    """Keeps the cards, by stem and variant, for the state and for filing, and the articles that
    took longest."""
    done.source_cards = {stem: each[source.tag] for stem, each in cards.items()}
    done.cards = [
        CardRow(stem, cardroom.as_json(each), cardroom.entries_as_json(each))
        for stem, each in cards.items()
    ]
    ranked = sorted(
        ((took, f"{edition.id}/{stem}") for stem, took in done.spent.items()), reverse=True
    )
    done.slowest = ranked[:_SLOWEST]


def _text(context: SiteContext, article: Article, texts: Mapping[str, Document]) -> Document:
    """An article's text, with its other half behind it where the site wants halves joined."""
    jump = article.front.jump
    text = texts[article.id.stem]
    other = texts.get(jump.to) if jump and context.site.join_jumps else None
    return text.joined(other) if other else text


def _pages(
    context: SiteContext,
    edition: Edition,
    pages: Mapping[str, Sequence[PageFacts]],
    cards: Mapping[str, Mapping[str, Card]],
) -> tuple[dict[str, Placed], list[Target]]:
    """The makeups of the pages (版), in order, and the pages in every variant, from their facts by
    variant and the cards by stem and variant."""
    by_variant = [[each[v.tag] for each in cards.values()] for v in context.site.variants]
    folder = context.request.root / CACHE / MAKEUPS
    placed = made_pages(folder, edition.id, by_variant)
    targets = [
        target(edition_pages.PAGE, view, view.frame.address, variant)
        for variant, variant_cards in zip(context.site.variants, by_variant, strict=True)
        for view in edition_pages.pages(
            context.localization, variant, edition.id, pages[variant.tag], variant_cards, placed
        )
    ]
    return placed, targets


def _page_facts(
    edition: Edition, cards: Sequence[Card], localizer: Localizer
) -> tuple[PageFacts, ...]:
    credits = dict(edition.facts.credits)
    names = dict(edition.facts.pages)
    return tuple(
        PageFacts(
            number=number,
            name=localizer.convert_text(names.get(number, "")),
            credits=tuple(localizer.convert_text(line) for line in credits.get(number, ())),
        )
        for number in dict.fromkeys(card.page for card in cards)
    )


def _around(
    localization: Localization, variant: Variant, out: Sequence[Article], gone: Sequence[Article]
) -> list[Target]:
    """What stands beside the articles: notices for those that are gone, redirects."""
    targets = []
    for article in gone:
        view = single.notice(localization, variant, article, alone=not out)
        targets.append(target(single.NOTICE, view, view.frame.address, variant))
    for article in (*out, *gone):
        for alias in article.front.aliases:
            old = alias if alias.endswith("/") or "." in alias.rsplit("/", 1)[-1] else alias + "/"
            stub = single.redirect(localization, variant, old, address.article(article.id))
            targets.append(target(single.REDIRECT, stub, stub.here, variant, Claim.ALIAS))
    return targets


def _emptied(
    localization: Localization,
    variant: Variant,
    edition: Edition,
    out: Sequence[Article],
    gone: Sequence[Article],
) -> list[Target]:
    """What stands where nothing is left of a page (版)."""
    left = {article.id.page for article in out}
    source = VARIANTS.get(edition.facts.script, localization.site.source)
    localizer, targets = localization.localizer(variant, source=source), []
    for number in dict.fromkeys(article.id.page for article in gone):
        if number not in left:
            name = localizer.convert_text(cardroom.page_name(edition, number))
            view = emptied.page(localization, variant, edition.id, number, name)
            targets.append(target(emptied.EMPTIED, view, view.frame.address, variant))
    return targets
