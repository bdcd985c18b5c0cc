"""An open site: its settings, theme, conversion and fixed pages, and what it is built for.

A process opens a site once; a worker opens its own from the same request.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from functools import cache
from pathlib import Path

import msgspec
from msgspec import structs

from generator.build.paths import CACHE
from generator.content import fixed_page as fixed_file
from generator.content import markdown
from generator.content.document import Document
from generator.content.markdown import parse
from generator.convert import Converter, cache_tables_in, load_terms
from generator.formats import edition_picture
from generator.model import digest, site_file
from generator.model.problem import Problem, Stop, error, has_errors
from generator.model.site import Site
from generator.model.toml_text import line_of
from generator.pages.localizer import FixedPage, Localization
from generator.theme import theme as themes
from generator.theme.theme import Theme

_PACKAGE = Path(__file__).resolve().parent.parent


class BuildRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What to build, and for which moment; small, so that it can be sent to a worker."""

    root: Path
    base_url: str | None
    """Comes before site.toml's where given."""
    now: dt.datetime
    """Aware."""
    drafts: bool
    closed: tuple[str, ...] = ()
    """Closed years (``archive`` in site.toml) that are built, and nothing else."""
    alone: bool = False
    """Whether no other host serves closed years: the search leaves them out."""


class Font(msgspec.Struct, frozen=True):
    """A font's file."""

    file: Path
    mark: str
    """The digest of its bytes."""


class SiteContext(msgspec.Struct, frozen=True, kw_only=True):
    """A site that has been opened, and the request it was opened for."""

    request: BuildRequest
    localization: Localization
    theme: Theme
    fixed: tuple[tuple[FixedPage, Document], ...]
    font: Font | None
    """What the editions' pictures are drawn with."""
    key: str
    """The digest of all that every page may depend on beside its own sources."""
    problems: tuple[Problem, ...]
    """Warnings and doubts of the configuration."""

    @property
    def site(self) -> Site:
        """The settings."""
        return self.localization.site

    def is_published_here(self, path: str) -> bool:
        """Whether a file belongs into this output. Addresses begin with the year, so that all of
        a closed year stands below one folder, and can be printed and kept by itself."""
        top = path.partition("/")[0]
        if self.request.closed:
            return top in self.request.closed
        return top not in self.site.archive


_OF_ALL_KINDS = (
    "本报记者于后云、范里松：皇后台上说干部一出门就走了几十里面条路，系着发卡，斗志不减。"
)
"""A text for which every dictionary of conversion is opened: words, people, neighbours."""


def warm(context: SiteContext) -> None:
    """Loads what the first page to be made would wait for: dictionaries and templates."""
    for variant in context.site.variants:
        context.localization.converter.convert_text(_OF_ALL_KINDS, variant)
    context.theme.warm()


def load_site(root: Path, base_url: str | None = None) -> Site:
    """A site's settings. Raises Stop with all that is wrong with them."""
    try:
        text = (root / site_file.FILE).read_text("utf-8-sig")
    except FileNotFoundError:
        hint = "run this in a site's folder, or name one with --site; huozi new makes one"
        raise Stop(
            [error(site_file.FILE, "there is no site.toml here", hint, rule="no-site")]
        ) from None
    except (OSError, UnicodeDecodeError) as fault:
        raise Stop([error(site_file.FILE, f"cannot be read: {fault}", rule="unreadable")]) from None
    site, problems = site_file.parse(text)
    if base_url is not None and (fault_said := site_file.base_url_fault(base_url)):
        problems.append(error("--base-url", fault_said, rule="base-url"))
    if site is None or problems:
        # All at once: who mends one mistake a run runs often.
        others = site or site_file.assumed(text)
        more = _beside(root, others)[1] if others else _fixed_pages(root)[1]
        raise Stop([*problems, *more])
    if base_url is None:
        return site
    whole = base_url if not base_url or base_url.endswith("/") else base_url + "/"
    return structs.replace(site, base_url=whole)


def load_converter(root: Path, site: Site) -> tuple[Converter, list[Problem]]:
    """A site's conversion, and all that is wrong with the editors' words. With any error it is not
    to be used."""
    cache_tables_in(root / CACHE / "tables")
    terms, problems = load_terms(root, site)
    press_forms = site.press_forms
    return Converter(site.source, site.variants, terms, press_forms=press_forms), problems


