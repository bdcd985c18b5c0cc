"""Targets: files of the output that are to be written, with their contents as a view or a copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from generator.model import address
from generator.model.variant import Variant


class Recipe(msgspec.Struct, frozen=True):
    """How a view becomes a file: by a template of the theme, or by a function."""

    name: str
    template: str = ""
    write: Callable[[Any], str | bytes] | None = None
    """Makes the file of the view where there is no template."""
    version: str = ""
    """Set where a view is cheaper to compare than its file is to make: changes with ``write``,
    so that a view and a version stand for the bytes."""


class Target(msgspec.Struct, frozen=True):
    """A file of the output that is made of a view."""

    path: str
    """Below the output folder, with forward slashes."""
    recipe: Recipe
    view: object
    variant: Variant
    location: str
    """The address of the page; links are relative to it."""
    claim: int = 0
    """As in TargetRow."""


class Copy(msgspec.Struct, frozen=True):
    """A file of the output that is copied: an asset, a static file."""

    path: str
    source: Path | bytes
    claim: int = 0
    """As in TargetRow."""


def target(recipe: Recipe, view: object, location: str, variant: Variant, claim: int = 0) -> Target:
    """The target of a view at an address."""
    return Target(address.file_of(location), recipe, view, variant, location, claim)
