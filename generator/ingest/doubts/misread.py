"""Characters that are likely misread: a rare one in place of a similar one in a frequent word.

Text in, (offset, message) out. Only the words listed here are reported; nothing is corrected,
because the newspaper may have printed them so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORDS = """
已经:己经 而已:而己 从未:从末 尚未:尚末 始末:始未 治理:冶理 政治:政冶 防治:防冶 整治:整冶
自治:自冶 分析:分折 解析:解折 剖析:剖折 拆迁:折迁 秦淮:秦准 准备:淮备 标准:标淮 批准:批淮
准确:淮确 水准:水淮 竞争:竟争 竞赛:竟赛 竞技:竟技 究竟:究竞 竟然:竞然 桥梁:桥粱 栋梁:栋粱
赢得:羸得,嬴得 双赢:双嬴,双羸 派遣:派谴 遗产:遣产 遗址:遣址 遗憾:遣憾 迁徙:迁徒 时候:时侯
气候:气侯 等候:等侯 问候:问侯 诸侯:诸候 拨打:拔打 拨款:拔款 划拨:划拔 挺拔:挺拨 选拔:选拨
海拔:海拨 提拔:提拨 辨别:辩别 辨认:辩认 分辨率:分辩率 刺激:剌激 冲刺:冲剌 毫米:亳米 丝毫:丝亳
亳州:毫州 母亲:毋亲 毋庸:母庸 士兵:土兵 博士:博土 硕士:硕土 女士:女土 领土:领士 干净:千净
若干:若千 千瓦:干瓦 城市:城巿 市场:巿场 市民:巿民 日前:曰前 近日:近曰 昨日:昨曰 今日:今曰
日本:曰本 大家:太家 大力:太力 扩大:扩太 天津:夭津 今天:今夭 明天:明夭 天气:夭气 历史:历吏
发展:发屐 开展:开屐 进展:进屐 贫困:贪困 扶贫:扶贪 贪污:贫污 共产党:共产觉 戍边:戌边 卫戍:卫戌
峡谷:陕谷 崇高:祟高 推崇:推祟 免费:兔费 避免:避兔 难免:难兔 以免:以兔 已經:己經 未來:末來
標準:標淮 準備:淮備 競爭:竟爭 遺產:遣產 遺憾:遣憾 氣候:氣侯 時候:時侯 市場:巿場 市民:巿民
發展:發屐 免費:兔費 避免:避兔
"""
"""``INTENDED:MISREAD[,MISREAD…]``, parted by white space."""
_INTENDED = {
    wrong: right
    for right, _, misreadings in (pair.partition(":") for pair in _WORDS.split())
    for wrong in misreadings.split(",")
}
"""The intended word of each misread one."""
_MISREADINGS = re.compile("|".join(map(re.escape, sorted(_INTENDED, key=len, reverse=True))))
_IN_CONTEXT = re.compile("引领导(?![向航师读游])|自已(?=的)")
"""Words that are misread only if the next characters do not make another word: 引领导向 is not
引领导."""
_REPEATED = re.compile("(?<!目)的的(?![确確士])|了了(?![解却結结])|与与|與與|和和(?![气氣美睦])")
"""A particle printed twice: 的的, but not 目的的 or 的的确确."""


def misread_characters(text: str) -> Iterator[tuple[int, str]]:
    """(offset, the words in question) of each likely misreading in a text."""
    for match in _MISREADINGS.finditer(text):
        yield match.start(), f"{match[0]} (perhaps {_INTENDED[match[0]]})"
    for pattern in (_IN_CONTEXT, _REPEATED):
        for match in pattern.finditer(text):
            yield match.start(), match[0]
