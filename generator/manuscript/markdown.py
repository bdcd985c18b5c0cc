"""An article's body: Markdown in, HTML with lasting ids out.

Knows CommonMark with tables and footnotes, made fit for Chinese; the only importer of the
Markdown library. Refuses to know scripts and pages: the HTML is in the source script, whatever
variant it will be shown in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import markdown_it
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml, isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from generator.manuscript import cleaning
from generator.values.swift import swift

VERSION: str = markdown_it.__version__

# Han, kana, bopomofo, hangul and the full-width marks between them (Unicode blocks).
_CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\u303f\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff—…‘’“”·]"
)


@dataclass(frozen=True, slots=True)
class Subhead:
    """A subhead of an article, for its table of contents."""

    id: str
    text: str


@swift
@dataclass(frozen=True, slots=True)
class Document:
    """A body, rendered in the source script."""

    html: str
    """Paragraphs with ids ``p1``, ``p2`` …, subheads ``s1``, ``s2`` … in order."""
    subheads: tuple[Subhead, ...]
    text: str
    """What a reader sees, one block a line."""
    paragraphs: frozenset[str]
    """The ids of the paragraphs that stand by themselves, in no list, table, quotation or note:
    what a front page shows of the body."""
    unsafe: tuple[str, ...] = ()
    """Links that were left out, as they were written: their schemes are none to read with."""
    refused: tuple[str, ...] = ()
    """Raw HTML that was cleaned away: ``<script>``, ``onclick=``."""


def render(body: str, *, allowed: Collection[str] | None = None) -> Document:
    """The document of a body. Raw HTML is shown as text; where ``allowed`` names elements, it is
    cleaned to those (and to what Markdown makes)."""
    return _rendered(body, None if allowed is None else tuple(allowed))


@lru_cache(maxsize=256)
def _rendered(body: str, allowed: tuple[str, ...] | None) -> Document:
    """Kept for a while: of an edition that is previewed again and again, one article changes."""
    return (allowed is None and _simple(body)) or parsed(body, allowed)


def _simple(body: str) -> Document | None:
    """The document of a body of paragraphs and subheads without any mark, which most are: what
    :func:`parsed` makes of it, ten times slower (a test holds it to that). None for any other."""
    text = body.strip("\n")
    shown = _bare(_SUBHEAD.sub("", text) if "#" in text else text)
    if shown is None:
        return None
    html: list[str] = []
    subheads: list[Subhead] = []
    paragraphs: list[str] = []
    told = _with_breaks("\n\n".join(shown)).split("\n\n")  # in one go
    for block, plain, words in zip(text.split("\n\n"), shown, told, strict=True):
        if block[0] == "#":
            level = max(2, block.index(" "))
            subheads.append(Subhead(f"s{len(subheads) + 1}", plain))
            html.append(f'<h{level} id="{subheads[-1].id}">{words}</h{level}>')
        else:
            paragraphs.append(f"p{len(paragraphs) + 1}")
            html.append(f'<p id="{paragraphs[-1]}">{words}</p>')
    return Document("\n".join(html), tuple(subheads), "\n".join(shown), frozenset(paragraphs))


def parsed(body: str, allowed: tuple[str, ...] | None = None) -> Document:
    """As :func:`render`, of whatever Markdown."""
    md = _parser(allowed is not None)
    env: dict[str, Any] = {}
    tokens = md.parse(body.replace("\0", "\ufffd"), env)
    unsafe = tuple(link for token in tokens for link in _without_unsafe(token))
    subheads = _number(tokens)
    html = md.renderer.render(tokens, md.options, env)
    refused: tuple[str, ...] = ()
    if allowed is not None:
        refused = cleaning.refused(_written(tokens), allowed)
        html = cleaning.clean(html, allowed)
    text, paragraphs = _text(tokens), _paragraphs(tokens)
    return Document(html.strip(), subheads, text, paragraphs, unsafe, refused)


def passages(body: str, allowed: Collection[str] | None = None) -> Iterator[tuple[int, str]]:
    """(line, HTML) of each run of text between the borders of blocks, in order; lines are counted
    from the body's first, which is 0. Code is left out."""
    if blocks := _bare(_SUBHEAD.sub("", body.strip("\n"))):
        first = len(body) - len(body.lstrip("\n"))
        yield from ((first + 2 * at, block) for at, block in enumerate(blocks))
        return
    md = _parser(allowed is not None)
    env: dict[str, Any] = {}
    for token in md.parse(body.replace("\0", "\ufffd"), env):
        if token.type in ("inline", "html_block"):
            _without_unsafe(token)
            html = md.renderer.render([token], md.options, env)
            yield (token.map or [0])[0], html if allowed is None else cleaning.clean(html, allowed)


