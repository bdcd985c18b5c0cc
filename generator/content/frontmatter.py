"""The file of an article: front matter between ``---`` lines, then the body.

Every key of the contract is read, with all problems and their places, and written so that it reads
back as the same value.
"""

from __future__ import annotations

import re

from generator.content import wishes, yaml
from generator.content.schema import Table, ValueReader
from generator.content.yaml import Map, Node, Scalar
from generator.model import address
from generator.model.article import (
    Article,
    ArticleId,
    Byline,
    Convert,
    Correction,
    Dateline,
    FrontMatter,
    Image,
    Jump,
    Kind,
    Origin,
    Wishes,
    Withdrawal,
)
from generator.model.problem import Problem, error
from generator.model.variant import VARIANTS

KEYS = tuple(
    """
    kicker title subtitle kind section rank makeup bylines source dateline date updated summary
    tags images jump see incomplete draft publish_at expires withdrawn rights corrections aliases
    convert origin settled
    """.split()
)
"""The keys of front matter, in the order in which ingest writes them."""

KINDS: dict[str, Kind] = {
    "article": "article",
    "photo": "photo",
    "brief": "brief",
    "notice": "notice",
}


def parse(text: str, path: str, article: ArticleId) -> tuple[Article | None, list[Problem]]:
    """The article in a file's text (line ends ``\\n``), and all that is wrong with it.

    Returns None for the article where there is any error. A BOM is tolerated."""
    text = text.removeprefix("\ufeff")
    header, body, body_line = split(text)
    if header is None:
        message = "the front matter has no end" if text.startswith("---") else "no front matter"
        hint = "it stands between two lines of ---, at the very top"
        return None, [error(path, message, hint, rule="front-matter")]
    reader = ValueReader(path, 2)
    if wide := _full_width_colon(header):
        line, column, key = wide
        problem = error(
            path,
            f'full-width "：" after "{key}"',
            f"write {key}: with a half-width :",
            rule="front-matter",
            line=line + 1,
            column=column,
        )
        return None, [problem]
    try:
        root = yaml.parse(header)
    except yaml.Fault as fault:
        hint = "put a text that holds : or # or begins with a mark into double quotes"
        problem = error(
            path,
            f"not valid YAML: {fault.message}",
            hint,
            rule="yaml",
            line=fault.line + 1,
            column=fault.column,
        )
        return None, [problem]
    front = _front(reader.table(root, "", KEYS)) if root is not None else FrontMatter()
    if reader.problems:
        return None, reader.problems
    return Article(id=article, path=path, front=front, body=body, body_line=body_line), []


