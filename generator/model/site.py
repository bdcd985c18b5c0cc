"""``site.toml``: what a publisher decides, key by key.

Knows every key, its type, its default and the sentence that documents it; ``docs/site-toml.md``
is made from this table. Refuses an unknown key, and says all that is wrong at once.
"""

from __future__ import annotations

import re
import tomllib
import zoneinfo
from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from generator.model import address, forbidden_elements
from generator.model.problem import Problem, did_you_mean, error
from generator.model.variant import VARIANTS, Variant, meant

Kind = Literal["text", "flag", "number", "texts", "table"]
FILE = "site.toml"


class Key(msgspec.Struct, frozen=True):
    """One key of site.toml."""

    name: str
    """With its table: ``search.period``."""
    kind: Kind
    default: Any
    doc: str


KEYS: tuple[Key, ...] = (
    Key("title", "text", "", "The paper's name. Required."),
    Key("id", "text", "", "The site's own lasting id, used in feeds; default: made of the title."),
    Key(
        "base_url",
        "text",
        "",
        "Where the site will stand: https://example.org/paper/. "
        "`--base-url` and HUOZI_BASE_URL come before it.",
    ),
    Key("timezone", "text", "Asia/Shanghai", "The paper's time zone (IANA name)."),
    Key(
        "script",
        "text",
        "zh-Hans",
        "The script the paper is written in: zh-Hans, zh-Hant-TW, zh-Hant-HK.",
    ),
    Key(
        "variants",
        "texts",
        ["zh-Hans", "zh-Hant-TW", "zh-Hant-HK"],
        "The scripts offered to readers; the paper's own is always among them.",
    ),
    Key("theme", "text", "default", "A folder of `themes/`, or a theme that comes with huozi."),
    Key("description", "text", "", "One sentence about the paper, for search engines and feeds."),
    Key("publisher", "text", "", "Who publishes the paper; default: its title."),
    Key("press_forms", "flag", True, "Write 台 for 臺, 群 for 羣 … as papers print them."),
    Key("join_jumps", "flag", False, "Show an article's other half (转版) behind the first one."),
    Key(
        "raw_html",
        "flag",
        False,
        "Let HTML in an article's body through, cleaned, instead of showing it as text.",
    ),
    Key(
        "raw_html_tags",
        "texts",
        [
            "abbr",
            "b",
            "cite",
            "del",
            "figcaption",
            "figure",
            "i",
            "ins",
            "kbd",
            "mark",
            "q",
            "rp",
            "rt",
            "ruby",
            "s",
            "small",
            "sub",
            "time",
            "u",
        ],
        "With raw_html: the elements allowed beside those that Markdown makes.",
    ),
    Key(
        "sections", "texts", [], "The sections the paper knows; another one is a doubt. Empty: any."
    ),
    Key("ingest.joins", "flag", True, "Join paragraphs that a column or a page cut in two."),
    Key("ingest.hyphens", "flag", True, "Join Latin words that a hyphen cut at a line's end."),
    Key("ingest.marks", "flag", True, "Make half-width , ; : ! ? in Chinese text full-width."),
    Key("ingest.brackets", "flag", True, "Make half-width ( ) in Chinese text full-width."),
    Key("ingest.quotes", "flag", True, "Make straight quotes in Chinese text curly, or 「」."),
    Key("slugs", "table", {}, 'ASCII addresses for names: `"要闻" = "news"`.'),
    Key(
        "moved",
        "table",
        {},
        'Addresses that now lead elsewhere: `"/authors/甲/" = "/authors/乙/"`. '
        "An article's own earlier addresses stand in its `aliases`.",
    ),
    Key(
        "publish",
        "text",
        "commit",
        "When an address counts as published, never to disappear: `commit`, once its line in "
        "addresses.txt is committed; `build`, once it was built (for a paper without Git).",
    ),
    Key(
        "archive",
        "texts",
        [],
        "Closed years that another host answers for, at the same addresses: `2019`.",
    ),
    Key(
        "check.silence",
        "texts",
        [],
        'What `huozi check` shall not say again: `"RULE: PATH"`, where * is anything.',
    ),
    Key("check.page_weight", "number", 100, "A web page's weight in kB at most; 0: any."),
    Key(
        "epub",
        "number",
        7,
        "How many of the newest editions stand as EPUB books too, in every script; 0: none.",
    ),
    Key("epub_vertical", "flag", False, "Set the books of the Traditional scripts upright (竖排)."),
    Key(
        "edition_picture",
        "text",
        "",
        "A font's file in the site's folder (.otf, .ttf, .ttc): with it each edition gets a "
        "picture of masthead and lead headline, shown where others share its front.",
    ),
    Key(
        "offline",
        "flag",
        True,
        "Let browsers keep the newest edition (1 MB at most) for reading without a network.",
    ),
    Key("footer", "texts", [], "Lines for the foot of every page: ICP, CN number, report line."),
)
"""All keys, in the order in which the documentation shows them."""


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """A site's settings, checked."""

    title: str
    id: str
    base_url: str
    """Ends with ``/``; empty where none is known yet."""
    timezone: zoneinfo.ZoneInfo
    source: Variant
    variants: tuple[Variant, ...]
    """The source script first."""
    theme: str
    slugs: Mapping[str, str]
    """By the names as they are written, and as they are folded."""
    options: Mapping[str, Any]
    """Every other key by its full name (``press_forms``, ``search.period``), default or set."""

    @property
    def allowed_html(self) -> tuple[str, ...] | None:
        """The elements an article may write as HTML; None: it is shown as text."""
        return tuple(self.options["raw_html_tags"]) if self.options["raw_html"] else None

    def folder(self, variant: Variant) -> str:
        """The last folder of an address in ``variant``: empty for the source script."""
        return "" if variant == self.source else variant.folder