def _written(tokens: Sequence[Token]) -> Iterator[str]:
    """The raw HTML of a body."""
    for token in tokens:
        for each in (token, *(token.children or [])):
            if each.type in ("html_block", "html_inline"):
                yield each.content


def _without_unsafe(token: Token) -> list[str]:
    """Takes links and pictures of a dangerous scheme out of a block; their words stay."""
    left: list[Token] = []
    unsafe: list[str] = []
    safe_links: list[bool] = []
    for child in token.children or []:
        if child.type == "link_open":
            safe_links.append(cleaning.is_safe(str(child.attrs.get("href", ""))))
            if not safe_links[-1]:
                unsafe.append(str(child.attrs["href"]))
                continue
        elif child.type == "link_close" and not safe_links.pop():
            continue
        elif child.type == "image" and not cleaning.is_safe(str(child.attrs.get("src", ""))):
            unsafe.append(str(child.attrs["src"]))
            left += child.children or []
            continue
        left.append(child)
    if unsafe:
        token.children = left
    return unsafe


_MARK = re.compile(r"[\\*_`\[\]<>&|~^!#{\t\0\r\f\v\x1c-\x1f\x85\u2028\u2029]")
_OPENING = re.compile(r"[\-+=]|[0-9]{1,9}[.)]")
_SUBHEAD = re.compile(r"(?m)^#{1,6} (?=\S)")


def _bare(text: str) -> list[str] | None:
    """The paragraphs of a text in which nothing may be syntax; None where something may."""
    if _MARK.search(text):
        return None
    blocks = text.split("\n\n")
    for block in blocks:
        if not block or "\n" in block or block != block.strip() or _OPENING.match(block):
            return None
    return blocks


def plain(body: str) -> str:
    """What a reader sees of a body, one block a line, without marks of its making."""
    if blocks := _bare(body):
        # Paragraphs and nothing else, which most articles are: the parser would give the same,
        # twenty times slower (a test holds it to that).
        return "\n".join(blocks)
    return _text(_parser(False).parse(body.replace("\0", "\ufffd"), {}))


_ANYWHERE = re.compile(r"[\\`*_\[\]<|]|&(?=#?\w+;)|-(?=\{)|~(?=~)|\^(?=\[)|!(?=\[)")
_AT_START = re.compile(r"(?m)^([ \t]*)(#{1,6}(?=[ \t]|$)|[-+](?=[ \t]|$)|[-=]+(?=[ \t]*$)|>|~~~)")
_NUMBERED = re.compile(r"(?m)^([ \t]*[0-9]{1,9})([.)])(?=[ \t]|$)")
_RULE = re.compile(r"(?m)^([ \t]*)(-(?:[ \t]*-){2,})(?=[ \t]*$)")


def escape(text: str) -> str:
    """A text as Markdown that renders as exactly this text: nothing in it is syntax.

    For the text of one block; its own line breaks stay soft breaks."""
    escaped = _ANYWHERE.sub(r"\\\g<0>", text)
    escaped = _RULE.sub(r"\1\\\2", escaped)
    escaped = _AT_START.sub(r"\1\\\2", escaped)
    return _NUMBERED.sub(r"\1\\\2", escaped)


@cache
def _parser(raw_html: bool) -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": raw_html})
    md.enable("table")
    md.inline = _friendly(md.inline)
    md.inline.ruler.before("link", "variants", _variants)
    md.add_render_rule("variants", _render_variants)
    # Every link is made, so that a dangerous one can be taken out whole and told.
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    footnote_plugin(md)
    md.add_render_rule("footnote_caption", _note_number)
    md.add_render_rule("text", _text_with_breaks)
    md.core.ruler.push("han_breaks", lambda state: _join_han(state.tokens))
    return md