def with_plain_line_ends(text: str) -> str:
    """A file's text with line ends ``\\n``, as :func:`parse` reads it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split(text: str) -> tuple[str | None, str, int]:
    """Header, body, and the line on which the body begins; no header where there is none."""
    match = re.match(r"---[ \t]*\n(.*?\n)??---[ \t]*(?:\n|\Z)", text, re.DOTALL)
    if not match:
        return None, "", 1
    return match[1] or "", text[match.end() :], text.count("\n", 0, match.end()) + 1


def _full_width_colon(header: str) -> tuple[int, int, str] | None:
    for number, line in enumerate(header.split("\n"), 1):
        match = re.match(r"\s*(?:- )?(\w+)\s*：", line)
        if match and (match[1] in KEYS or match[1] in ("name", "roles", "house", "place")):
            return number, match.end(), match[1]
    return None


def _front(table: Table) -> FrontMatter:
    rights = table.optional("rights", _rights)
    return FrontMatter(
        title=table.text("title"),
        kicker=table.text("kicker"),
        subtitle=table.text("subtitle"),
        kind=table.optional("kind", _kind) or "article",
        section=table.text("section"),
        rank=table.number("rank"),
        makeup=table.optional("makeup", wishes.read) or Wishes(),
        bylines=table.many("bylines", _byline),
        source=table.text("source"),
        dateline=table.optional("dateline", _dateline),
        date=table.date("date"),
        updated=table.time("updated"),
        summary=table.text("summary"),
        tags=table.texts("tags"),
        images=table.many("images", _image),
        jump=table.optional("jump", _jump),
        see=table.texts("see"),
        incomplete=table.flag("incomplete"),
        draft=table.flag("draft"),
        publish_at=table.time("publish_at"),
        expires=table.end("expires"),
        withdrawn=table.optional("withdrawn", _withdrawn),
        offline=rights.flag("offline", True) if rights else True,
        corrections=table.many("corrections", _correction),
        aliases=table.many("aliases", _alias),
        convert=table.optional("convert", _convert) or Convert(),
        origin=table.optional("origin", _origin),
        settled=table.texts("settled"),
    )


def _rights(reader: ValueReader, node: Node) -> Table:
    return reader.table(node, "rights", ("offline",))


def _kind(reader: ValueReader, node: Node) -> Kind | None:
    word = reader.text(node, "kind")
    if word not in KINDS:
        reader.fault(node, f'unknown kind "{word}"', "known: " + ", ".join(KINDS))
    return KINDS.get(word)


def _byline(reader: ValueReader, node: Node) -> Byline | None:
    if isinstance(node, Scalar):
        return Byline(name=reader.text(node, "bylines"))
    table = reader.table(node, "bylines", ("roles", "role", "name", "house", "printed"))
    byline = Byline(
        roles=table.texts("roles") + table.texts("role"),
        name=table.text("name"),
        house=table.text("house"),
        printed=table.text("printed"),
    )
    if byline.roles or byline.name:
        return byline
    reader.fault(node, "a byline needs a role or a name", "{roles: [记者], name: 丰曼}")
    return None


def _dateline(reader: ValueReader, node: Node) -> Dateline | None:
    table = reader.table(node, "dateline", ("place", "date"))
    return Dateline(place=table.text("place"), date=table.date("date"))


def _image(reader: ValueReader, node: Node) -> Image | None:
    if isinstance(node, Scalar):
        return Image(file=reader.text(node, "images"))
    table = reader.table(node, "images", ("file", "alt", "caption", "credit"))
    if "file" not in table:
        reader.fault(node, "an image needs a file", "{file: photo.jpg, alt: …}")
        return None
    return Image(table.text("file"), table.text("alt"), table.text("caption"), table.text("credit"))


def _jump(reader: ValueReader, node: Node) -> Jump | None:
    table = reader.table(node, "jump", ("to", "from"))
    jump = Jump(to=table.text("to"), origin=table.text("from"))
    for end in (jump.to, jump.origin):
        if end and not re.fullmatch(r"[0-9A-Za-z]+(-[0-9]{2,})?", end):
            reader.fault(node, f'"{end}" is no page and no article', 'such as "03" or "03-02"')
    return jump


def _withdrawn(reader: ValueReader, node: Node) -> Withdrawal | None:
    table = reader.table(node, "withdrawn", ("date", "reason"))
    date = table.date("date")
    if date is None:
        if "date" not in table:
            reader.fault(node, "a withdrawal needs its date", "{date: 2025-03-21, reason: …}")
        return None
    return Withdrawal(date, table.text("reason"))


def _correction(reader: ValueReader, node: Node) -> Correction | None:
    table = reader.table(node, "corrections", ("date", "text"))
    date = table.date("date")
    if date is not None and table.text("text"):
        return Correction(date, table.text("text"))
    if not ("date" in table and date is None):
        reader.fault(node, "a correction needs a date and a text", "{date: 2025-03-21, text: …}")
    return None


def _alias(reader: ValueReader, node: Node) -> str | None:
    alias = reader.text(node, "aliases")
    if address.is_one(alias):
        return alias
    reader.fault(node, f'"{alias}" is no address of this site', "such as /2025/03-20/01-07/")
    return None


def _convert(reader: ValueReader, node: Node) -> Convert | None:
    table = reader.table(node, "convert", ("terms", "keep"))
    terms = []
    for source, forms in (
        reader.pairs(table.nodes["terms"], "terms", None).items() if ("terms" in table) else ()
    ):
        if isinstance(forms, Map):
            known = tuple(VARIANTS)
            each = reader.pairs(forms, source, known)
            terms.append((source, tuple((tag, reader.text(n, tag)) for tag, n in each.items())))
        else:
            terms.append((source, (("", reader.text(forms, source)),)))
    return Convert(tuple(terms), table.texts("keep"))


def _origin(reader: ValueReader, node: Node) -> Origin | None:
    table = reader.table(node, "origin", ("seed", "lines"))
    lines = table.texts("lines")
    if len(lines) != 2 or not all(line.isdigit() for line in lines):
        reader.fault(node, "an origin has a first and a last line", "{seed: …, lines: [3, 39]}")
        return None
    return Origin(table.text("seed"), int(lines[0]), int(lines[1]))


def render(front: FrontMatter, body: str) -> str:
    """The text of an article's file; :func:`parse` reads the same values back from it."""
    lines = ["---"]
    for key in KEYS:
        lines += _lines(key, front)
    return "\n".join(lines) + "\n---\n\n" + body.strip("\n") + "\n"


