"""The register of names: which list a name belongs to, where it is not simply its own.

Names that differ in case or width alone are one list, under the spelling that was published, else
the first; names that only share an address are not, and the first has it. Pure: who is filed where
is asked of the state, or of the content as it was read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

import msgspec

from generator.model import address
from generator.model.digest import canonical


class Spelling(NamedTuple):
    """A name as it is spelled somewhere."""

    first: tuple[str, str]
    """The first article that has it: (edition, stem)."""
    name: str
    folder: str
    """What its list would be called if it was alone."""


class Shared(msgspec.Struct, frozen=True):
    """Two names that want one address: two spellings of one, or a clash."""

    kind: str
    keeper: Spelling
    other: Spelling

    @property
    def is_clash(self) -> bool:
        """Whether they are two names."""
        return address.folded(self.keeper.name) != address.folded(self.other.name)


class Register(msgspec.Struct, frozen=True):
    """Of each kind of list the names that do not stand in a list of their own."""

    entries: Mapping[str, Mapping[str, tuple[str, str]]] = {}
    """Kind → name → (the list's folder, empty where it has none; the list's name)."""

    def folder_of(self, kind: str, name: str, alone: str) -> str:
        """The folder of a name's list, ``alone`` where nothing stands here; empty: it has none."""
        entry = self.entries.get(kind, {}).get(name)
        return alone if entry is None else entry[0]

    def known_as(self, kind: str, name: str) -> str:
        """What the list that a name stands in is called."""
        entry = self.entries.get(kind, {}).get(name)
        return name if entry is None else entry[1]

    def has(self, kind: str, name: str) -> bool:
        """Whether a name stands here."""
        return name in self.entries.get(kind, {})

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        """Every (kind, name, its list's folder)."""
        for kind, names in self.entries.items():
            yield from ((kind, name, folder) for name, (folder, _) in names.items())

    def as_json(self) -> str:
        """The register for the state."""
        return canonical(self).decode()


def from_json(text: str) -> Register:
    """A register from the state."""
    return msgspec.json.decode(text, type=Register)


def made_of(
    classes: Iterable[tuple[str, list[Spelling]]], is_published: Callable[[str], bool]
) -> tuple[Register, list[Shared]]:
    """The register, and every pair of names that share an address; each of ``classes`` are the
    names of a kind whose folders are one to a careless reader or file system."""
    entries: dict[str, dict[str, tuple[str, str]]] = {}
    shared: list[Shared] = []
    for kind, spellings in classes:
        keeper = _keeper(kind, spellings, is_published)
        for other in sorted(spellings):
            if other is keeper:
                continue
            pair = Shared(kind, keeper, other)
            entry = ("", other.name) if pair.is_clash else (keeper.folder, keeper.name)
            entries.setdefault(kind, {})[other.name] = entry
            shared.append(pair)
    return Register(entries), shared


def _keeper(kind: str, spellings: list[Spelling], is_published: Callable[[str], bool]) -> Spelling:
    """Whose list it is."""
    in_order = sorted(spellings)
    name = address.folded(in_order[0].name)
    alike = [spelling for spelling in in_order if address.folded(spelling.name) == name]
    known = [spelling for spelling in alike if is_published(address.listing(kind, spelling.folder))]
    return (known or alike)[0]


def classes_of(filed: Iterable[tuple[str, Spelling]]) -> Iterator[tuple[str, list[Spelling]]]:
    """The names that share an address, of those of a whole paper: (kind, spelling), each name's
    spelling first where it stands first."""
    first: dict[tuple[str, str], Spelling] = {}
    for kind, spelling in filed:
        known = first.get((kind, spelling.name))
        if known is None or spelling < known:
            first[kind, spelling.name] = spelling
    rows = sorted(
        (kind, address.folded(spelling.folder), spelling) for (kind, _), spelling in first.items()
    )
    for (kind, _), group in groupby(rows, lambda row: row[:2]):
        spellings = [row[2] for row in group]
        if len(spellings) > 1:
            yield kind, spellings