def parse(text: str) -> tuple[Site | None, list[Problem]]:
    """The settings in a site.toml's text, and all that is wrong with them.

    Returns None for the site where there is any error."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        return None, [toml_error(FILE, fault)]
    known = {key.name: key for key in KEYS}
    given, problems = _flatten(table, known, text)
    values = {name: given.get(name, key.default) for name, key in known.items()}
    # A title of a wrong type, or under a name with a slip, is not missing as well.
    slip = "title" not in given and any('"title"' in p.message + p.hint for p in problems)
    problems += _check(values, text, titled=slip)
    if problems:
        return None, problems
    return _site(values), []


def assumed(text: str) -> Site | None:
    """A site to hold the other files of the configuration against while site.toml is wrong: the
    settings that those depend on, where they are given and right, and else the default.

    None where nothing can be assumed."""
    try:
        given, _ = _flatten(tomllib.loads(text), {key.name: key for key in KEYS}, text)
    except tomllib.TOMLDecodeError:
        return None
    values = {key.name: given.get(key.name, key.default) for key in KEYS if key.name in _OTHERS}
    if not {values["script"], *values["variants"]} <= set(VARIANTS):
        return None
    if not re.fullmatch(_THEME, values["theme"]):
        values["theme"] = "default"
    return _site({key.name: key.default for key in KEYS} | values)


_OTHERS = ("script", "variants", "theme", "edition_picture")
"""What names.toml and glossary.toml, the theme and the font are held against."""
_THEME = r"[\w-]+"


def toml_error(path: str, fault: tomllib.TOMLDecodeError) -> Problem:
    """A TOML library's complaint as a problem with its place."""
    said = str(fault)
    found = re.search(r"\(at line (\d+), column (\d+)\)", said)
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    message = said[: found.start()].strip() if found else said.removesuffix(" (at end of document)")
    return error(path, f"not valid TOML: {message}", rule="toml", line=line, column=column)


def line_of(text: str, key: str) -> int:
    """The line on which the last part of a dotted key is set in a TOML text; 1 if not found."""
    last = re.escape(key.rsplit(".")[-1])
    pattern = re.compile(rf"^\s*[\[\"']*(?:[\w.\"-]*\.)?{last}[\"']?\s*[=\].]")
    for number, line in enumerate(text.splitlines(), 1):
        if pattern.match(line):
            return number
    return 1


def _line_in(text: str, key: str, item: str) -> int:
    """The line on which an item of a list stands, in a TOML text."""
    first = line_of(text, key)
    rows = text.splitlines()[first - 1 :]
    return next(
        (
            first + at
            for at, row in enumerate(rows)
            if re.search(rf"[\"']{re.escape(item)}[\"']", row)
        ),
        first,
    )


def _flatten(
    table: Mapping[str, Any], known: Mapping[str, Key], text: str, prefix: str = ""
) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, value in table.items():
        full = prefix + name
        key = known.get(full)
        if key is not None:
            if _fits(key.kind, value):
                values[full] = value
            else:
                problems.append(_at(text, full, f'"{full}" must be {_WANTED[key.kind]}', "type"))
        elif isinstance(value, dict) and any(k.startswith(full + ".") for k in known):
            inner, more = _flatten(value, known, text, full + ".")
            values |= inner
            problems += more
        else:
            hint = did_you_mean(full, known) or "docs/site-toml.md has every key"
            problems.append(_at(text, full, f'unknown key "{full}"', "unknown-key", hint))
    return values, problems


