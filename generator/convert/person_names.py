"""Recognition of people's names in running text, and the forms of characters in names.

A candidate is a surname with one or two characters; its cost follows from the frequencies of
surnames and given names in the general dictionary, and from the text beside it. Some characters
have forms of their own in names (于 not 於, 鍾 not 鐘, 采 not 採). Names in ``names.toml`` are
terms, which are locked before.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

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
"""Characters whose form in names differs from their commonest: names without one are
not searched for."""
_DISTINCTIVE = re.compile(f"[{''.join(sorted(DISTINCTIVE))}]")
_ONLY_ANNOUNCED = re.compile("[种后干征]")
"""Those that count as part of a name only behind a role."""
_SAYING = re.compile(rf"{lone_characters.SAYING}|、")
_HAN = re.compile("[\u3400-\u9fff]")
_ALL_HAN = re.compile("[\u3400-\u9fff]+")
_NEVER_LAST = frozenset("于涂后")
"""Characters that end no name: prepositions and verbs do."""
_PREPOSITION = re.compile(
    "于(?:[家任][中上内里期]|[今昨明当近日早晚凌去本上下前次同此一二三四五六七八九十0-9０-９])"
)
"""于 before a place or a time: 村民于家中, 局长于任上, 总理于本月."""
_BEFORE_YU = frozenset("曾常成向应安乐高易关游归终应宜荣封位居生死战")
"""Surnames after which 于 is a preposition."""
_FOLLOWING = frozenset("和与及在说称等对从为是向到也了的将")
"""Characters that follow a name more often than they end one."""
_NAME_COST = 4.5
"""-ln of the probability that a name begins at a position of a newspaper's text."""
_SHORT_COST = 4.0
"""Added to the cost of a name of two characters."""
_RARE_COST = 11.0
"""-ln of the probability of a character in given names that the dictionary does not have."""
_NO_CONTEXT_COST = 2.0
"""Added where nothing beside a candidate suggests a name."""
_ANNOUNCED_GAIN = 5.0
"""Subtracted where a role or another name stands before a candidate."""
_TITLED = rf"{lone_characters.ROLE}$"
_BEFORE = re.compile(rf"(?:{lone_characters.ROLE}|[、和与及])$")
_AFTER = re.compile(
    rf"{lone_characters.SAYING}|[、，。：；（）》】」”\s]|$|和|与|等|在|为|获|任|率|出席|主持|介绍"
)


def candidates(text: str, start: int, end: int) -> dict[tuple[int, int], float]:
    """The names that may stand in the clause ``text[start:end]``: (start, end) in it → cost.

    Only names that hold a distinctive character are searched for."""
    clause = text[start:end]
    positions = [match.start() for match in _DISTINCTIVE.finditer(clause)]
    spans: dict[tuple[int, int], float] = {}
    starts = (a for b in positions for a in range(max(0, b - 2), b + 1) if clause[a] in SURNAMES)
    for at in dict.fromkeys(starts):
        for size in (3, 2):
            if at + size <= len(clause) and _is_plausible(clause[at : at + size]):
                cost = _cost(text, start + at, start + at + size)
                if cost is not None:
                    spans[at, at + size] = cost
    return spans


def _cost(text: str, start: int, end: int) -> float | None:
    """The cost of ``text[start:end]``, which begins with a surname, as a name; None where it
    cannot be one."""
    context = _context_cost(text, start, end)
    if context is None:
        return None
    surnames, given_names = _character_costs()
    given = sum(given_names.get(char, _RARE_COST) for char in text[start + 1 : end])
    return _NAME_COST + surnames[text[start]] + given + context


def _is_plausible(name: str) -> bool:
    """Whether it holds a distinctive character, and is no other word of the dictionary."""
    return _DISTINCTIVE.search(name) is not None and (
        not load_lexicon().has(name) or name in _distinctive_people()
    )


def announced_candidates(text: str, start: int, end: int) -> dict[tuple[int, int], float]:
    """The names in the clause ``text[start:end]`` that a role stands right before."""
    spans: dict[tuple[int, int], float] = {}
    for at in range(start, end - 1):
        if text[at] not in SURNAMES or not re.search(_TITLED, text[max(0, at - 12) : at]):
            continue
        for size in (3, 2):
            cost = _cost(text, at, at + size) if at + size <= end else None
            if cost is not None:
                spans[at - start, at - start + size] = cost
    return spans


def is_name(text: str) -> bool:
    """Whether a text has the form of a Chinese name: a surname and one or two characters."""
    return 2 <= len(text) <= 3 and text[0] in SURNAMES and _ALL_HAN.fullmatch(text) is not None


def name_form(name: str, plain: Mapping[int, str]) -> str:
    """A name in OpenCC's standard; ``plain`` holds the forms of characters without one in names."""
    head = _SURNAME_FORMS.get(name[0]) or _FORMS.get(name[0]) or name[0].translate(plain)
    return head + "".join(_FORMS.get(char) or char.translate(plain) for char in name[1:])


def _context_cost(text: str, start: int, end: int) -> float | None:
    """What the text beside a name adds to its cost; None where it rules the name out."""
    if text[end - 1] in _NEVER_LAST or _PREPOSITION.match(text, start):
        return None
    if text[start] == "后" and not _SAYING.match(text, end):
        # Behind a role nearly always 後: 任总书记后首访.
        return None
    if text[end - 1] == "采" and text[end : end + 1] in "写访编摄购":
        return None
    cost = 0.0 if end - start == 3 else _SHORT_COST
    if text[end - 1] in _FOLLOWING:
        cost += _SHORT_COST
    before = _BEFORE.search(text[max(0, start - 12) : start])
    if not before and not _may_be_unannounced(text, start, end):
        return None
    after = _AFTER.match(text[end : end + 8])
    if before:
        return cost - _ANNOUNCED_GAIN - (1.0 if after else 0.0)
    return cost - 1.0 if after else cost + _NO_CONTEXT_COST


def _may_be_unannounced(text: str, start: int, end: int) -> bool:
    """Whether a name without a role before it is probable enough to be a candidate."""
    if start and _HAN.match(text, start - 1):
        # Within a clause, an unannounced candidate is hardly ever a name.
        return False
    if _ONLY_ANNOUNCED.search(text, start, end):
        return False
    at = text.find("于", start, end)
    if at < 0:
        return True
    # 于 is a preposition a hundred times for each time it is a name.
    is_given_name = at == start + 1 and text[start] not in _BEFORE_YU
    return end - start == 3 and (is_given_name or _SAYING.match(text, end) is not None)


@cached_table
def _distinctive_people() -> frozenset[str]:
    """The names of the general dictionary that hold a distinctive character."""
    return frozenset(name for name in people() if _DISTINCTIVE.search(name))


@cached_table
def _character_costs() -> tuple[dict[str, float], dict[str, float]]:
    """The costs of surnames, and of the characters of given names."""
    names = [name for name in people() if 2 <= len(name) <= 3 and name[0] in SURNAMES]
    return (
        _costs((name[0] for name in names), SURNAMES),
        _costs((char for name in names for char in name[1:]), ()),
    )


def _costs(chars: Iterable[str], at_least: Iterable[str]) -> dict[str, float]:
    """-ln of each character's probability; those of ``at_least`` are counted once more."""
    counts = Counter(chars)
    counts.update(at_least)
    total = math.log(sum(counts.values()))
    return {char: total - math.log(count) for char, count in counts.items()}
