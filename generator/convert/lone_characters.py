"""Context rules for a character outside known words, and for words with more than one form.

The rules of ``data/lone_characters.txt`` are tried in the file's order; the first that matches the
text before and after decides. Words and probabilities play no part.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib import resources

import msgspec

FILE = "lone_characters.txt"
_REACH = 16
"""Characters on either side that a rule can match."""
_NUMERAL = "[0-9０-９一二三四五六七八九十百千万亿两零〇]"
_FOREIGN = (
    "[阿埃艾爱安奥巴白拜班保鲍贝本比彼别宾波伯博勃布查茨达大戴丹道得德登邓狄迪第蒂丁顿多杜恩尔法凡范"
    "菲费芬丰佛弗夫福富盖冈戈格葛古瓜圭贵果哈海汉豪赫黑亨洪华怀惠霍基吉加贾简杰金喀卡凯坎康考科克肯"
    "孔库夸昆拉莱赖兰朗劳勒雷蕾里理利莉丽莲列林琳卢鲁路伦罗洛马玛麦曼毛梅门蒙米密明莫墨默姆穆拿"
    "那娜纳乃奈南内妮尼涅宁纽农努诺欧帕潘庞佩彭蓬皮平泼普齐奇恰乔切琴丘热日荣茹瑞若撒萨塞赛桑瑟森沙"
    "莎山尚舍圣施什史舒斯苏索塔泰坦汤唐陶特藤提廷图土托瓦万旺威韦维魏温文沃乌伍武西希锡夏香肖谢辛"
    "欣休逊雅亚扬耶叶伊易因英雍尤约泽扎詹珍芝朱兹祖佐丝蓓茜薇黛嘉妲]"
)
_ROLES = (
    "记者|通讯员|摄影|编辑|作者|评论员|特派员|书记|主任|局长|部长|市长|县长|省长|区长|镇长|乡长|村长|"
    "主席|委员|代表|总理|总统|校长|院长|所长|处长|科长|厅长|司长|行长|会长|社长|站长|队长|队员|团长|"
    "教授|研究员|院士|专家|博士|老师|教师|医生|医师|护士|律师|法官|检察官|警官|民警|工程师|经理|总裁|"
    "董事长|总监|负责人|创始人|演员|歌手|导演|编剧|主演|主持人|作家|画家|诗人|名将|选手|球员|教练|"
    "运动员|居民|市民|村民|农民|同学|学生|大爷|大妈|师傅|嫌疑人|被告人|被害人|男子|女子|同志|烈士|"
    "支书|老支书|会计|劳模|模范|标兵|老汉|能手|馆长|台长|局座|团员|党员|书法家|企业家|科学家|"
    "学者|嘉宾|评委|老板|店主|业主|车主|乘客|司机|船长|机长|航天员|宇航员|飞行员|战士|班长|排长|连长|"
    "营长|旅长|师长|军长|政委|参谋|士兵|消防员|队医|裁判|名帅|主帅|前锋|后卫|中锋|门将|投手|捕手|"
    "游击手|教头|总教练|外长|防长|首相|大使|参赞|主教|法师|道长|掌门|主厨|厨师|理发师|设计师|建筑师|"
    "制作人|监制|作词|作曲|编曲|旁白|歌后|视帝|视后|男主角|女主角|责编|校对|版式|美编|实习生|本报|"
    "将军|司令|立委|议员|里长|局员|发言人|理事长|秘书长|董座|主播|艺人|男星|女星|影后|影帝|天后|名嘴"
)
# The lookahead for the first characters saves trying every role at every position.
ROLE = f"(?=[{''.join(sorted({role[0] for role in _ROLES.split('|')}))}])(?:{_ROLES})"
"""A role or title, which announces a name."""
SAYING = "(?:说|表示|指出|认为|介绍|告诉|称|强调|透露|坦言|回忆|某|先生|女士|小姐|老师|教授)"
"""A verb or title that follows a name."""


class ContextRule(msgspec.Struct, frozen=True):
    """A form with the condition under which it is right."""

    form: str
    before: str
    """A pattern for the text before; empty: any text."""
    after: str
    """A pattern for the text after; empty: any text."""


def form_in_context(text: str, start: int, end: int, file: str = FILE) -> str:
    """The form of the character or word ``text[start:end]``; empty where no rule matches."""
    word_rules = rules(text[start:end], file)
    if not word_rules:
        return ""
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    for rule in word_rules:
        # ``after`` first: it matches at a fixed position, ``before`` is searched for.
        if rule.after and not _pattern(rule.after).match(after):
            continue
        if rule.before and not _pattern(rule.before).search(before):
            continue
        return rule.form
    return ""


def rules(word: str, file: str = FILE) -> Sequence[ContextRule]:
    """The rules of a character or word, in order; empty for most."""
    return _rules_by_word(file).get(word, ())


def default_form(word: str) -> str:
    """The form of the rule without conditions; empty where there is none."""
    return next((rule.form for rule in rules(word) if not rule.before and not rule.after), "")


@cache
def _rules_by_word(file: str) -> dict[str, list[ContextRule]]:
    grouped: dict[str, list[ContextRule]] = defaultdict(list)
    for word, form_, before, after in rows(file):
        grouped[word].append(ContextRule(form_, before, after))
    return dict(grouped)


def rows(file: str = FILE) -> tuple[tuple[str, str, str, str], ...]:
    """The rows of a file: character or word, form, pattern before, pattern after."""
    data = resources.files("generator.convert") / "data"
    text = (data / file).read_text("utf-8")
    rows = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            char, form_, *sides = line.split("\t")
            before, after = [*sides, "", ""][:2]
            rows.append((char, form_, before, after))
    return tuple(rows)


@cache  # all patterns together take a fourteenth of a second; a night needs few
def _pattern(pattern: str) -> re.Pattern[str]:
    """A compiled condition, its abbreviations ({n}, {t}, {r}, {v}) replaced."""
    for name, words in (("{n}", _NUMERAL), ("{t}", _FOREIGN), ("{r}", ROLE), ("{v}", SAYING)):
        pattern = pattern.replace(name, words)
    return re.compile(pattern)
