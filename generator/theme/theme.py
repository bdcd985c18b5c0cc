"""A theme: one template for each kind of page, one word list for each variant, assets.

A template sees one view and the functions ``t``, ``choose``, ``asset`` and ``inline``, the filter
``url`` and its theme's parts; it
cannot reach the site, the clock or a file.
"""

from __future__ import annotations

import contextlib
import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2.runtime import Context

from generator.model import digest
from generator.model.problem import Stop, did_you_mean, error
from generator.model.toml_text import line_of, toml_error
from generator.model.variant import Variant
from generator.theme import environment, faults, relative_links
from generator.theme import words as word_lists
from generator.theme.assets import Asset, gather, minified
from generator.theme.faults import MissingError

_PACKAGE = Path(__file__).resolve().parent.parent
SHIPPED = next(f for f in (_PACKAGE / "themes", _PACKAGE.parent / "themes") if f.is_dir())
"""The themes that come with huozi: beside the modules in a wheel, beside the package in a
checkout."""

VERSION = environment.VERSION

_page: ContextVar[str] = ContextVar("page")
"""The address of the page that is being rendered."""


@jinja2.pass_context  # otherwise Jinja2 computes the link of a literal address when it compiles
def _url(_: Context, address: str) -> str:
    """A link to an address from the page that is being rendered."""
    return relative_links.link(_page.get(), address)


@dataclass(frozen=True, slots=True)
class InlineScript:
    """A script that stands in the page itself, before anything is painted."""

    text: str
    hash: str
    """As a content security policy names it: ``sha256-…``."""


class Theme:
    """A theme with the themes it extends."""

    def __init__(
        self,
        folders: Sequence[Path],
        variants: Sequence[Variant],
        digest: str = "",
        cache: Path | None = None,
    ) -> None:
        """``cache`` is a folder for compiled templates."""
        self.folders = tuple(folders)
        """The theme's own folder first, then the one it extends, and so on."""
        self.digest = digest
        """The digest of every file of them."""
        self.words = {v.tag: word_lists.load(self.folders, v.tag) for v in variants}
        self._environments = {
            tag: environment.environment(self.folders, self._functions(tag), {"url": _url}, cache)
            for tag in self.words
        }

    @property
    def name(self) -> str:
        """The theme's name."""
        return self.folders[0].name

    @cached_property
    def assets(self) -> Mapping[str, Asset]:
        """Every asset by the name templates use; the nearest theme's file counts."""
        return gather(self.folders)

    @cached_property
    def inlines(self) -> Mapping[str, InlineScript]:
        """Every script of ``inline/`` by its name; the nearest theme's file counts."""
        scripts: dict[str, InlineScript] = {}
        for folder in reversed(self.folders):
            for path in sorted((folder / "inline").glob("*.js")):
                text = minified(path.read_text("utf-8")).strip()
                scripts[path.name] = InlineScript(text, digest.for_policy(text))
        return scripts

    def render(self, template: str, view: object, page: str, tag: str) -> str:
        """The page at the address ``page``, in a variant: ``view`` through ``template``.

        Raises Stop with the template's file and line where it fails."""
        token = _page.set(page)
        try:
            return self._environments[tag].get_template(template).render(view=view)
        except Stop:
            raise
        except Exception as fault:  # a template may call anything, so that it may raise anything
            raise Stop([faults.problem(self.folders, template, page, fault)]) from fault
        finally:
            _page.reset(token)

    def warm(self) -> None:
        """Compiles every template ahead of the first page. A wrong one is reported by the page that
        needs it."""
        themes = {folder.name for folder in self.folders}
        for env in self._environments.values():
            for name in env.list_templates(extensions=["html"]):
                if name.partition("/")[0] not in themes:
                    with contextlib.suppress(jinja2.TemplateError, UnicodeDecodeError):
                        env.get_template(name)

    def _functions(self, tag: str) -> dict[str, Callable[..., Any]]:
        """What a template of a variant sees beside its view."""
        words = self.words[tag]
        return {
            "t": words.translate,
            "choose": words.choose,
            "asset": lambda name: relative_links.link(_page.get(), self._asset(name).address),
            "inline": self._inline,
        }

    def _asset(self, name: str) -> Asset:
        if name not in self.assets:
            raise MissingError(f'the theme has no asset "{name}"')
        return self.assets[name]

    def _inline(self, name: str) -> InlineScript:
        if name not in self.inlines:
            raise MissingError(f'the theme has no script "inline/{name}"')
        return self.inlines[name]


def load(
    name: str, site_themes: Path, variants: Sequence[Variant], cache: Path | None = None
) -> Theme:
    """The theme of that name: a site's own in ``site_themes``, else one that comes with huozi.
    ``cache`` is a folder where compiled templates are left for the next process.

    Raises Stop where there is none, or where its theme.toml is wrong."""
    folders: list[Path] = []
    wanted = name
    while wanted:
        folder = _find(wanted, site_themes, skip=folders)
        if folder is None:
            hint = "themes/ has none of that name, and none comes with huozi"
            message = f'there is no theme "{wanted}"'
            raise Stop([error("site.toml", message, hint, rule="theme")])
        folders.append(folder)
        wanted = _parent(folder)
    files = [
        [
            (path.relative_to(folder).as_posix(), digest.of_bytes(path.read_bytes()))
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        ]
        for folder in folders
    ]
    return _unchanged(tuple(folders), tuple(variants), digest.of_value(files), cache)


@lru_cache(maxsize=2)
def _unchanged(
    folders: tuple[Path, ...], variants: tuple[Variant, ...], digest: str, cache: Path | None
) -> Theme:
    """The same theme while none of its files changes: a preview opens its site at every change, and
    does not load the templates again."""
    return Theme(folders, variants, digest, cache)


def _find(name: str, site_themes: Path, skip: Sequence[Path]) -> Path | None:
    for root in (site_themes, SHIPPED):
        folder = root / name
        if (folder / "theme.toml").is_file() and folder not in skip:
            return folder
    return None


_KEYS = ("name", "extends", "description")
"""The keys of theme.toml."""


def _parent(folder: Path) -> str:
    place = f"themes/{folder.name}/theme.toml"
    try:
        text = (folder / "theme.toml").read_text("utf-8")
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Stop([toml_error(place, fault)]) from None
    unknown = [
        error(
            place,
            f'unknown key "{key}"',
            did_you_mean(key, _KEYS) or "known: " + ", ".join(_KEYS),
            rule="unknown-key",
            line=line_of(text, key),
        )
        for key in table
        if key not in _KEYS
    ]
    if unknown:
        raise Stop(unknown)
    return str(table.get("extends", ""))
