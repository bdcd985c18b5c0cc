"""Half-width punctuation in Chinese text made full-width: text in, text out.

Marks in numbers, times, scores, formulas, Latin passages and addresses are left as they are.
Letters, digits and full-width marks are never changed.
"""

from __future__ import annotations

import re

import msgspec

_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_STOP = re.compile(r"[,;:!?.]|--")
_BRACKET = re.compile("[()（）]")
_QUOTE = re.compile("[\"']")
_CANDIDATE = re.compile(r"[,;:!?()\"'.]|--")
_NUMBER = re.compile(
    # A number with its thousands, a time or a score, a decimal or an ordinal with points.
    r"(?<![0-9.:])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])"
    r"|(?<![0-9])[0-9]++(?:(?::[0-9]+)+|(?:\.[0-9]+)+)"
)
_ADDRESS = re.compile(
    r"(?:https?|ftp)://[^\s\u3000-\u9fff（）《》“”，。；]+|www\.[\w./?=&%#~:-]+"
    r"|(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]+)+|[A-Za-z]:\\[^\s\u4e00-\u9fff]+"
)
_HAS_ADDRESS = re.compile(r"://|www\.|@|:\\")
_CHINESE = (
    "\u2e80-\u303f\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff—…‘’“”·"
)
_CJK = re.compile(f"[{_CHINESE}]")
_AFTER_CHINESE = {
    mark: (re.compile(f"(?<=[{_CHINESE}]){re.escape(mark)} ?"), wide)
    for mark, wide in _WIDE.items()
}
"""For each mark: the pattern of it right behind a Chinese character, and its full-width form."""
_CLOSED = frozenset("”’」』》）〉】〕％%°℃")
_NEAR = 12
"""The distance from a mark in which Chinese is searched (characters)."""


class PunctuationRules(msgspec.Struct, frozen=True):
    """Which marks are repaired."""

    stops: bool = True
    """``, ; : ! ?``, and full stops and dashes written as ``.`` and ``--``."""
    brackets: bool = True
    quotes: bool = True
    traditional: bool = False
    """Whether quotation marks are 「」 instead of “”."""


def full_width(text: str, rules: PunctuationRules) -> str:
    """The text with full-width marks. Its length changes only by spaces behind such a mark, which
    are removed."""
    if not _CANDIDATE.search(text):
        return text
    if rules.stops:
        text = _widen_after_chinese(text)
    safe = _positions(_NUMBER, text)
    if _HAS_ADDRESS.search(text):
        safe |= _positions(_ADDRESS, text)
    changed: dict[int, str] = {}
    if rules.stops:
        changed |= _stops(text, safe)
    if rules.brackets:
        changed |= _brackets(text, safe)
    if rules.quotes:
        changed |= _quotes(text, rules.traditional)
    return _apply(text, changed) if changed else text


def _widen_after_chinese(text: str) -> str:
    """The text with stops right behind Chinese characters made full-width."""
    for mark, (pattern, wide) in _AFTER_CHINESE.items():
        if mark in text:
            text = pattern.sub(wide, text)
    return text


def _positions(form: re.Pattern[str], text: str) -> set[int]:
    """The offsets of all characters in matches of a pattern."""
    return {at for match in form.finditer(text) for at in range(*match.span())}


def _is_chinese(char: str) -> bool:
    return bool(char) and _CJK.match(char) is not None


def _neighbour(text: str, at: int, step: int) -> str:
    """The nearest character before (``step`` -1) or behind (``step`` 1) an offset that is no white
    space."""
    at += step
    while 0 <= at < len(text) and text[at].isspace():
        at += step
    return text[at] if 0 <= at < len(text) else ""


def _stops(text: str, safe: set[int]) -> dict[int, str]:
    """The replacements of stops and dashes by offset; ``safe`` are offsets to leave."""
    changed: dict[int, str] = {}
    for match in _STOP.finditer(text):
        at, mark = match.start(), match[0]
        if mark == "--":
            if _is_dash(text, at):
                changed[at] = changed[at + 1] = "—"
        elif at in safe:
            continue
        elif mark == ".":
            if _is_full_stop(text, at):
                changed[at] = "。"
        elif _in_chinese(text, at):
            changed[at] = _WIDE[mark]
    return changed


