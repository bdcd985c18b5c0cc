"""``site.toml`` into a ``Site``: unknown keys, wrong types and wrong values are reported all at
once, each with its line."""

from __future__ import annotations

import re
import tomllib
import zoneinfo
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import structs

from generator.model import address, forbidden_elements
from generator.model.problem import Problem, did_you_mean, error
from generator.model.site import KEYS, Key, Kind, Site, SiteOptions
from generator.model.toml_text import line_in, line_of, toml_error
from generator.model.variant import VARIANTS, meant

FILE = "site.toml"


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
        message, hint = forbidden_elements.fault(tag)
        if message:
            line = line_in(text, "raw_html_tags", tag)
            problems.append(error(FILE, message, hint, rule="html-tag", line=line))
    problems += _check_moved(values["moved"], text)
    if values["publish"] not in _PUBLISH:
        hint = did_you_mean(values["publish"], _PUBLISH) or "known: " + ", ".join(_PUBLISH)
        problems.append(_at(text, "publish", f'unknown "{values["publish"]}"', "publish", hint))
    if values["upload.compress"] not in _COMPRESS:
        message = f'unknown "{values["upload.compress"]}"'
        problems.append(_at(text, "upload.compress", message, "compress", "known: gzip, twins"))
    if values["upload.keep"] < 0:
        problems.append(_at(text, "upload.keep", '"upload.keep" is below 0', "type"))
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


def _check_moved(moved: Mapping[str, str], text: str) -> list[Problem]:
    """What is wrong with the addresses under ``[moved]``."""
    problems: list[Problem] = []
    for was, now in moved.items():
        for path in (was, now):
            if not (path.endswith("/") and address.is_one(path)):
                message = f'"{path}" is no address of a page'
                problems.append(_at(text, was, message, "moved", "such as /authors/韩云峰/"))
    for was in moved:
        if _is_circle(was, moved):
            message = f'"{was}" leads back to itself'
            hint = "let one of them lead to a page that stands"
            problems.append(_at(text, was, message, "moved", hint))
    return problems


def _is_circle(was: str, moved: Mapping[str, str]) -> bool:
    """Whether an address that moved leads nowhere else in the end."""
    seen, target = {was}, moved[was]
    while target in moved and target not in seen:
        seen.add(target)
        target = moved[target]
    return target in seen


_PUBLISH = ("commit", "build")
_COMPRESS = ("", "gzip", "twins")


def base_url_fault(url: str) -> str:
    """What is wrong with a base address; empty where nothing is (or none is given)."""
    if not url or re.fullmatch(r"https?://[^\s/?#\"'<>]+(/[^\s?#\"'<>]*)?", url):
        return ""
    return f'"{url}" is no base address'


def _site(values: Mapping[str, Any]) -> Site:
    source = VARIANTS[values["script"]]
    tags = dict.fromkeys([source.tag, *values["variants"]])
    title, base = values["title"].strip(), values["base_url"]
    options = structs.asdict(msgspec.convert(_nested(values), SiteOptions))
    slugs = values["slugs"]
    return Site(
        **options | {"slugs": {address.folded(n): slug for n, slug in slugs.items()} | slugs},
        title=title,
        id=values["id"] or title,
        base_url=base if not base or base.endswith("/") else base + "/",
        timezone=zoneinfo.ZoneInfo(values["timezone"]),
        source=source,
        variants=tuple(VARIANTS[tag] for tag in tags),
        theme=values["theme"],
    )


def _nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by their full names as the tables of the file."""
    nested: dict[str, Any] = {}
    for name, value in values.items():
        table, _, key = name.rpartition(".")
        (nested.setdefault(table, {}) if table else nested)[key] = value
    return nested
