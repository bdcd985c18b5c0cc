"""Jinja2, set up for a theme.

Every variant has an environment of its own: what a template imports is evaluated once an
environment, with that variant's words.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule

from generator.model import digest
from generator.theme.optional_markup import OptionalMarkup

_CODE = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
VERSION = f"{jinja2.__version__}-{digest.of_bytes(_CODE)[:8]}"
"""What compiles templates: Jinja2, and this package with its filters and extensions."""
TEMPLATES = "templates"
"""The folder of a theme that holds its templates."""


class TemplateCache(jinja2.FileSystemBytecodeCache):
    """Compiled templates on disk, for the next process.

    Jinja2 compares a template's source and Python's version; the file's name holds the version of
    what compiles. A file that cannot be read or written costs one compilation, nothing else."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), f"%s.{VERSION}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills the bucket from disk; leaves it empty where the file is missing or damaged."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # a damaged file may fail in any of the ways that pickled bytes can
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Writes the bucket to disk, if the disk lets it."""
        with contextlib.suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


class Parts:
    """The macros of ``templates/parts/``: ``parts.dates`` has those of ``parts/dates.html``.

    A part is loaded when a template first uses it, and evaluated once for the environment."""

    def __init__(self, env: jinja2.Environment) -> None:
        self._env = env

    def __getattr__(self, name: str) -> TemplateModule:
        part = self._env.get_template(f"parts/{name}.html").module
        setattr(self, name, part)
        return part


def environment(
    folders: Sequence[Path],
    functions: Mapping[str, Callable[..., Any]],
    filters: Mapping[str, Callable[..., Any]],
    cache: Path | None,
) -> jinja2.Environment:
    """The environment of one variant.

    ``folders`` are the theme's and those of the themes it extends, nearest first: the nearest
    template of a name counts. A template is also known by its theme's name
    (``default/article.html``), so that a template can extend the one it replaces. ``functions`` and
    ``filters`` are all that templates see beside their view and what Jinja2 has. ``cache`` is a
    folder for compiled templates."""
    loaders = [jinja2.FileSystemLoader(folder / TEMPLATES) for folder in folders]
    by_theme = {folder.name: loader for folder, loader in zip(folders, loaders, strict=True)}
    env = jinja2.Environment(
        loader=jinja2.ChoiceLoader([*loaders, jinja2.PrefixLoader(by_theme)]),
        extensions=[OptionalMarkup],
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=TemplateCache(cache) if cache else None,
    )
    env.filters.update(filters)
    env.globals = {**functions, "parts": Parts(env)}
    return env