def _in_chinese(text: str, at: int) -> bool:
    """Whether a stop separates Chinese words, or figures in a Chinese sentence."""
    before, after = _neighbour(text, at, -1), _neighbour(text, at, 1)
    if _is_chinese(before) or before in _CLOSED or _is_chinese(after):
        return True
    if text[at] == ":" or not _chinese_around(text, at):
        return False
    if not after or after in "\"'(" or before in "\"')":
        return True
    # Between Latin words it is left; beside a figure it separates two figures.
    return text[at] in ",;" and (before.isdigit() or after.isdigit())


def _chinese_around(text: str, at: int) -> bool:
    """Whether there is Chinese near an offset."""
    near = text[max(0, at - _NEAR) : at + _NEAR + 1]
    return _CJK.search(near) is not None


def _is_full_stop(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], _neighbour(text, at, 1)
    parted = text[at + 1 : at + 2].isspace() and _is_chinese(after)
    return at > 0 and _is_chinese(before) and (parted or not after or after in "”\"'」）)")


def _is_dash(text: str, at: int) -> bool:
    before, after = text[max(0, at - 1) : at], text[at + 2 : at + 3]
    return "-" not in (before, after) and (_is_chinese(before) or _is_chinese(after))


def _brackets(text: str, safe: set[int]) -> dict[int, str]:
    """The replacements of brackets by offset: pairs together, a lone bracket by its neighbours."""
    changed: dict[int, str] = {}
    opened: list[int] = []
    plain = (0, 0)  # a stretch known to hold no Chinese: pairs close from the inside out
    for match in _BRACKET.finditer(text):
        at = match.start()
        if at in safe:
            continue
        if text[at] in "(（":
            opened.append(at)
        elif opened:
            start = opened.pop()
            if _is_wide_pair(text, start, at, plain):
                changed[start], changed[at] = "（", "）"
            else:
                plain = (start, at)
        elif _is_chinese(_neighbour(text, at, -1)) or _is_chinese(_neighbour(text, at, 1)):
            changed[at] = "）"
    for at in opened:
        if _is_chinese(_neighbour(text, at, 1)) or _is_chinese(_neighbour(text, at, -1)):
            changed[at] = "（"
    return changed


def _is_wide_pair(text: str, start: int, end: int, plain: tuple[int, int]) -> bool:
    """Whether a pair of brackets is full-width. ``plain`` are the ends of a stretch known to hold
    no Chinese."""
    if text[start] == "（" or text[end] == "）":
        return True
    left, right = plain if start < plain[0] else (end, end)
    if _CJK.search(text, start + 1, left) or _CJK.search(text, right, end):
        return True
    before, after = _neighbour(text, start, -1), _neighbour(text, end, 1)
    tight = start > 0 and text[start - 1].isascii() and text[start - 1].isalnum()
    return not tight and (_is_chinese(before) or (_is_chinese(after) and not before))


def _quotes(text: str, traditional: bool) -> dict[int, str]:
    """The replacements of straight quotes by offset, paired and nested. An odd number of a kind is
    left."""
    spots: dict[str, list[int]] = {'"': [], "'": []}
    for match in _QUOTE.finditer(text):
        if not _is_apostrophe(text, match.start()):
            spots[match[0]].append(match.start())
    outer, inner = ("「」", "『』") if traditional else ("“”", "‘’")
    within = bool(spots['"']) or "“" in text or "「" in text
    changed: dict[int, str] = {}
    for mark, pair in (('"', outer), ("'", inner if within else outer)):
        ends = spots[mark]
        if len(ends) % 2:
            continue
        for start, end in zip(ends[::2], ends[1::2], strict=True):
            beside = _neighbour(text, start, -1), _neighbour(text, end, 1)
            if _CJK.search(text, start, end) or any(map(_is_chinese, beside)):
                changed[start], changed[end] = pair[0], pair[1]
    return changed


def _is_apostrophe(text: str, at: int) -> bool:
    """Whether a quote belongs to a Latin word or a figure: It's, workers', 5'20"."""
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    if not (before.isascii() and before.isalnum()):
        return False
    if text[at] == "'":
        return before.isdigit() or (not _is_chinese(after) and after not in (",", ".", ""))
    return before.isdigit() and "'" in text[max(0, at - 4) : at]


def _apply(text: str, changed: dict[int, str]) -> str:
    """The text with these replacements; a space behind a full-width mark is removed."""
    parts, last = [], 0
    for at in sorted(changed):
        parts += [text[last:at], changed[at]]
        last = at + 1
        if changed[at] in "，；：！？（）。" and text[last : last + 1] == " ":
            last += 1
    parts.append(text[last:])
    return "".join(parts)
