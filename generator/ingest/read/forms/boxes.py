"""Labels of boxes (【相关链接】, 名词解释, 编后) and questions of interviews: text in, bool out."""

from __future__ import annotations

import re

from generator.ingest.read.forms.folding import fold

_WORDS = (
    "(?:相关|新闻|背景|知识|资料|政策|法规|案例|数据|人物|比赛)?链接|相关(?:新闻|报道|阅读|资料|背景)|延伸阅读"
    "|名词解释|(?:新闻|事件|人物)背景|背景(?:资料|介绍|新闻)|(?:小|温馨|特别|健康)?(?:贴士|提示|提醒)|(?:新闻|财经|知识)?小?(?:词典|辞典|字典|百科)|小(?:资料|知识)|数字解读"
    "|新闻(?:多一点|延伸|助读|回放|名片|人物)|人物(?:简介|名片|小传)|作者简介|专家(?:点评|观点|提醒)|短评|微评|快评|点评"
    "|记者(?:手记|观察|札记)|采访手记|编者(?:按|的话)|编后(?:语|记)?|数说|答疑解惑"
)
_QUESTION = re.compile("(?:问|Q|记者|本报记者|本报|主持人)[0-9]*\\s*:")
_LABEL = re.compile(rf"[■◆●▲★◎□◇\s]*[\[(]?(?:{_WORDS})[\])]?\s*:?")
"""A label, with or without a bracket, a mark or a colon."""


def is_label(text: str) -> bool:
    """Whether a line is the label of a box and nothing else."""
    return len(text) <= 12 and _LABEL.fullmatch(fold(text).strip()) is not None


def is_question(text: str) -> bool:
    """Whether a paragraph begins like a question of an interview: 问：, 记者：, Q:."""
    return _QUESTION.match(fold(text[:12])) is not None
