"""Targets: the files of the output, and what each is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from generator.build.source_rows import Claim
from generator.model import address
from generator.model.variant import Variant


@dataclass(frozen=True, slots=True)
class Recipe:
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
    """The address the page stands at: links are relative to it."""
    claim: int = Claim.PAGE


@dataclass(frozen=True, slots=True)
class Copy:
    """A file of the output that is copied: an asset, a static file."""

    path: str
    source: Path | bytes
    claim: int = Claim.PAGE


def target(
    recipe: Recipe, view: object, location: str, variant: Variant, claim: int = Claim.PAGE
) -> Target:
    """The target of a view that stands at the address ``here``."""
    return Target(address.file_of(location), recipe, view, variant, location, claim)