_WANTED: dict[Kind, str] = {
    "text": "a text in quotes",
    "flag": "true or false",
    "number": "a whole number",
    "texts": "a list of texts",
    "table": "a table of texts",
}


def _fits(kind: Kind, value: object) -> bool:
    match kind:
        case "text":
            return isinstance(value, str)
        case "flag":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, int) and not isinstance(value, bool)
        case "texts":
            return isinstance(value, list) and all(isinstance(item, str) for item in value)
        case "table":
            return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())


def _at(text: str, key: str, message: str, rule: str, hint: str = "") -> Problem:
    return error(FILE, message, hint, rule=rule, line=line_of(text, key))


def _check(values: Mapping[str, Any], text: str, *, titled: bool) -> list[Problem]:
    """What is wrong with values of the right types; ``titled``: the title is complained of."""
    problems: list[Problem] = []
    if not values["title"].strip() and not titled:
        problems.append(
            _at(text, "title", "the paper has no title", "missing", 'title = "大同日报"')
        )
    for name in ("script", "variants"):
        for tag in [values[name]] if name == "script" else values[name]:
            if tag not in VARIANTS:
                problems.append(_at(text, name, f'unknown variant "{tag}"', "variant", meant(tag)))
    try:
        zoneinfo.ZoneInfo(values["timezone"])
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        message = f'unknown time zone "{values["timezone"]}"'
        problems.append(_at(text, "timezone", message, "timezone", "such as Asia/Shanghai"))
    if bad := base_url_fault(values["base_url"]):
        problems.append(
            _at(text, "base_url", bad, "base-url", "such as https://example.org/paper/")
        )
    if not re.fullmatch(_THEME, values["theme"]):
        problems.append(_at(text, "theme", f'no theme can be called "{values["theme"]}"', "theme"))
    for tag in values["raw_html_tags"]:
        said, hint = forbidden_elements.fault(tag)
        if said:
            line = _line_in(text, "raw_html_tags", tag)
            problems.append(error(FILE, said, hint, rule="html-tag", line=line))
    for was, now in values["moved"].items():
        for there in (was, now):
            if not (there.endswith("/") and address.is_one(there)):
                said = f'"{there}" is no address of a page'
                problems.append(_at(text, was, said, "moved", "such as /authors/韩云峰/"))
    for was in values["moved"]:
        if _is_circle(was, values["moved"]):
            said = f'"{was}" leads back to itself'
            hint = "let one of them lead to a page that stands"
            problems.append(_at(text, was, said, "moved", hint))
    if values["publish"] not in _PUBLISH:
        hint = did_you_mean(values["publish"], _PUBLISH) or "known: " + ", ".join(_PUBLISH)
        problems.append(_at(text, "publish", f'unknown "{values["publish"]}"', "publish", hint))
    for year in values["archive"]:
        if not re.fullmatch(r"[0-9]{4}", year):
            problems.append(_at(text, "archive", f'"{year}" is no year', "archive"))
    for name, slug in values["slugs"].items():
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
            problems.append(
                _at(
                    text,
                    name,
                    f'"{slug}" is no slug',
                    "slug",
                    "small Latin letters, digits and single hyphens",
                )
            )
    return problems


def _is_circle(was: str, moved: Mapping[str, str]) -> bool:
    """Whether an address that moved leads nowhere else in the end."""
    seen, there = {was}, moved[was]
    while there in moved and there not in seen:
        seen.add(there)
        there = moved[there]
    return there in seen


_PUBLISH = ("commit", "build")


def base_url_fault(url: str) -> str:
    """What is wrong with a base address; empty where nothing is (or none is given)."""
    if not url or re.fullmatch(r"https?://[^\s/?#\"'<>]+(/[^\s?#\"'<>]*)?", url):
        return ""
    return f'"{url}" is no base address'


def _site(values: Mapping[str, Any]) -> Site:
    source = VARIANTS[values["script"]]
    tags = dict.fromkeys([source.tag, *values["variants"]])
    own = {"title", "id", "base_url", "timezone", "script", "variants", "theme", "slugs"}
    base = values["base_url"]
    return Site(
        title=values["title"].strip(),
        id=values["id"] or values["title"].strip(),
        base_url=base if not base or base.endswith("/") else base + "/",
        timezone=zoneinfo.ZoneInfo(values["timezone"]),
        source=source,
        variants=tuple(VARIANTS[tag] for tag in tags),
        theme=values["theme"],
        slugs={address.folded(n): slug for n, slug in values["slugs"].items()} | values["slugs"],
        options={name: value for name, value in values.items() if name not in own},
    )
