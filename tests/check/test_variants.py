"""The explanation of an edition's conversion: every decided place with its rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec import structs

from generator.check import conversion_checks
from generator.check.conversion_checks import ConvertedPlace
from generator.convert import Converter, TermEntry, Terms
from generator.model.article import (
    Article,
    ArticleId,
    Byline,
    Convert,
    Edition,
    EditionFacts,
    EditionId,
    FrontMatter,
)
from generator.model.variant import VARIANTS, Variant

HANS, TW, HK = VARIANTS["zh-Hans"], VARIANTS["zh-Hant-TW"], VARIANTS["zh-Hant-HK"]
ID = EditionId(dt.date(2025, 3, 20))


def edition(body: str, **front: object) -> Edition:
    article = Article(
        id=ArticleId(ID, "01", 1),
        path="content/2025-03-20/01-01.md",
        front=FrontMatter(**front),  # type: ignore[arg-type]
        body=body,
        body_line=5,
    )
    return Edition(id=ID, facts=EditionFacts(), articles=(article,))


def places_of(edition: Edition, converter: Converter, variant: Variant) -> Iterator[ConvertedPlace]:
    for proof in conversion_checks.article_conversions(edition, converter, variant):
        yield from proof.places()


def converter(*entries: TermEntry) -> Converter:
    return Converter(HANS, [HANS, TW, HK], Terms(entries))


def test_a_proof_shows_every_place_with_the_rule_that_decided_it() -> None:
    entry = TermEntry((("hans", "软件"), ("hant_tw", "軟體")))
    places = list(places_of(edition("理发店的软件在台湾。"), converter(entry), TW))
    assert [(f.place.source, f.place.result, f.place.rule) for f in places] == [
        ("理发店", "理髮店", "opencc"),
        ("软件", "軟體", "term"),
        ("台湾", "台灣", "press"),
    ]
    assert places[0].context == "[理发店→理髮店]的软件在台湾。"


def test_a_marked_place_is_decided_by_itself_alone() -> None:
    marked = edition("记者于海写-{发展}-的-{丰}-字，丰收了。", bylines=(Byline(("记者",), "于海"),))
    places = [
        (f.place.source, f.place.result, f.place.rule) for f in places_of(marked, converter(), TW)
    ]
    assert places == [
        ("于海", "于海", "byline"),
        ("于海", "于海", "byline"),
        ("发展", "发展", "inline"),
        ("丰", "丰", "inline"),
    ]


def test_code_is_not_converted_and_no_place() -> None:
    assert list(places_of(edition("`理发店` 与\n\n    理发店"), converter(), TW)) == []


def test_a_place_has_the_line_of_its_paragraph_and_its_context_alone() -> None:
    paragraphs = edition("桥很长。\n\n理发店。\n\n- 头发\n- 皇后\n\n| 理发 |\n|--|\n| 复赛 |")
    assert [(f.text.line, f.context) for f in places_of(paragraphs, converter(), TW)] == [
        (7, "[理发店→理髮店]。"),
        (9, "[头发→頭髮]"),
        (10, "[皇后→皇后]"),
        (12, "[理发→理髮]"),
        (14, "[复赛→複賽]"),
    ]


def test_people_in_no_registry_are_listed_once() -> None:
    interview = edition(
        "记者范晓采访了市长于海。范晓说，规范很重要。", bylines=(Byline(("记者",), "范晓"),)
    )
    names = [name for name, *_ in conversion_checks.unregistered([interview], converter())]
    assert names == ["范晓", "于海"]
    known = converter(TermEntry((("hans", "范晓"),), keep=True, kind="person"))
    assert [name for name, *_ in conversion_checks.unregistered([interview], known)] == ["于海"]


def test_an_entry_that_never_matched_is_reported_with_its_place() -> None:
    with_terms = converter(
        TermEntry((("hans", "软件"), ("hant", "軟體")), path="glossary.toml", line=3),
        TermEntry((("hans", "硬件"), ("hant", "硬體")), path="glossary.toml", line=7),
    )
    matched = conversion_checks.matched([edition("软件。")], with_terms)
    problems = conversion_checks.unused(matched, with_terms)
    assert [(p.path, p.line, p.message) for p in problems] == [
        ("glossary.toml", 7, "硬件 was found nowhere")
    ]


def test_a_quotation_mark_without_a_partner_is_a_doubt_at_its_line() -> None:
    problems = conversion_checks.unbalanced(edition("他说“好。\n\n“不”好。", title="“好"))
    assert [(p.line, p.message) for p in problems] == [
        (1, "“ has no partner: “好"),
        (5, "“ has no partner: 他说“好。"),
    ]


def test_the_article_decides_over_the_site() -> None:
    convert = Convert(terms=(("软件", (("zh-Hant", "軟件"),)),))
    article = edition("软件。", convert=convert)
    entry = TermEntry((("hans", "软件"), ("hant_tw", "軟體")))
    assert [f.place.result for f in places_of(article, converter(entry), TW)] == []
    assert structs.replace(convert, keep=("软件",)).keep == ("软件",)
