"""A theme: one template for each kind of page, one word list for each variant, assets.

Knows Jinja2 (this room is its only importer) and the hashed names of assets. A template sees one
view and ``t``, ``choose``, ``url``, ``asset``, ``inline``, ``once``; it cannot reach the site, the
clock or a file.
"""

from __future__ import annotations

import contextlib
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2.filters import sync_do_join
from markupsafe import Markup

from generator.model import digest
from generator.model.problem import Problem, Stop, error
from generator.model.site import toml_error
from generator.model.variant import Variant
from generator.theme import links
from generator.theme import words as word_lists
from generator.theme.assets import Asset, gather
from generator.theme.compiler import Compiled, Compiler
from generator.theme.slim import Slimming
from generator.theme.whole import whole

_HERE = Path(__file__).resolve().parent.parent
SHIPPED = next(folder for folder in (_HERE / "themes", _HERE.parent / "themes") if folder.is_dir())
"""The themes that come with huozi: beside the modules in a wheel, beside the package in a
checkout."""

VERSION: str = jinja2.__version__


@dataclass(frozen=True, slots=True)
class Inline:
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
        mark: str = "",
        kept: Path | None = None,
    ) -> None:
        """``kept`` is a folder where what templates are compiled to is left."""
        self.folders = tuple(folders)
        """The theme's own folder first, then the one it extends, and so on."""
        self.digest = mark
        """The digest of every file of them."""
        self.words = {v.tag: word_lists.load(self.folders, v.tag) for v in variants}
        shared = Compiled(kept)
        self._envs = {tag: _environment(self.folders, shared) for tag in self.words}
        for tag, env in self._envs.items():
            env.globals = self._functions(tag)
        self._wholes: dict[tuple[str, str], Callable[[object], str] | None] = {}
        self._made_once: dict[tuple[str, str], Markup] = {}

    @property
    def name(self) -> str:
        """The theme's name."""
        return self.folders[0].name

    @cached_property
    def assets(self) -> Mapping[str, Asset]:
        """Every asset by the name templates use; the nearest theme's file counts."""
        return gather(self.folders)

    @cached_property
    def inlines(self) -> Mapping[str, Inline]:
        """Every script of ``inline/`` by its name; the nearest theme's file counts."""
        found: dict[str, Inline] = {}
        for folder in reversed(self.folders):
            for path in sorted((folder / "inline").glob("*.js")):
                text = path.read_text("utf-8").strip()
                found[path.name] = Inline(text, digest.for_policy(text))
        return found

    def has(self, template: str) -> bool:
        """Whether the theme (or one it extends) has a template."""
        return any((folder / "templates" / template).is_file() for folder in self.folders)

    def warm(self) -> None:
        """Compiles every template ahead of its first page, which says what is wrong with it."""
        for tag, env in self._envs.items():
            # Those named with their theme are the same again, for the ones that extend them.
            for name in env.list_templates(filter_func=lambda name: "/" not in name):
                with contextlib.suppress(jinja2.TemplateError):
                    if self._whole(name, tag) is None:
                        env.get_template(name)

    def _asset(self, name: str) -> Asset:
        if name not in self.assets:
            raise Stop(
                [
                    error(
                        f"themes/{self.name}/assets/{name}",
                        "a template asks for this asset; there is none",
                        rule="theme",
                    )
                ]
            )
        return self.assets[name]

    def _inline(self, name: str) -> Inline:
        if name not in self.inlines:
            raise Stop(
                [
                    error(
                        f"themes/{self.name}/inline/{name}",
                        "a template asks for this script; there is none",
                        rule="theme",
                    )
                ]
            )
        return self.inlines[name]

    def _place(self, template: str) -> str:
        owner, slash, rest = template.partition("/")
        if slash and owner in {folder.name for folder in self.folders}:
            return f"themes/{owner}/templates/{rest}"
        for folder in self.folders:
            if (folder / "templates" / template).is_file():
                return f"themes/{folder.name}/templates/{template}"
        return f"themes/{self.name}/templates/{template}"

    def render(self, template: str, view: object, here: str, tag: str) -> str:
        """A page: ``view`` through ``template``, standing at the address ``here``.

        Raises Stop with the template's place where it fails."""
        before = links.stand(here, tag.lower())
        try:
            return self._rendered(template, view, tag)
        except RecursionError as fault:
            said = f"the template includes or extends itself without end, for {here}"
            raise Stop([error(self._place(template), said, rule="theme")]) from fault
        except (jinja2.TemplateError, KeyError, IndexError, AttributeError, TypeError) as fault:
            raise Stop([self._fault(template, here, tag, fault)]) from fault
        finally:
            links.leave(before)

    def _rendered(self, template: str, view: object, tag: str) -> str:
        whole = self._whole(template, tag)
        if whole is not None:
            # What is wrong shows again below, where the template's own pieces tell its place.
            with contextlib.suppress(Exception):
                return whole(view)
        return self._envs[tag].get_template(template).render(view=view)

    def _whole(self, template: str, tag: str) -> Callable[[object], str] | None:
        """The template as one function of its view; None where it cannot be one."""
        if (template, tag) not in self._wholes:
            made = None
            # Too involved, or wrong; what it imports runs here, and may be wrong in any way.
            with contextlib.suppress(Exception):
                made = whole(self._envs[tag], template, self.digest)
            self._wholes[template, tag] = made
        return self._wholes[template, tag]

    def _functions(self, tag: str) -> dict[str, Any]:
        """What a template of a variant sees beside its view."""
        words = self.words[tag]
        return {
            "t": words.say,
            "choose": words.choose,
            "url": links.url,
            "asset": lambda name: links.url(self._asset(name).address),
            "inline": self._inline,
            "once": lambda name: self._once(name, tag),
        }

    def _once(self, template: str, tag: str) -> Markup:
        """What is the same on every page of a variant: made of its words alone."""
        made = self._made_once.get((template, tag))
        if made is None:
            before = links.stand("")
            try:
                made = Markup(self._envs[tag].get_template(template).render())
            finally:
                links.leave(before)
            self._made_once[template, tag] = made
        return made

    def _fault(self, template: str, here: str, tag: str, fault: Exception) -> Problem:
        if isinstance(fault, jinja2.TemplateNotFound):
            place = self._place(str(fault.name))
            return error(place, "the theme lacks this template", rule="theme")
        if isinstance(fault, jinja2.TemplateSyntaxError):
            place = self._place(fault.name or template)
            return error(place, fault.message or "wrong syntax", rule="theme", line=fault.lineno)
        place, line = self._place(template), 1
        trace = fault.__traceback__
        while trace is not None:
            file = trace.tb_frame.f_code.co_filename
            for folder in self.folders:
                if file.startswith(str(folder)):
                    place = f"themes/{folder.name}/{Path(file).relative_to(folder).as_posix()}"
                    line = trace.tb_lineno
            trace = trace.tb_next
        said = f"nobody wrote the word {fault} for {tag}" if isinstance(fault, KeyError) else fault
        return error(place, f"{said}, for {here}", rule="theme", line=line)


