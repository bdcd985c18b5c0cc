"""Changes of accepted conversions: results that differ from those recorded in ``variants.lock``.

Editions compared before are remembered in a cache. The lock itself is written by ``huozi variants``
only.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import structs

from generator.build.paths import CACHE
from generator.check.conversion_checks import ArticleConversion, ConvertedPlace
from generator.check.texts import SourceText, article_texts
from generator.content import loader
from generator.convert import Converter, DecidedPlace
from generator.convert import lock_file as locks
from generator.convert.lock_file import LockFile
from generator.model import digest
from generator.model.article import Article, Edition, EditionId
from generator.model.problem import Problem, Severity, error, warning
from generator.model.site import Site
from generator.model.variant import VARIANTS
from generator.pages.site_context import code_digest

CACHE_FILE = "accepted.json"
"""The cache in ``.huozi/`` of editions whose conversion is as accepted."""


def read(root: Path) -> tuple[LockFile, list[Problem]]:
    """A site's lock, empty if there is none, and a problem if lines of it cannot be parsed."""
    try:
        text = (root / locks.FILE).read_text("utf-8")
    except FileNotFoundError:
        return LockFile(), []
    except (OSError, UnicodeDecodeError) as fault:
        return LockFile(), [error(locks.FILE, f"cannot be read: {fault}", rule="lock")]
    lock, faults = locks.parse(text)
    if not faults:
        return lock, []
    message = "this line is not understood"
    if len(faults) > 1:
        message = f"{len(faults)} lines are not understood, this one first"
    hint = "a merge gone wrong? what is deleted here, huozi variants diff --accept writes anew"
    return lock, [error(locks.FILE, message, hint, rule="lock", line=faults[0])]


def unaccepted_changes(
    root: Path, edition: Edition, converter: Converter, lock: LockFile, site: Site
) -> list[Problem]:
    """A warning for each place of an edition whose conversion differs from the accepted one."""
    if str(edition.id) not in lock.lines:
        return []
    return [
        problem
        for article in edition.articles
        for problem in _of_article(root, edition, article, converter, lock, site)
    ]


def unaccepted_on_site(
    root: Path, converter: Converter, lock: LockFile, site: Site, is_in_scope: Callable[[str], bool]
) -> list[Problem]:
    """All changes of accepted conversions, as errors, for ``build --frozen``; ``is_in_scope``
    selects editions."""
    cache = _AcceptedCache.load(root, converter, site)
    problems: list[Problem] = []
    for name in loader.edition_names(root)[0]:
        lines = lock.lines.get(str(name))
        if lines is None or not is_in_scope(str(name)) or cache.contains(name, lines):
            continue
        folder, _ = loader.look(root, name, "", time.time_ns())
        edition, _ = loader.open_edition(root, folder)
        if edition is None:
            continue  # the build reports why
        changed = unaccepted_changes(root, edition, converter, lock, site)
        problems += [structs.replace(problem, severity=Severity.ERROR) for problem in changed]
        if not changed:
            cache.add(name, folder.quick_stamp, lines)
    cache.save()
    return problems


def _of_article(
    root: Path, edition: Edition, article: Article, converter: Converter, lock: LockFile, site: Site
) -> Iterator[Problem]:
    known = lock.of(str(article.id))
    source = VARIANTS.get(edition.facts.script, converter.source)
    texts = tuple(article_texts(article, site.allowed_html)) if known else ()
    changed: dict[tuple[SourceText, DecidedPlace, str], list[ConvertedPlace]] = {}
    elsewhere: list[str] = []
    for variant in converter.variants:
        accepted = known.get(variant.tag)
        conversion = ArticleConversion(str(article.id), texts, converter, variant, source)
        if accepted is None or variant == source or conversion.is_as(accepted):
            continue
        rows = [row for row in conversion.places(accepted) if row.accepted is not None]
        for row in rows:
            changed.setdefault((row.text, row.place, row.accepted or ""), []).append(row)
        if not rows and conversion.marks == accepted.texts:
            elsewhere.append(variant.tag)
    hint = f"huozi variants diff --accept {edition.id}, or decide it in names.toml or glossary.toml"
    for (text, place, before), rows in changed.items():
        tags = ", ".join(row.variant.tag for row in rows)
        message = f"{place.source} becomes {place.result}, accepted was {before} ({tags})"
        line = text.line_at(root, place.start)
        context = f"{message}: {rows[0].context}"
        yield warning(article.path, context, hint, rule="variants-changed", line=line)
    if elsewhere:
        tags = ", ".join(elsewhere)
        message = f"other quotation marks or single characters than were accepted ({tags})"
        yield warning(article.path, message, hint, rule="variants-changed", line=article.body_line)


class _AcceptedCache(msgspec.Struct):
    """The editions whose conversion is as accepted, valid for one version of code, terms and
    settings."""

    root: Path
    version: str
    editions: dict[str, str]

    @classmethod
    def load(cls, root: Path, converter: Converter, site: Site) -> _AcceptedCache:
        tags = [variant.tag for variant in (site.source, *site.variants)]
        html = list(site.allowed_html or ())
        version = digest.of_value([converter.version, code_digest(), tags, html])
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            cached = json.loads((root / CACHE / CACHE_FILE).read_text("utf-8"))
            if cached["version"] == version:
                return cls(root, version, dict(cached["editions"]))
        return cls(root, version, {})

    def contains(self, edition: EditionId, lines: Mapping[str, tuple[str, ...]]) -> bool:
        mark = self.editions.get(str(edition))
        return mark is not None and mark == _mark(loader.quick_stamp(self.root, edition), lines)

    def add(self, edition: EditionId, stamp: str, lines: Mapping[str, tuple[str, ...]]) -> None:
        if stamp:
            self.editions[str(edition)] = _mark(stamp, lines)

    def save(self) -> None:
        """Writes the cache; if that fails, the editions are compared again next time."""
        path = self.root / CACHE / CACHE_FILE
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(f".{os.getpid()}.part")
            part.write_text(json.dumps({"version": self.version, "editions": self.editions}))
            part.replace(path)


def _mark(quick_stamp: str, lines: Mapping[str, tuple[str, ...]]) -> str:
    return digest.of_value([quick_stamp, sorted(lines.items())])