def _note_number(
    _renderer: object, tokens: Sequence[Token], at: int, _options: object, _env: object
) -> str:
    """A note's number: the same wherever it is called again."""
    return f"[{tokens[at].meta['id'] + 1}]"


_LONG = re.compile(r"[!-~]{24,}")
_WITHIN = re.compile(r"(?<=[/?&=._-])(?![/?&=._-]|$)")


def _text_with_breaks(
    _renderer: object, tokens: Sequence[Token], at: int, _options: object, _env: object
) -> str:
    return _with_breaks(tokens[at].content)


def _with_breaks(text: str) -> str:
    """A text as HTML; an address too long for a line may break behind its marks."""
    done, pieces = 0, []
    for long in _LONG.finditer(text):
        words = [escapeHtml(word) for word in _WITHIN.split(long[0])]
        pieces += [escapeHtml(text[done : long.start()]), "<wbr />".join(words)]
        done = long.end()
    return "".join([*pieces, escapeHtml(text[done:])])


_OVERRIDE = re.compile(r"-\{((?:(?!\}-).)*)\}-", re.DOTALL)
_FORMS = re.compile(r"\s*zh(?:-[A-Za-z]+)+\s*:")


def _variants(state: StateInline, silent: bool) -> bool:
    """``-{kept as it is}-`` and ``-{zh-hans:…;zh-hant:…}-``: an element that the conversion
    resolves and takes away; shown in the paper's own script until then."""
    found = _OVERRIDE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        rules = found[1] if _FORMS.match(found[1]) else ""
        token = state.push("variants", "span", 0)
        token.attrSet("data-variants", rules)
        token.content = rules.split(";")[0].partition(":")[2].strip() if rules else found[1]
    state.pos = found.end()
    return True


def _render_variants(
    _self: object, tokens: Sequence[Token], at: int, _options: object, _env: object
) -> str:
    token = tokens[at]
    rules = escapeHtml(str(token.attrs["data-variants"]))
    return f'<span data-variants="{rules}">{escapeHtml(token.content)}</span>'


class _State(StateInline):
    """CommonMark's rule for what may open and close emphasis asks for spaces between words.
    Chinese has none: here a mark beside a Han character counts as if one stood there, so that
    ``**“新”**求质`` is emphasis (CommonMark 0.31, section 6.2, is otherwise kept)."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        marker = self.src[start]
        end = start
        while end < self.posMax and self.src[end] == marker:
            end += 1
        before = self.src[start - 1] if start > 0 else " "
        after = self.src[end] if end < self.posMax else " "
        space_before, space_after = _is_space(before), _is_space(after)
        mark_before, mark_after = _is_mark(before), _is_mark(after)
        loose_before = space_before or mark_before or bool(_CJK.match(before))
        loose_after = space_after or mark_after or bool(_CJK.match(after))
        opens = not space_after and (not mark_after or loose_before)
        closes = not space_before and (not mark_before or loose_after)
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


def _number(tokens: Sequence[Token]) -> tuple[Subhead, ...]:
    """Gives paragraphs and subheads their ids; a body's headings begin at h2."""
    paragraphs = 0
    subheads: list[Subhead] = []
    for at, token in enumerate(tokens):
        if token.type == "paragraph_open" and not token.hidden:
            paragraphs += 1
            token.attrSet("id", f"p{paragraphs}")
        elif token.type == "heading_open":
            name = f"s{len(subheads) + 1}"
            token.attrSet("id", name)
            subheads.append(Subhead(name, _inline_text(tokens[at + 1])))
        if token.type in ("heading_open", "heading_close") and token.tag == "h1":
            token.tag = "h2"
    return tuple(subheads)


def _paragraphs(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(
        str(token.attrGet("id"))
        for token in tokens
        if token.type == "paragraph_open" and token.level == 0
    )


def _text(tokens: Sequence[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type == "inline":
            parts.append(_inline_text(token))
        elif token.type in ("fence", "code_block", "html_block"):
            parts.append(token.content.rstrip("\n"))
    return "\n".join(parts)


def _inline_text(token: Token) -> str:
    parts = []
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "image":
            parts.append(_inline_text(child))
        else:
            parts.append(child.content)
    return "".join(parts)