def _lines(key: str, front: FrontMatter) -> list[str]:
    match key:
        case "kind":
            return [f"kind: {front.kind}"] if front.kind != "article" else []
        case "makeup":
            return wishes.line(front.makeup)
        case "rights":
            return [] if front.offline else ["rights: {offline: false}"]
        case "convert":
            return _convert_lines(front.convert)
        case "bylines":
            return _list(key, [_byline_flow(byline) for byline in front.bylines])
        case "images":
            flows = [
                _flow(file=i.file, alt=i.alt, caption=i.caption, credit=i.credit)
                for i in front.images
            ]
            return _list(key, flows)
        case "corrections":
            return _list(key, [_flow(date=c.date, text=c.text) for c in front.corrections])
        case "dateline":
            line = front.dateline
            return [f"dateline: {_flow(place=line.place, date=line.date)}"] if line else []
        case "jump":
            jump = front.jump
            ends = [("to", jump.to), ("from", jump.origin)] if jump else []
            flow = ", ".join(f"{name}: {_quoted(end)}" for name, end in ends if end)
            return [f"jump: {{{flow}}}"] if flow else []
        case "withdrawn":
            gone = front.withdrawn
            return [f"withdrawn: {_flow(date=gone.date, reason=gone.reason)}"] if gone else []
        case "origin":
            origin = front.origin
            if origin is None:
                return []
            seed = yaml.flow_scalar(origin.seed)
            return [f"origin: {{seed: {seed}, lines: [{origin.first}, {origin.last}]}}"]
        case _:
            return _plain(key, getattr(front, key))


def _plain(key: str, value: object) -> list[str]:
    if value is None or value is False or value == 0 or value in ("", ()):
        return []
    if isinstance(value, tuple):
        return [f"{key}: [{', '.join(_quoted(word) for word in value)}]"]
    if value is True:
        return [f"{key}: true"]
    return [f"{key}: {yaml.scalar(value) if isinstance(value, str) else value}"]


def _list(key: str, items: list[str]) -> list[str]:
    return [f"{key}:", *(f"  - {item}" for item in items)] if items else []


def _flow(**fields: object) -> str:
    parts = [f"{key}: {yaml.flow_scalar(str(value))}" for key, value in fields.items() if value]
    return "{" + ", ".join(parts) + "}"


def _byline_flow(byline: Byline) -> str:
    roles = ", ".join(yaml.flow_scalar(role) for role in byline.roles)
    parts = [f"roles: [{roles}]"] if roles else []
    for key in ("name", "house", "printed"):
        if value := getattr(byline, key):
            parts.append(f"{key}: {yaml.flow_scalar(value)}")
    return "{" + ", ".join(parts) + "}"


def _convert_lines(convert: Convert) -> list[str]:
    if convert == Convert():
        return []
    lines = ["convert:"]
    if convert.terms:
        lines.append("  terms:")
    for source, forms in convert.terms:
        if tuple(tag for tag, _ in forms) == ("",):
            lines.append(f"    {yaml.scalar(source)}: {yaml.scalar(forms[0][1])}")
        else:
            lines.append(f"    {yaml.scalar(source)}: {_flow(**dict(forms))}")
    if convert.keep:
        lines.append(f"  keep: [{', '.join(yaml.flow_scalar(word) for word in convert.keep)}]")
    return lines


def _quoted(word: str) -> str:
    # Page numbers keep their zero for other YAML readers too.
    return f'"{word}"' if word.isdigit() else yaml.flow_scalar(word)