def open_site(request: BuildRequest) -> SiteContext:
    """Opens a site. Raises Stop where its configuration or theme is wrong."""
    site = load_site(request.root, request.base_url)
    beside, problems = _beside(request.root, site)
    if beside is None:
        raise Stop(problems)
    converter, fixed, font, theme = beside.converter, beside.fixed, beside.font, beside.theme
    localization = Localization(
        site=site, converter=converter, fixed=tuple(page for page, _ in fixed)
    )
    key = digest.of_value(
        [
            code_digest(),
            converter.version,
            theme.digest,
            str(site.timezone),
            site.base_url,
            [site.title, site.id, site.source.tag, [v.tag for v in site.variants]],
            site.page_options,
            [(page.stem, page.title, doc.to_html()) for page, doc in fixed],
            [request.drafts, list(request.closed)],
            font.mark if font else "",
        ]
    )
    return SiteContext(
        request=request,
        localization=localization,
        theme=theme,
        fixed=fixed,
        font=font,
        key=key,
        problems=tuple(problems),
    )


class _Beside(msgspec.Struct, frozen=True):
    """What a site is made of beside site.toml and its content."""

    converter: Converter
    fixed: tuple[tuple[FixedPage, Document], ...]
    font: Font | None
    theme: Theme


def _beside(root: Path, site: Site) -> tuple[_Beside | None, list[Problem]]:
    """All of that, and all that is wrong with it; None with any error."""
    converter, problems = load_converter(root, site)
    fixed, more = _fixed_pages(root)
    font, faults = _font(root, site.edition_picture)
    problems = [*problems, *more, *faults]
    try:
        theme = themes.load(site.theme, root / "themes", site.variants, root / CACHE / "templates")
    except Stop as stop:
        return None, [*problems, *stop.problems]
    if has_errors(problems):
        return None, problems
    return _Beside(converter, fixed, font, theme), problems


@cache
def code_digest() -> str:
    """The digest of huozi's own code and of what renders for it: what they make may change."""
    code = [
        (path.relative_to(_PACKAGE).as_posix(), digest.of_bytes(path.read_bytes()))
        for path in sorted([*_PACKAGE.rglob("*.py"), *_PACKAGE.rglob("formats/*.js")])
    ]
    return digest.of_value([code, list(sys.version_info[:2]), markdown.VERSION, themes.VERSION])


def _font(root: Path, name: str) -> tuple[Font | None, list[Problem]]:
    """The font that site.toml names for the editions' pictures, and what is wrong with it."""
    if not name:
        return None, []
    file = (root / name).resolve()
    if not file.is_relative_to(root.resolve()):
        message, hint = f"{name} is not in the site's folder", "copy the font into it"
    elif not file.is_file():
        message, hint = f"there is no font {name}", "name a file, as in fonts/Song.otf"
    elif not edition_picture.is_font(file):
        message, hint = f"{name} is no font that can be drawn with", "an .otf, .ttf or .ttc file"
    else:
        return Font(file, digest.of_bytes(file.read_bytes())), []
    line = line_of((root / site_file.FILE).read_text("utf-8-sig"), "edition_picture")
    return None, [error(site_file.FILE, message, hint, rule="font", line=line)]


def _fixed_pages(
    root: Path,
) -> tuple[tuple[tuple[FixedPage, Document], ...], list[Problem]]:
    pages: list[tuple[FixedPage, Document]] = []
    problems: list[Problem] = []
    for path in sorted((root / "pages").glob("*.md")):
        place = f"pages/{path.name}"
        if not re.fullmatch(r"\w[\w-]*", path.stem):
            hint = "letters, digits, hyphens: it is the page's address"
            problems.append(error(place, "no page can be called that", hint, rule="file-name"))
            continue
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as fault:
            problems.append(error(place, f"cannot be read: {fault}", rule="unreadable"))
            continue
        page, more = fixed_file.parse(text, place)
        problems += more
        if page is not None:
            known = FixedPage(stem=path.stem, title=page.title)
            pages.append((known, parse(page.body).document))
    return tuple(pages), problems
