"""One person under two names: 刘冬 and 刘东 in one article.

A text and the names in its bylines in; (offset, first name, second name) out. Names are a frequent
surname and one or two characters; two of them are reported where they differ in one character of
the same sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_SURNAMES = (
    "刘李王陈杨赵黄吴徐孙胡朱郭罗郑梁谢宋韩冯邓曹彭肖蔡潘袁董蒋杜苏魏吕丁沈姜崔谭廖陆贾邹薛阎侯邱秦孟龚邵郝"
    "劉陳楊趙黃吳孫羅鄭謝韓馮鄧彭蕭蔣蘇魏呂薑譚陸賈鄒閻龔"
)
"""Frequent surnames that few other words begin with."""
_HOMOPHONES = (
    "冬东栋懂 明鸣铭名 华桦骅 伟纬苇炜玮维卫 丽莉俐利力立历 军君钧均 杰洁捷节 志智治致 建健剑 "
    "平萍苹 玲灵凌陵 红宏虹鸿洪 敏闵 文雯纹 英瑛樱 辉晖徽 涛滔 波博 斌彬滨 峰锋枫丰 飞菲霏 "
    "燕艳雁彦 静靖婧敬 云芸 梅媚 兰岚 婷亭廷庭 玉钰宇雨育 晓小筱 新欣鑫昕心馨 生升胜声 林琳霖麟 "
    "成城诚程 亮良 世士仕 永勇咏泳 祥翔 珍真臻贞 秀绣 青清卿 月悦越岳 德得 源媛远元 超朝 旭序 "
    "阳扬洋 佳嘉家 依怡宜奕逸毅义艺 子紫梓 思斯诗 浩皓昊 俊峻骏竣 凯楷 宁凝 彤童 可柯 "
    "琪奇祺琦其旗启 倩茜 慧惠 蓉荣容 鹏朋 晨辰 強强 龍龙 偉瑋 軍鈞 傑潔 華樺 輝暉 鋒楓豐 蘭嵐 "
    "勝聲 陽揚 義藝 "
)
"""Characters of given names by sound, groups parted by white space."""
_SOUND_GROUP = {char: at for at, group in enumerate(_HOMOPHONES.split()) for char in group}
"""The number of each character's group in :data:`_HOMOPHONES`."""
_NAME = re.compile(f"(?<![一扩紧主开每几两大老])[{_SURNAMES}](?=[\u4e00-\u9fff])")


def similar_names(text: str, bylines: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """(offset of the second, first name, second name) of each pair that sounds alike, each pair
    once."""
    seen: dict[str, int] = {name: -1 for name in bylines if 2 <= len(name) <= 3}
    reported: set[tuple[str, str]] = set()
    for match in _NAME.finditer(text):
        at = match.start()
        for size in (3, 2):
            name = text[at : at + size]
            matches = [other for other in seen if _sound_alike(name, other)]
            if size == 2 and text[at + 2 : at + 3] in _SOUND_GROUP:
                # It may be the beginning of a longer name, so the other must not be one as well.
                matches = [
                    other
                    for other in matches
                    if _character_after(text, other, seen) not in _SOUND_GROUP
                ]
            new = [other for other in matches if (other, name) not in reported]
            reported |= {(other, name) for other in matches} | {(name, other) for other in matches}
            for other in new:
                yield at, other, name
            seen.setdefault(name, at)
            if matches:
                break


def _character_after(text: str, name: str, seen: dict[str, int]) -> str:
    """The character behind the first occurrence of a name; empty for a name known from a byline."""
    at = seen[name]
    return text[at + len(name) : at + len(name) + 1] if at >= 0 else ""


def _sound_alike(first_name: str, second_name: str) -> bool:
    """Whether two names differ in one character only, and these two characters sound alike."""
    if (
        len(first_name) != len(second_name)
        or first_name == second_name
        or first_name[0] != second_name[0]
    ):
        return False
    differ = [(a, b) for a, b in zip(first_name[1:], second_name[1:], strict=True) if a != b]
    if len(differ) != 1:
        return False
    first, second = (_SOUND_GROUP.get(char) for char in differ[0])
    return first is not None and first == second
