"""People's names: what looks like one, and how its characters are written.

Knows surnames, which characters given names are made of (counted from the names in the general
dictionary), and the forms that hold in names only (于 not 於, 鍾 not 鐘, 采 not 採). Refuses to
know the registry: who is entered there is a locked term before this is asked.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from generator.convert import lone_characters
from generator.convert.lexicon import load_lexicon, people
from generator.convert.table_cache import cached_table

SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛"
    "叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段漕钱汤尹黎易常武乔"
    "贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷"
    "祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强"
    "柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏"
    "栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌"
    "银扬明沙薄伏岑习胥保和蔺朴种后干征"
)
_FORMS = dict(
    zip(
        "种于钟采冲斗系台准制涂后征复汇尽卷表余干志发布念游云周舍咸历面里谷占托岳松升范丰胡",
        "种于鍾采沖斗系臺准制涂后征復匯盡卷表余干志發布念游雲周舍咸歷面里谷占托岳松升范豐胡",
        strict=True,
    )
)
_SURNAME_FORMS = {"万": "萬", "郁": "郁", "朴": "朴", "姜": "姜", "沈": "沈", "党": "黨"}
DISTINCTIVE = frozenset("于钟采冲斗涂种后干征")
"""Characters written otherwise in a name than alone: only names with one are looked for."""
_DISTINCTIVE = re.compile(f"[{''.join(sorted(DISTINCTIVE))}]")
_RARE = re.compile("[种后干征]")
"""Those that are looked for only where a role announces them."""
_SAYING = re.compile(rf"{lone_characters.SAYING}|、")
_HAN = re.compile("[\u3400-\u9fff]")
_ALL_HAN = re.compile("[\u3400-\u9fff]+")
_BEFORE_YU = frozenset("曾常成向应安乐高易关游归终应宜荣封位居生死战")
"""Surnames after which 于 is a preposition."""
_NEXT = frozenset("和与及在说称等对从为是向到也了的将")
"""What follows a name oftener than it ends one."""
_RATE = 4.5
"""-ln of how often a name begins at a place in a newspaper."""
_LONE = 4.0
"""What a name of two characters costs more."""
_WITHOUT_CONTEXT = 2.0
_ANNOUNCED = 5.0
_TITLED = re.compile(rf"{lone_characters.ROLE}$")
_BEFORE = re.compile(rf"(?:{lone_characters.ROLE}|[、和与及])$")
_AFTER = re.compile(
    rf"{lone_characters.SAYING}|[、，。：；（）》】」”\s]|$|和|与|等|在|为|获|任|率|出席|主持|介绍"
)


@dataclass(frozen=True, slots=True)
class _Model:
    surname: dict[str, float]
    given: dict[str, float]
    rare: float


def candidates(text: str, start: int, end: int) -> dict[tuple[int, int], float]:
    """Where in the clause ``text[start:end]`` a name may stand: (start, end) in the clause → cost.

    Only names that hold a character with a form of its own in names are looked for."""
    clause = text[start:end]
    told = [found.start() for found in _DISTINCTIVE.finditer(clause)]
    if not told:
        return {}
    model = _model()
    found: dict[tuple[int, int], float] = {}
    for at in dict.fromkeys(at for there in told for at in range(max(0, there - 2), there + 1)):
        family = model.surname.get(clause[at])
        if family is None:
            continue
        for size in (3, 2):
            given = clause[at + 1 : at + size]
            if len(given) == size - 1 and _is_plausible(clause[at : at + size]):
                setting = _setting(text, start + at, start + at + size)
                if setting is not None:
                    price = family + sum(model.given.get(c, model.rare) for c in given)
                    found[at, at + size] = _RATE + price + setting
    return found


def _is_plausible(name: str) -> bool:
    """Whether it holds a character that counts, and is no other word of the dictionary."""
    return _DISTINCTIVE.search(name) is not None and (
        name not in load_lexicon().cost or name in _known()
    )


@cache
def _known() -> frozenset[str]:
    return frozenset(people())


def announced_candidates(text: str, start: int, end: int) -> dict[tuple[int, int], float]:
    """Where in a clause a name may stand that a role right before it announces."""
    model = _model()
    found: dict[tuple[int, int], float] = {}
    for at in range(end - start - 1):
        here = start + at
        family = model.surname.get(text[here])
        if family is None or not _TITLED.search(text[max(0, here - 12) : here]):
            continue
        for size in (3, 2):
            given = text[here + 1 : min(here + size, end)]
            setting = _setting(text, here, here + size) if len(given) == size - 1 else None
            if setting is not None:
                price = family + sum(model.given.get(char, model.rare) for char in given)
                found[at, at + size] = _RATE + price + setting
    return found


def is_name(text: str) -> bool:
    """Whether a text can be a Chinese person's name: a surname and one or two characters."""
    return 2 <= len(text) <= 3 and text[0] in SURNAMES and _ALL_HAN.fullmatch(text) is not None


def name_form(name: str, plain: Mapping[int, str]) -> str:
    """A name in OpenCC's standard; ``plain`` has the forms of all other characters."""
    head = _SURNAME_FORMS.get(name[0]) or _FORMS.get(name[0]) or name[0].translate(plain)
    return head + "".join(_FORMS.get(char) or char.translate(plain) for char in name[1:])


def _setting(text: str, start: int, end: int) -> float | None:
    """How much what stands beside a name speaks for it (negative) or against it; None: no name."""
    if text[end - 1] == "于" or (text[end - 1] == "采" and text[end : end + 1] in "写访编摄购"):
        return None
    price = 0.0 if end - start == 3 else _LONE
    if text[end - 1] in _NEXT:
        price += _LONE
    before = _BEFORE.search(text[max(0, start - 12) : start])
    if not before and not _may_stand_unannounced(text, start, end):
        return None
    after = _AFTER.match(text[end : end + 8])
    if before:
        return price - _ANNOUNCED - (1.0 if after else 0.0)
    return price - 1.0 if after else price + _WITHOUT_CONTEXT


def _may_stand_unannounced(text: str, start: int, end: int) -> bool:
    if start and _HAN.match(text, start - 1):
        # In the midst of a clause, what isn't announced is hardly ever a name.
        return False
    if _RARE.search(text, start, end):
        return False
    at = text.find("于", start, end)
    if at < 0:
        return True
    # 于 is a preposition a hundred times for each time it is a name.
    told = at == start + 1 and text[start] not in _BEFORE_YU
    return end - start == 3 and (told or _SAYING.match(text, end) is not None)


@cache
def _model() -> _Model:
    return _Model(*_counted())


@cached_table
def _counted() -> tuple[dict[str, float], dict[str, float], float]:
    names = [name for name in people() if 2 <= len(name) <= 3 and name[0] in SURNAMES]
    return (
        _costs((name[0] for name in names), SURNAMES),
        _costs((char for name in names for char in name[1:]), ()),
        11.0,
    )


def _costs(chars: Iterable[str], at_least: Iterable[str]) -> dict[str, float]:
    counts = Counter(chars)
    counts.update(at_least)
    total = math.log(sum(counts.values()))
    return {char: total - math.log(count) for char, count in counts.items()}
