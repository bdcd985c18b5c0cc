"""Headlines and subheads that lost their marks: short bare lines in the right place.

Knows three places: right before an opening or a byline; after a gap or at the top of a page that
has no heading marks at all; again and again inside one text. Refuses verse, lists, speech and the
lines of people who sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.ingest.read.forms.folding import fold
from generator.ingest.read.forms.signatures import SignaturePosition, signature
from generator.ingest.read.rows import Row, usual_gap

LONGEST = 40
"""No bare headline is longer (characters)."""
_MOST = 4
"""A headline has no more lines."""
_SUBHEAD = 16
_LABEL = 5
"""A line over a headline that is no longer is a label (characters)."""
_LONG = 30
"""A paragraph, as against a line (characters)."""
_NO_HEAD = re.compile(
    r"[。，,、；;：:…）)】]$|。|^[（(〔\[【]|^[“「『](?:[^”」』]*|.*[”」』])$|^[-•·●△▲▪*]|^[0-9０-９]+[.．、]|^(?:图为|圖為|相关[阅链新报]|編者|编者按|编后|注[:：])|摄$|攝$"
)
_DATA = re.compile(r"(?:[0-9]+[^0-9]+){3}[0-9]")
"""Four numbers: a result, a table's row, the weather."""
_NOTICE = re.compile("[^，。：；]{0,12}(?:公告|声明|聲明|启事|啟事|通告|讣告|訃告|公示|名单|名單)")
_REFERS = re.compile("[刊见载]第?[A-Z0-9一二三四五六七八九十、,和及至]+版")
_SUBTITLE = re.compile("(?:——|--|－－|―)")
_STOPS = frozenset("。！？…”」』.!?")
"""A text that ends so is at its end."""


def promote_bare_headings(rows: Sequence[Row]) -> list[Row]:
    """The rows, with bare lines that are headlines or subheads as headings of a guessed level."""
    result = list(rows)
    marked = any(row.kind == "heading" for row in rows)
    for at, row in enumerate(rows):
        if _begins_text(rows, at):
            _promote(result, _run_before(result, at), row)
    if not marked:
        _after_gaps(result)
        _notices(result)
    _names(result)
    _subheads(result)
    return _bylines_below(result)


def _bylines_below(rows: list[Row]) -> list[Row]:
    """A byline that a converter set over the headline it belongs to goes below it; one of body
    size there closes the article before."""
    result = list(rows)
    for at in range(len(result) - 1):
        if (
            result[at].kind == "byline"
            and result[at].line.level
            and result[at + 1].kind == "heading"
        ):
            end = at + 1
            while end < len(result) and result[end].kind == "heading":
                end += 1
            result[at:end] = [*result[at + 1 : end], result[at]]
    return result


def _names(rows: list[Row]) -> None:
    """Names without a role right under a headline, or behind a text: a byline."""
    for at in range(1, len(rows)):
        place = _place(rows, at) if rows[at].kind == "text" else None
        signed = signature(rows[at].text, place) if place else None
        if signed:
            rows[at] = replace(
                rows[at], kind="byline", people=signed.people, guessed=not signed.sure
            )


def _place(rows: Sequence[Row], at: int) -> SignaturePosition | None:
    """Where a row stands, if people sign there."""
    before, after = rows[at - 1], rows[at + 1].kind if at + 1 < len(rows) else ""
    if before.kind == "heading":
        return "below" if after == "text" else None
    if before.kind != "text":
        return None
    ended = before.text[-1] in _STOPS and after in ("", "heading", "rule", "note", "jump")
    return "end" if ended else "behind"


def _may_head(row: Row) -> bool:
    if row.kind != "text" or row.opening is not None or row.mark is not None:
        return False
    text = row.text
    if not 2 <= len(text) <= LONGEST or _REFERS.search(fold(text)) or _DATA.search(fold(text)):
        return False
    return _NO_HEAD.search(text) is None


def _begins_text(rows: Sequence[Row], at: int) -> bool:
    """Whether a row is what follows a headline: an opening, or a byline with a text behind it."""
    row = rows[at]
    if row.opening is not None:
        return row.kind == "text"
    if row.kind != "byline" or at + 1 == len(rows):
        return False
    after = rows[at + 1]
    return after.kind in ("text", "byline", "note") and not _may_head(after)


