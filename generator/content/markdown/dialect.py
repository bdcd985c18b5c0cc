"""The Markdown of a body: CommonMark with tables, strikethrough and footnotes, adapted to Chinese.

The differences: emphasis beside full-width marks, line breaks between Han characters, ``-{…}-``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import markdown_it
from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

VERSION: str = markdown_it.__version__
VARIANTS = "variants"
"""The type of the token that ``-{…}-`` becomes: the words shown are its content, the rules as they
are written its attribute of the same name."""

# Han, kana, bopomofo, hangul and the full-width marks between them (Unicode blocks).
_CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\u303f\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff—…‘’“”·]"
)


@cache
def parser(raw_html: bool) -> MarkdownIt:
    """The parser of a body, with or without raw HTML."""
    md = MarkdownIt("commonmark", {"html": raw_html})
    md.enable(["table", "strikethrough"])
    md.inline = _friendly(md.inline)
    md.inline.ruler.before("link", VARIANTS, _variants)
    # Every link is made, so that a dangerous one can be taken out whole and told.
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    footnote_plugin(md)
    md.core.ruler.push("han_breaks", lambda state: _join_han(state.tokens))
    return md


_OVERRIDE = re.compile(r"-\{((?:(?!\}-).)*)\}-", re.DOTALL)
_FORMS = re.compile(r"\s*zh(?:-[A-Za-z]+)+\s*:")


def _variants(state: StateInline, silent: bool) -> bool:
    """``-{kept as it is}-`` and ``-{zh-hans:…;zh-hant:…}-``: an element that the conversion
    resolves and takes away; shown in the paper's own script until then."""
    override = _OVERRIDE.match(state.src, state.pos, state.posMax)
    if override is None:
        return False
    if not silent:
        inside = override[1]
        rules = inside if _FORMS.match(inside) else ""
        token = state.push(VARIANTS, "span", 0)
        token.attrSet(VARIANTS, rules)
        token.content = rules.split(";")[0].partition(":")[2].strip() if rules else inside
    state.pos = override.end()
    return True


class _State(StateInline):
    """CommonMark's rule for what may open and close emphasis (0.31, section 6.2) asks for spaces
    between words. Chinese has none: a full-width mark counts as a letter where it stands inside the
    delimiters, and as a space where it stands outside, so that ``**“新”**求质`` and
    ``**新特性、**bugfix`` are emphasis."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        marker = self.src[start]
        end = start
        while end < self.posMax and self.src[end] == marker:
            end += 1
        before = self.src[start - 1] if start > 0 else " "
        after = self.src[end] if end < self.posMax else " "
        space_before, space_after = _is_space(before), _is_space(after)
        mark_before, mark_after = _is_mark(before), _is_mark(after)
        cjk_before, cjk_after = bool(_CJK.match(before)), bool(_CJK.match(after))
        opens = not space_after and (
            not mark_after or cjk_after or space_before or mark_before or cjk_before
        )
        closes = not space_before and (
            not mark_before or cjk_before or space_after or mark_after or cjk_after
        )
        if not canSplitWord:
            opens, closes = (
                opens and (not closes or mark_before),
                closes and (not opens or mark_after),
            )
        return Scanned(opens, closes, end - start)


def _is_space(char: str) -> bool:
    return isWhiteSpace(ord(char)) or char == "\n"


def _is_mark(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


def _friendly(parser: ParserInline) -> ParserInline:
    class Inline(ParserInline):
        def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
            state = _State(src, md, env, tokens)
            self.tokenize(state)
            for rule in self.ruler2.getRules(""):
                rule(state)
            return state.tokens

    inline = Inline()
    inline.ruler, inline.ruler2 = parser.ruler, parser.ruler2
    return inline


def _join_han(tokens: Sequence[Token]) -> None:
    """A soft line break between Han characters is no space (CLREQ, 3.1)."""
    for token in tokens:
        children = token.children or []
        for at, child in enumerate(children):
            if child.type != "softbreak":
                continue
            before = next((c.content for c in reversed(children[:at]) if c.content), "")
            after = next((c.content for c in children[at + 1 :] if c.content), "")
            if _CJK.search(before[-1:]) and _CJK.search(after[:1]):
                child.type, child.content, child.tag = "text", "", ""
