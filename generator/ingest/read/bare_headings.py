"""Headlines and subheads that lost their heading marks: rows in, rows out.

A short line becomes a heading of a guessed level where it stands right above an opening or a
byline; after a gap or at the top of a page without any heading marks; or repeatedly between the
paragraphs of one text. Verse, lists, speech, results and signatures are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from generator.ingest.read.forms.folding import fold
from generator.ingest.read.forms.signatures import SignaturePosition, signature
from generator.ingest.read.line_kinds import Row, usual_gap

MAX_LENGTH = 40
"""The longest bare headline (characters)."""
_MAX_LINES = 4
"""The most lines of a bare headline."""
_SUBHEAD_LENGTH = 16
"""The longest bare subhead (characters)."""
_LABEL_LENGTH = 5
"""The longest label over a headline (characters)."""
_PARAGRAPH_LENGTH = 30
"""The shortest text that counts as a paragraph rather than a line (characters)."""
_NOT_HEADING = re.compile(
    r"[。，,、；;：:…）)】]$|。|^[（(〔\[【]|^[“「『](?:[^”」』]*|.*[”」』])$|^[-•·●△▲▪*]|^[0-9０-９]+[.．、]|^(?:图为|圖為|相关[阅链新报]|編者|编者按|编后|注[:：])|摄$|攝$"
)
_FOUR_NUMBERS = re.compile(r"(?:[0-9]+[^0-9]+){3}[0-9]")
"""Four numbers: a result, a row of a table, the weather."""
_NOTICE = re.compile("[^，。：；]{0,12}(?:公告|声明|聲明|启事|啟事|通告|讣告|訃告|公示|名单|名單)")
_PAGE_REFERENCE = re.compile("[刊见载]第?[A-Z0-9一二三四五六七八九十、,和及至]+版")
_SUBTITLE = re.compile("(?:——|--|－－|―)")
_TEXT_ENDS = frozenset("。！？…”」』.!?")
"""The last characters of a finished text."""


def promote_bare_headings(rows: Sequence[Row]) -> list[Row]:
    """The rows of a page; bare lines that are headlines, subheads or signatures have that kind."""
    result = list(rows)
    marked = any(row.kind == "heading" for row in rows)
    for at, row in enumerate(rows):
        if _begins_text(rows, at):
            _promote(result, _bare_lines_above(result, at), row)
    if not marked:
        _promote_after_gaps(result)
        _promote_notices(result)
    _recognize_signatures(result)
    _promote_subheads(result)
    return _move_bylines_below(result)


def _move_bylines_below(rows: list[Row]) -> list[Row]:
    """Moves a byline that a converter marked as a heading below the headline it stands over. A
    byline of body size there closes the article before."""
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


def _recognize_signatures(rows: list[Row]) -> None:
    """Makes bylines of names without a role right under a headline or behind a text."""
    for at in range(1, len(rows)):
        place = _signature_position(rows, at) if rows[at].kind == "text" else None
        signed = signature(rows[at].text, place) if place else None
        if signed:
            rows[at] = replace(
                rows[at], kind="byline", people=signed.people, guessed=not signed.sure
            )


def _signature_position(rows: Sequence[Row], at: int) -> SignaturePosition | None:
    """The position of a row if signatures stand there, else None."""
    before, after = rows[at - 1], rows[at + 1].kind if at + 1 < len(rows) else ""
    if before.kind == "heading":
        return "below" if after == "text" else None
    if before.kind != "text":
        return None
    ended = before.text[-1] in _TEXT_ENDS and after in ("", "heading", "rule", "note", "jump")
    return "end" if ended else "behind"


def _may_be_heading(row: Row) -> bool:
    """Whether a row has the shape of a headline or a subhead."""
    if row.kind != "text" or row.opening is not None or row.mark is not None:
        return False
    text = row.text
    if (
        not 2 <= len(text) <= MAX_LENGTH
        or _PAGE_REFERENCE.search(fold(text))
        or _FOUR_NUMBERS.search(fold(text))
    ):
        return False
    return _NOT_HEADING.search(text) is None


def _begins_text(rows: Sequence[Row], at: int) -> bool:
    """Whether a row can follow a headline: an opening, or a byline with a text behind it."""
    row = rows[at]
    if row.opening is not None:
        return row.kind == "text"
    if row.kind != "byline" or at + 1 == len(rows):
        return False
    after = rows[at + 1]
    return after.kind in ("text", "byline", "note") and not _may_be_heading(after)


def _bare_lines_above(rows: Sequence[Row], at: int) -> range:
    """The bare lines right above a row."""
    while at > 0 and rows[at - 1].kind == "note":
        at -= 1
    start = at
    while start > 0 and at - start < _MAX_LINES and _may_be_heading(rows[start - 1]):
        start -= 1
        if rows[start].line.gap > max(1, rows[at].line.gap):
            break
    return range(start, at)


def _promote(rows: list[Row], run: range, below: Row) -> None:
    """Makes headings of a run of bare lines above the row ``below``; below another heading they are
    its subtitle."""
    if not run or (len(run) == _MAX_LINES and _equally_long([rows[at].text for at in run])):
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
    """The levels of a headline's lines that have no sizes: of three, kicker, headline and subtitle;
    of two, headline and subtitle, unless they are equally long."""
    if len(texts) == 1:
        return [2]
    if len(texts) == 2:
        if len(texts[0]) <= _LABEL_LENGTH < len(texts[1]):
            return [3, 2]
        paired = abs(len(texts[0]) - len(texts[1])) <= 1 and not _SUBTITLE.match(texts[1])
        return [2, 2] if paired and len(texts[0]) <= _SUBHEAD_LENGTH else [2, 3]
    if _SUBTITLE.match(texts[1]):
        return [2] + [3] * (len(texts) - 1)
    return [3, 2] + [3] * (len(texts) - 2)


def _equally_long(texts: Sequence[str]) -> bool:
    return len({len(text) for text in texts}) == 1


def _promote_after_gaps(rows: list[Row]) -> None:
    """Promotes bare lines at the top of a page or after a gap that a paragraph follows."""
    usual = usual_gap(rows)
    texts = [row for row in rows if row.kind == "text" and len(row.text) >= _PARAGRAPH_LENGTH]
    indents = len(texts) > 2 and all(row.line.indented for row in texts)
    at = 0
    while at < len(rows):
        set_off = at == 0 or rows[at].line.gap > usual
        # On a page of indented paragraphs, a line without an indent is none.
        set_off = set_off or (indents and not rows[at].line.indented and len(rows[at].text) >= 8)
        end = at
        while end < len(rows) and end - at < _MAX_LINES and _may_be_heading(rows[end]):
            end += 1
            # A gap ends the last lines of the text before; a wider one ends a headline.
            if end < len(rows) and rows[end].line.gap > usual + set_off:
                break
        long = (
            end < len(rows)
            and rows[end].kind == "text"
            and len(rows[end].text) >= _PARAGRAPH_LENGTH
        )
        if at < end < at + _MAX_LINES and set_off and long:
            levels = _levels([row.text for row in rows[at:end]])
            for index, level in zip(range(at, end), levels, strict=True):
                rows[index] = _heading(rows[index], level, guessed=True)
        at = max(end, at + 1)


def _promote_notices(rows: list[Row]) -> None:
    """Promotes 遗失声明, 送达公告 and the like on a line of their own, whatever the gaps."""
    for at, row in enumerate(rows[:-1]):
        if _may_be_heading(row) and _NOTICE.fullmatch(row.text) and rows[at + 1].kind == "text":
            rows[at] = _heading(row, 2, guessed=True)


def _promote_subheads(rows: list[Row]) -> None:
    """Promotes bare short lines between paragraphs, if there are at least two before the next
    headline."""
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
    if not _may_be_heading(row) or len(row.text) > _SUBHEAD_LENGTH or len(row.text) < 3:
        return False
    if before.kind != "text" or after.kind != "text" or len(after.text) < _PARAGRAPH_LENGTH:
        return False
    return len(before.text) >= _PARAGRAPH_LENGTH // 2 and before.text[-1] in "。！？”」』…!?"
