"""Authors: everyone with a list of articles, by the first letter of the name in pinyin."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby

import msgspec

from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.target import Recipe, Target, target
from generator.model import address
from generator.model.variant import Variant
from generator.pages import emptied
from generator.pages.edition_store import EditionStore
from generator.pages.emptied import EmptiedView
from generator.pages.frame import Frame, Link, frame
from generator.pages.localizer import Localization
from generator.pages.page_kind import List, PageKind
from generator.pages.site_context import SiteContext

AUTHORS = Recipe("authors", "authors.html")
_ADDRESS = "/authors/"
_LISTS = "authors"
"""The kind of list that it is the index of."""

_SURNAMES = """
单 shàn  單 shàn  解 xiè  仇 qiú  区 ōu  區 ōu  查 zhā  任 rén  曾 zēng  盖 gě  蓋 gě
朴 piáo  缪 miào  繆 miào  乐 yuè  樂 yuè  燕 yān  纪 jǐ  紀 jǐ  覃 qín  翟 zhái  员 yùn
員 yùn  折 shé  繁 pó  种 chóng  秘 bì  召 shào  能 nài  哈 hǎ  洗 xiǎn  祭 zhài  黑 hè
那 nā  过 guō  過 guō  占 zhān  隗 wěi  么 yāo  甯 nìng  都 dū  干 gān  相 xiàng  卜 bǔ
重 chóng  华 huà  華 huà  葛 gě  长 cháng  長 cháng  薄 bó  句 gōu  阚 kàn  闞 kàn
颉 xié  頡 xié  於 yū  乜 niè  炅 guì  佴 nài  郇 xún  要 yāo  角 jué  肖 xiāo  粘 nián
番 pān  尉迟 yù  尉遲 yù  长孙 zhǎng  長孫 zhǎng  万俟 mò  萬俟 mò  单于 chán  單于 chán
令狐 líng  澹台 tán  澹臺 tán
"""
"""Surnames whose first character is read otherwise than elsewhere, each with that reading."""
_TONES = "\u0304\u0301\u030c\u0300"
"""The marks of the tones, combining: macron, acute accent, caron, grave accent."""
_LETTER = re.compile("[a-z]")

Row = tuple[str, str, int]
"""A list: (folder, name, articles)."""
_Key = tuple[tuple[str, int, str], ...]


class AuthorLetter(msgspec.Struct, frozen=True, kw_only=True):
    """The authors whose names begin with a letter."""

    letter: str
    """A to Z; empty for names that begin with neither a Chinese character nor a Latin letter."""
    authors: tuple[tuple[Link, int], ...]
    """With the number of their articles."""


class AuthorsView(msgspec.Struct, frozen=True, kw_only=True):
    """Everyone with a list of articles."""

    frame: Frame
    count: int
    letters: tuple[AuthorLetter, ...]
    """In the order of the alphabet; the order of names is that of their pinyin in the source
    script, the same in all variants."""


def authors(
    localization: Localization, variant: Variant, letters: Sequence[tuple[str, Sequence[Row]]]
) -> AuthorsView:
    """The page; ``letters`` are the lists by letter, in order."""
    localizer = localization.localizer(variant)
    return AuthorsView(
        frame=frame(localization, variant, _ADDRESS),
        count=sum(len(rows) for _, rows in letters),
        letters=tuple(
            AuthorLetter(
                letter=letter,
                authors=tuple(
                    (
                        Link(
                            localizer.convert_text(name),
                            localizer.url(address.listing(_LISTS, folder)),
                        ),
                        count,
                    )
                    for folder, name, count in rows
                ),
            )
            for letter, rows in letters
        ),
    )


def by_letter(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Lists by the first letter of their names: (letter, lists in order); names without a letter
    are last."""
    keyed = sorted((_key(row[1]), row) for row in rows)
    groups: dict[str, list[Row]] = {}
    for letter, group in groupby(keyed, lambda pair: pair[0][0][0][:1].upper()):
        groups.setdefault(letter, []).extend(row for _, row in group)
    others = groups.pop("", [])
    return [*groups.items(), *([("", others)] if others else [])]


def _key(name: str) -> _Key:
    """The order of a name: of each character its letters, its tone, itself."""
    surname = next((name[:n] for n in (2, 1) if name[:n] in _surnames()), "")
    first = _surnames().get(surname, "") or _reading(name[:1])
    readings = (first, *map(_reading, name[1:]))
    return tuple(
        (*_letters_and_tone(reading), sign) for reading, sign in zip(readings, name, strict=True)
    )


def _reading(sign: str) -> str:
    """A character in pinyin; a Latin letter as it is; empty for any other sign."""
    return _pinyin().get(ord(sign), "").partition(",")[0] or sign


@cache
def _letters_and_tone(reading: str) -> tuple[str, int]:
    """The letters of a reading, a to z, and its tone, from 1 to 4; 0 for none."""
    parts = unicodedata.normalize("NFKD", reading).casefold()
    tones = [_TONES.index(sign) + 1 for sign in parts if sign in _TONES]
    return "".join(_LETTER.findall(parts)), sum(tones[:1])


@cache
def _surnames() -> Mapping[str, str]:
    words = iter(_SURNAMES.split())
    return dict(zip(words, words, strict=True))


@cache
def _pinyin() -> Mapping[int, str]:
    """The readings of each character, the most frequent first, by its code point."""
    # The library reads its phrases when it is imported, which takes four times as long; a name's
    # characters are not phrases.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin.pinyin_dict import pinyin_dict

    return pinyin_dict


class Authors(PageKind):
    """The page of authors."""

    name = "authors"
    recipes = (AUTHORS,)
    entrance = (_ADDRESS, "authors")
    index_of = _LISTS

    def has_entrance(self, store: EditionStore) -> bool:
        """Whether anyone has a list."""
        return store.has_listed(_LISTS)

    def touched(
        self, store: EditionStore, edition: str, lists: Collection[List]
    ) -> Iterator[Owner]:
        """The page, where an article with an author is touched."""
        if any(kind == _LISTS for kind, *_ in lists):
            yield Owner(self.name)

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Target]:
        """The page in every variant; where all articles are gone, what says so."""
        rows = store.names(_LISTS)
        letters = by_letter([row for row in rows if row[2]])
        if rows and not letters:
            yield from emptied.targets(context, lambda variant: _emptied(context, variant))
        for variant in context.site.variants if letters else ():
            view = authors(context.localization, variant, letters)
            yield target(AUTHORS, view, view.frame.address, variant)


def _emptied(context: SiteContext, variant: Variant) -> EmptiedView:
    name = context.theme.words[variant.tag].translate("authors")
    up = Link("", context.localization.localizer(variant).url(address.ARCHIVE))
    return EmptiedView(frame=frame(context.localization, variant, _ADDRESS), name=name, up=up)


KIND = Authors()
