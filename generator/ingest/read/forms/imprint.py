"""The nameplate of a front page and the imprint of a page: line in, :data:`Evidence` out.

Such a line consists of items only: name, number, date, price, address, telephone. Where on the page
it may stand is decided by :mod:`generator.ingest.read.furniture`.
"""

from __future__ import annotations

import re
from typing import Literal

from generator.ingest.read.forms import dates
from generator.ingest.read.forms.folding import fold
from generator.ingest.read.forms.roles import HAN

Evidence = Literal["", "weak", "strong"]
"""``strong`` if the line is certainly one; ``weak`` if it is one only beside a strong line; empty
if it is none."""

_LONGEST = 160
"""The longest such line (characters)."""
_N = dates.NUMERAL
_HYPHEN = "[-—–~－]{1,2}"
_TEL = r"[(0-9][0-9()、 -]{5,40}"
_GAP = r"[\s|,;、·/。]*+"
_YEAR = "[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年?"
_TERM = (
    "立[春夏秋冬]|[春秋]分|[夏冬]至|雨水|惊蛰|清明|谷雨|小满|芒种|[小大][暑雪寒]"
    "|处暑|白露|寒露|霜降"
)
_MONTH = "闰?[正一二三四五六七八九十冬腊]{1,2}月"
_LUNAR_DAY = "[初十廿卅二三][一二三四五六七八九十]日?"
_LUNAR = (
    rf"(?:(?:农历|農曆)?\s*{_YEAR}(?:\s*{_MONTH}\s*{_LUNAR_DAY})?|(?:农历|農曆)\s*{_MONTH}\s*{_LUNAR_DAY})"
    rf"(?:\s*(?:今日|明日)?(?:{_TERM}))?"
)
_DAY = (
    r"(?:[0-9]{4}|[〇○零一二三四五六七八九]{4})\s*年\s*"
    rf"{_N}\s*月\s*{_N}\s*日(?:\s*[(]?星期[一二三四五六日天][)]?)?"
)
_NUMBER = r"(?:总|今年|本年)?第\s*[0-9〇○零一二三四五六七八九十百千]{1,8}\s*期"
_PAGES = rf"(?:今日|今天|本期|本报今日)\s*共?\s*{_N}\s*个?版|共\s*{_N}\s*版"
_REGISTER = (
    rf"(?:国内)?(?:统一)?(?:连续出版物)?(?:刊号|号|代号)?\s*:?\s*CN\s*[0-9]{{2}}\s*{_HYPHEN}\s*[0-9]{{4}}(?:/[A-Z]+)?"
    rf"|(?:国内)?统一(?:连续出版物)?(?:刊号|号)\s*:?\s*[0-9]{{2}}\s*{_HYPHEN}\s*[0-9]{{4}}"
    rf"|邮发代号\s*:?\s*[0-9]{{1,3}}\s*{_HYPHEN}\s*[0-9]{{1,4}}"
)
_WEB = r"(?:[\u4e00-\u9fff]{2,6}\s*:?\s*)?(?:https?://|www\.)[\w./?=&-]+"
_PRICE = (
    r"(?:每份)?(?:零售|定|售)价?(?:每份)?\s*:?\s*(?:每份)?[0-9.]+\s*元(?:/?[份月年])?"
    r"|(?:全年|半年|每?季|每?月|年)(?:订阅|订)?(?:定价|价)\s*:?\s*[0-9.]+\s*元"
)
_HOTLINE = (
    "(?:新闻|广告|发行|订报|订阅|投递|投诉|爆料|监督|值班|总编室|编辑部|办公室|广告部|发行部|读者)"
    rf"(?:服务|中心|部)?(?:热线|电话|专线)\s*:?\s*{_TEL}"
)
_KIND = "(?:日|晚|早|晨|时|商|都\\s?市|青\\s?年)\\s?报"
_NAME = rf"[{HAN}](?:\s?[{HAN}]){{1,7}}?\s?{_KIND}"
_LATIN = r"[A-Z][A-Za-z .'-]{1,30}(?:(?i:daily|news|ribao|wanbao|zaobao|shibao|times|post))"
_ORGAN = rf"(?:中共)?[{HAN}]{{2,14}}(?:机关报|主管主办|主管|主办)|[{HAN}]{{2,10}}报社(?:编辑)?出版"
_WEATHER = re.compile("天气|晴|阴|多云|[雨雪雾霾]|[风级]|气温")
_DEGREES = re.compile("[0-9]\\s*(?:℃|°C|度|摄氏度)")