def _run_before(rows: Sequence[Row], at: int) -> range:
    """The bare lines right above a row."""
    while at > 0 and rows[at - 1].kind == "note":
        at -= 1
    start = at
    while start > 0 and at - start < _MOST and _may_head(rows[start - 1]):
        start -= 1
        if rows[start].line.gap > max(1, rows[at].line.gap):
            break
    return range(start, at)


def _promote(rows: list[Row], run: range, below: Row) -> None:
    """Makes a run of bare lines one headline; below a heading they are its subtitle."""
    if not run or (len(run) == _MOST and _is_verse([rows[at].text for at in run])):
        return
    above = rows[run.start - 1] if run.start else None
    if above is not None and above.kind == "heading":
        levels = [above.line.level + 1] * len(run)
    else:
        levels = _levels([rows[at].text for at in run])
    sure = len(set(levels)) == 1 or any(_SUBTITLE.match(rows[at].text) for at in run)
    for at, level in zip(run, levels, strict=True):
        rows[at] = _heading(rows[at], level, guessed=not sure)


def _heading(row: Row, level: int, *, guessed: bool) -> Row:
    line = replace(row.line, level=level)
    return replace(row, kind="heading", line=line, guessed=guessed, bare=True)


def _levels(texts: Sequence[str]) -> list[int]:
    """What a run of lines without sizes is: kicker, headline, subtitle, the classic three; of
    two lines the second is the subtitle, unless they are as long as each other."""
    if len(texts) == 1:
        return [2]
    if len(texts) == 2:
        if len(texts[0]) <= _LABEL < len(texts[1]):
            return [3, 2]
        paired = abs(len(texts[0]) - len(texts[1])) <= 1 and not _SUBTITLE.match(texts[1])
        return [2, 2] if paired and len(texts[0]) <= _SUBHEAD else [2, 3]
    if _SUBTITLE.match(texts[1]):
        return [2] + [3] * (len(texts) - 1)
    return [3, 2] + [3] * (len(texts) - 2)


def _is_verse(texts: Sequence[str]) -> bool:
    return len({len(text) for text in texts}) == 1


def _after_gaps(rows: list[Row]) -> None:
    """On a page without heading marks: bare lines at its top or after a gap, before a text."""
    usual = usual_gap(rows)
    texts = [row for row in rows if row.kind == "text" and len(row.text) >= _LONG]
    indents = len(texts) > 2 and all(row.line.indented for row in texts)
    at = 0
    while at < len(rows):
        set_off = at == 0 or rows[at].line.gap > usual
        # Where every paragraph is set in, a line that is not is no paragraph.
        set_off = set_off or (indents and not rows[at].line.indented and len(rows[at].text) >= 8)
        end = at
        while end < len(rows) and end - at < _MOST and _may_head(rows[end]):
            end += 1
            # What closes the text before ends at a gap, and a headline at a wide one.
            if end < len(rows) and rows[end].line.gap > usual + set_off:
                break
        long = end < len(rows) and rows[end].kind == "text" and len(rows[end].text) >= _LONG
        if at < end < at + _MOST and set_off and long:
            levels = _levels([row.text for row in rows[at:end]])
            for index, level in zip(range(at, end), levels, strict=True):
                rows[index] = _heading(rows[index], level, guessed=True)
        at = max(end, at + 1)


def _notices(rows: list[Row]) -> None:
    """遗失声明, 送达公告 on a line of their own over a text, whatever the gaps."""
    for at, row in enumerate(rows[:-1]):
        if _may_head(row) and _NOTICE.fullmatch(row.text) and rows[at + 1].kind == "text":
            rows[at] = _heading(row, 2, guessed=True)


def _subheads(rows: list[Row]) -> None:
    """Bare short lines between whole paragraphs, at least two before the next headline."""
    candidates: list[int] = []
    for at, row in enumerate([*rows, None]):
        if row is None or row.kind == "heading":
            if len(candidates) > 1:
                for index in candidates:
                    rows[index] = _heading(rows[index], 6, guessed=True)
            candidates = []
        elif 0 < at < len(rows) - 1 and _is_subhead(rows[at - 1], row, rows[at + 1]):
            candidates.append(at)


def _is_subhead(before: Row, row: Row, after: Row) -> bool:
    if not _may_head(row) or len(row.text) > _SUBHEAD or len(row.text) < 3:
        return False
    if before.kind != "text" or after.kind != "text" or len(after.text) < _LONG:
        return False
    return len(before.text) >= _LONG // 2 and before.text[-1] in "。！？”」』…!?"