def load(
    name: str, site_themes: Path, variants: Sequence[Variant], kept: Path | None = None
) -> Theme:
    """The theme of that name: a site's own in ``site_themes``, else one that comes with huozi.
    ``kept`` is a folder where what its templates are compiled to is left for the next process.

    Raises Stop where there is none, or where its theme.toml is wrong."""
    folders: list[Path] = []
    wanted = name
    while wanted:
        folder = _find(wanted, site_themes, skip=folders)
        if folder is None:
            said = error(
                "site.toml",
                f'there is no theme "{wanted}"',
                "themes/ has none of that name, and none comes with huozi",
                rule="theme",
            )
            raise Stop([said])
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
    return _unchanged(tuple(folders), tuple(variants), digest.of_value(files), kept)


@lru_cache(maxsize=2)
def _unchanged(
    folders: tuple[Path, ...], variants: tuple[Variant, ...], mark: str, kept: Path | None
) -> Theme:
    """A preview opens its site at every change: what was compiled stays compiled."""
    return Theme(folders, variants, mark, kept)


def _find(name: str, site_themes: Path, skip: Sequence[Path]) -> Path | None:
    for root in (site_themes, SHIPPED):
        folder = root / name
        if (folder / "theme.toml").is_file() and folder not in skip:
            return folder
    return None


def _parent(folder: Path) -> str:
    place = f"themes/{folder.name}/theme.toml"
    try:
        table = tomllib.loads((folder / "theme.toml").read_text("utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise Stop([toml_error(place, fault)]) from None
    unknown = sorted(set(table) - {"name", "extends", "description"})
    if unknown:
        raise Stop(
            [
                error(
                    place,
                    f'unknown key "{unknown[0]}"',
                    "known: name, extends, description",
                    rule="unknown-key",
                )
            ]
        )
    return str(table.get("extends", ""))


def _environment(folders: Sequence[Path], compiled: Compiled) -> jinja2.Environment:
    loaders: list[jinja2.BaseLoader] = [
        jinja2.FileSystemLoader(folder / "templates") for folder in folders
    ]
    # A parent's template is named with its theme ("default/article.html"): one that extends its
    # own name would recurse for ever.
    named = {folder.name: jinja2.FileSystemLoader(folder / "templates") for folder in folders}
    env = jinja2.Environment(
        loader=jinja2.ChoiceLoader([*loaders, jinja2.PrefixLoader(named)]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        extensions=[Slimming],
        bytecode_cache=compiled,
    )
    env.code_generator_class = Compiler
    env.filters["join"] = sync_do_join  # no page waits: without asking each time whether one does
    return env