_TOP_STRONG = re.compile(f"{_DAY}|{_LUNAR}|{_NUMBER}|{_PAGES}|{_REGISTER}")
# Atomic groups and possessive quantifiers: no backtracking into an item that has matched.
_TOP = re.compile(
    rf"{_GAP}(?:(?>{_DAY}|{_LUNAR}|{_NUMBER}|{_PAGES}|{_REGISTER}|{_PRICE}|{_HOTLINE}|{_WEB}"
    rf"|{_ORGAN}|{_NAME}|{_LATIN}|星期[一二三四五六日天]|[0-9]{{1,2}}版?){_GAP})++"
)

_ADDRESS = rf"[{HAN}A-Za-z0-9()-]{{4,40}}"
_FIRM = rf"[{HAN}()]{{4,24}}"
_FOOT_STRONG_ITEM = (
    rf"{_REGISTER}|{_NUMBER}|{_PRICE}|{_HOTLINE}"
    r"|广告(?:经营)?(?:许可证|发布登记)(?:编?号)?\s*:?\s*[^\s:]{4,30}"
    rf"|(?:承印|印刷|印制)(?:单位|厂家?)?\s*:\s*{_FIRM}"
    rf"|(?:本报|[{HAN}]{{2,12}}?)(?:印刷厂|印务(?:中心|公司|有限公司))(?:承印|印刷|印制)?"
    rf"|[{HAN}]{{0,4}}(?:开印|开机|印完|付印|印毕|截稿|印刷完成)(?:时间)?\s*:?\s*[0-9]{{1,2}}[:时点][0-9]{{0,2}}分?"
    rf"|(?:社址|本报地址|报社地址)\s*:?\s*{_ADDRESS}"
    rf"|(?:本报)?(?:常年)?法律顾问\s*:\s*[{HAN}() ]{{2,30}}"
    rf"|(?:社长|总编辑|副?总编|副总编辑|总经理)\s*:\s*[{HAN}]{{2,4}}"
    rf"|[{HAN}]{{2,10}}报社(?:编辑)?出版"
    r"|(?:本版|投稿|来稿|编辑部)(?:邮箱|信箱|电子邮箱)\s*:?\s*[\w.+-]{1,40}@[\w.-]{3,40}"
)
_FOOT_WEAK_ITEM = (
    rf"地址\s*:\s*{_ADDRESS}|(?:电话|传真)\s*:?\s*{_TEL}|(?:邮编|邮政编码)\s*:?\s*[0-9]{{6}}"
    rf"|(?:邮箱|电子信箱|电子邮箱|E-?mail)\s*:?\s*[\w.+-]{{1,40}}@[\w.-]{{3,40}}|(?:网址\s*:?\s*)?{_WEB}"
)
_FOOT_STRONG = re.compile(_FOOT_STRONG_ITEM, re.IGNORECASE)
_FOOT = re.compile(rf"{_GAP}(?:(?>{_FOOT_STRONG_ITEM}|{_FOOT_WEAK_ITEM}){_GAP})++", re.IGNORECASE)

_MAKER = (
    "(?:责任编辑|责任校对|责编|版式设计|版面设计|版式|美术编辑|美编|视觉设计|图片编辑|值班主任|值班编委|执行主编|"
    rf"主编|编辑|校对|审读|编审|终审|组版|照排)\s*[:/]?\s*[{HAN}]{{2,3}}"
)
_MAKERS = re.compile(rf"[□■●◆◇○\s]*{_MAKER}(?:[□■●◆◇○\s|、]+{_MAKER})+\s*")


def nameplate(text: str) -> Evidence:
    """Evidence that a line is part of a nameplate."""
    folded = fold(text).strip()
    if not 0 < len(folded) <= _LONGEST:
        return ""
    if _TOP.fullmatch(folded):
        return "strong" if _TOP_STRONG.search(folded) else "weak"
    is_weather = len(folded) <= 60 and _DEGREES.search(folded) and _WEATHER.search(folded)
    return "weak" if is_weather and folded[-1] != "。" else ""


def imprint(text: str) -> Evidence:
    """Evidence that a line is part of an imprint."""
    folded = fold(text).strip()
    if not 0 < len(folded) <= _LONGEST or not _FOOT.fullmatch(folded):
        return ""
    return "strong" if _FOOT_STRONG.search(folded) else "weak"


def is_staff_line(text: str) -> bool:
    """Whether a line names those who made the page without marks between roles and names:
    责任编辑王芳 版式设计刘洋."""
    return len(text) <= 90 and _MAKERS.fullmatch(fold(text)) is not None
