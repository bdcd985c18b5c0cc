"""The settings of a site: the keys of ``site.toml`` with their types, defaults and documentation,
and the typed ``Site`` that they become.

``docs/site-toml.md`` is made from the fields and their docstrings; ``site_file`` reads the file.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_type_hints

import msgspec

from generator.model.variant import Variant

Kind = Literal["text", "flag", "number", "texts", "table"]
Texts = tuple[str, ...]
Table = Mapping[str, str]
_KINDS: Mapping[object, Kind] = {
    str: "text",
    bool: "flag",
    int: "number",
    Texts: "texts",
    Table: "table",
}


class Key(msgspec.Struct, frozen=True):
    """One key of site.toml."""

    name: str
    """With its table: ``ingest.joins``."""
    kind: Kind
    default: Any


class Basics(msgspec.Struct, frozen=True, kw_only=True):
    """The keys that ``Site`` computes its own values from."""

    title: str = ""
    """The paper's name. Required."""
    id: str = ""
    """The site's permanent id, used in feeds; default: made from the title."""
    base_url: str = ""
    """The address of the site: https://example.org/paper/. `--base-url` and HUOZI_BASE_URL
    override it."""
    timezone: str = "Asia/Shanghai"
    """The paper's time zone (IANA name)."""
    script: str = "zh-Hans"
    """The script the paper is written in: zh-Hans, zh-Hant-TW, zh-Hant-HK."""
    variants: Texts = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
    """The scripts offered to readers; the paper's own is always among them."""
    theme: str = "default"
    """A folder of `themes/`, or a theme that comes with huozi."""


class IngestOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The keys of ``[ingest]``."""

    joins: bool = True
    """Join paragraphs that a column or a page cut in two."""
    hyphens: bool = True
    """Join Latin words that a hyphen cut at a line's end."""
    marks: bool = True
    """Make half-width , ; : ! ? in Chinese text full-width."""
    brackets: bool = True
    """Make half-width ( ) in Chinese text full-width."""
    quotes: bool = True
    """Make straight quotes in Chinese text curly, or 「」."""


class CheckOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The keys of ``[check]``."""

    silence: Texts = ()
    """Problems that `huozi check` does not report: `"RULE: PATH"`, where * is anything."""
    page_weight: int = 100
    """A web page's weight in kB at most; 0: any."""


class UploadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The keys of ``[upload]``."""

    to: str = ""
    """Where `huozi publish` sends the site: `s3://BUCKET/PREFIX`, `ssh://HOST/PATH`, `dir:PATH`.
    `--to` comes before it."""
    endpoint: str = ""
    """The address of an object storage other than Amazon's. `--endpoint` comes before it."""
    compress: str = ""
    """`gzip`: a bucket's texts are stored compressed, for hosts that do not compress by
    themselves; `twins`: a compressed .gz beside each text, for a web server of your own."""
    redirects: bool = False
    """Have the bucket redirect earlier addresses (the website hosting of Amazon S3), instead of
    the redirect pages."""
    keep: int = 2
    """How many publications `huozi publish --rollback` can go back."""
    indexnow: str = ""
    """The key of IndexNow, which stands in static/KEY.txt: search engines are told what changed."""
    indexnow_at: str = "https://api.indexnow.org/indexnow"
    """Which search engine is told; it tells the others."""
    websub: str = ""
    """A WebSub hub that is told of changed feeds."""
    baidu: str = ""
    """The push address of Baidu without its token:
    `http://data.zz.baidu.com/urls?site=https://example.org`. The token is in the environment, as
    HUOZI_BAIDU_TOKEN."""


class SiteOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The keys whose values are used as they stand in the file."""

    description: str = ""
    """One sentence about the paper, for search engines and feeds."""
    publisher: str = ""
    """Who publishes the paper; default: its title."""
    press_forms: bool = True
    """Write 台 for 臺, 群 for 羣 … as papers print them."""
    join_jumps: bool = False
    """Show an article's other half (转版) behind the first one."""
    raw_html: bool = False
    """Let HTML in an article's body through, cleaned, instead of showing it as text."""
    raw_html_tags: Texts = (
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
    )
    """With raw_html: the elements allowed beside those that Markdown makes."""
    sections: Texts = ()
    """The paper's sections; another one in an article is a doubt. Empty: any."""
    ingest: IngestOptions = IngestOptions()
    slugs: Table = {}
    """ASCII addresses for names: `"要闻" = "news"`."""
    moved: Table = {}
    """Addresses that now lead elsewhere: `"/authors/甲/" = "/authors/乙/"`. An article's own
    earlier addresses stand in its `aliases`."""
    publish: str = "commit"
    """When an address counts as published and must stay: `commit`, once its line in
    addresses.txt is committed; `build`, once it was built (for a paper without Git)."""
    archive: Texts = ()
    """Closed years, which another host serves at the same addresses: `2019`."""
    check: CheckOptions = CheckOptions()
    epub: int = 7
    """How many of the newest editions are published as EPUB books too, in every script; 0: none."""
    epub_vertical: bool = False
    """Set the books of the Traditional scripts upright (竖排)."""
    edition_picture: str = ""
    """A font's file in the site's folder (.otf, .ttf, .ttc): with it each edition gets a picture
    of masthead and lead headline, shown where others share its front."""
    offline: bool = True
    """Let browsers keep the newest edition (1 MB at most) for reading without a network."""
    footer: Texts = ()
    """Lines for the foot of every page: ICP, CN number, report line."""
    upload: UploadOptions = UploadOptions()


def _keys(options: type[msgspec.Struct], table: str = "") -> Iterator[Key]:
    """A class's keys, in the order of its fields, those of its tables in their place."""
    types = get_type_hints(options)
    for field in msgspec.structs.fields(options):
        if isinstance(field.default, msgspec.Struct):
            yield from _keys(type(field.default), f"{field.name}.")
        else:
            kind = _KINDS[types[field.name]]
            default = {} if kind == "table" else field.default
            yield Key(table + field.name, kind, default)


KEYS: tuple[Key, ...] = (*_keys(Basics), *_keys(SiteOptions))
"""All keys, in the order in which the documentation shows them."""


class Site(SiteOptions, frozen=True, kw_only=True):
    """A site's settings, checked. ``slugs`` are by the names as they are written and as they are
    folded."""

    title: str
    id: str
    base_url: str
    """Ends with ``/``; empty where none is known yet."""
    timezone: zoneinfo.ZoneInfo
    source: Variant
    variants: tuple[Variant, ...]
    """The source script first."""
    theme: str

    @property
    def allowed_html(self) -> tuple[str, ...] | None:
        """The elements an article may write as HTML; None: it is shown as text."""
        return self.raw_html_tags if self.raw_html else None

    @property
    def page_options(self) -> dict[str, object]:
        """The options that a page may depend on: all but those of ``huozi check`` and ``huozi
        publish``; of these the hub that feeds name."""
        names = [name for name in SiteOptions.__struct_fields__ if name not in ("check", "upload")]
        return {name: getattr(self, name) for name in names} | {"websub": self.upload.websub}

    def folder(self, variant: Variant) -> str:
        """The last folder of an address in ``variant``: empty for the source script."""
        return "" if variant == self.source else variant.folder
