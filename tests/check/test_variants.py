"""The proof of an edition: what was decided, what was accepted, what would change."""

from __future__ import annotations

import dataclasses
import datetime as dt

from generator.check import variants
from generator.script import Entry, Scripts, Terms, lock
from generator.values.article import (
    Article,
    ArticleId,
    Byline,
    Convert,
    Edition,
    EditionFacts,
    EditionId,
    FrontMatter,
)
from generator.values.variant import VARIANTS

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


def scripts(*entries: Entry) -> Scripts:
    return Scripts(HANS, [HANS, TW, HK], Terms(entries))


def test_a_proof_shows_every_place_with_the_rule_that_decided_it() -> None:
    entry = Entry((("hans", "软件"), ("hant_tw", "軟體")))
    found = list(variants.found(edition("理发店的软件在台湾。"), scripts(entry), TW))
    assert [(f.place.source, f.place.result, f.place.rule) for f in found] == [
        ("理发店", "理髮店", "opencc"),
        ("软件", "軟體", "term"),
        ("台湾", "台灣", "press"),
    ]
    assert found[0].context == "[理发店→理髮店]的软件在台湾。"


def test_marked_places_and_bylines_are_part_of_it() -> None:
    made = edition("记者于海写-{发展}-。", bylines=(Byline(("记者",), "于海"),))
    results = {f.place.source: f.place.result for f in variants.found(made, scripts(), TW)}
    assert results == {"于海": "于海", "发展": "发展"}


def test_what_was_accepted_is_not_shown_again() -> None:
    made = edition("两只猫。")
    proof = variants.proof(made, scripts(), TW)
    accepted = lock.accept(lock.Lock(), "v1", [proof])
    assert lock.unaccepted(lock.Lock(), proof) == (("‹两只›猫", "兩隻"),)
    assert lock.unaccepted(accepted, proof) == ()
    assert lock.read(lock.write(accepted)) == (accepted, ())


def test_a_new_layer_changes_nothing_unseen() -> None:
    made, before = edition("头发长。"), scripts()
    proofs = [variants.proof(made, before, variant) for variant in (TW, HK)]
    accepted = lock.accept(lock.Lock(), before.version, proofs)
    assert variants.unseen(made, before, accepted) == []
    after = scripts(Entry((("hans", "头发"), ("hant_tw", "頭毛"))))
    problems = variants.unseen(made, after, accepted)
    assert [p.message for p in problems] == ["zh-Hant-TW would change: [头发→頭毛]长。"]
    assert problems[0].path == "content/2025-03-20/01-01.md"


def test_an_edited_article_is_no_change_of_the_layer() -> None:
    accepted = lock.accept(lock.Lock(), "old", [variants.proof(edition("头发长。"), scripts(), TW)])
    assert variants.unseen(edition("头发短。"), scripts(), accepted) == []


def test_people_in_no_registry_are_listed_once() -> None:
    made = edition(
        "记者范晓采访了市长于海。范晓说，规范很重要。", bylines=(Byline(("记者",), "范晓"),)
    )
    names = [name for name, *_ in variants.unregistered([made], scripts())]
    assert names == ["范晓", "于海"]
    known = scripts(Entry((("hans", "范晓"),), keep=True, kind="person"))
    assert [name for name, *_ in variants.unregistered([made], known)] == ["于海"]


def test_an_entry_that_never_matched_is_reported_with_its_place() -> None:
    made = scripts(
        Entry((("hans", "软件"), ("hant", "軟體")), path="glossary.toml", line=3),
        Entry((("hans", "硬件"), ("hant", "硬體")), path="glossary.toml", line=7),
    )
    matched = variants.matched([edition("软件。")], made)
    problems = variants.unused(matched, made)
    assert [(p.path, p.line, p.message) for p in problems] == [
        ("glossary.toml", 7, "硬件 was found nowhere")
    ]


def test_a_quotation_mark_without_a_partner_is_a_doubt_at_its_line() -> None:
    problems = variants.unbalanced(edition("他说“好。\n\n“不”好。", title="“好"))
    assert [(p.line, p.message) for p in problems] == [
        (1, "“ has no partner: “好"),
        (5, "“ has no partner: 他说“好。 “不”好。"),
    ]


def test_the_article_decides_over_the_site() -> None:
    convert = Convert(terms=(("软件", (("zh-Hant", "軟件"),)),))
    made = edition("软件。", convert=convert)
    entry = Entry((("hans", "软件"), ("hant_tw", "軟體")))
    assert [f.place.result for f in variants.found(made, scripts(entry), TW)] == []
    assert dataclasses.replace(convert, keep=("软件",)).keep == ("软件",)
