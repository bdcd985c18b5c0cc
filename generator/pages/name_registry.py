"""The register of names: read from the state, compared with what the editions are filed under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from generator.content import edition_file as facts_file
from generator.content import loader, published_addresses
from generator.model import address
from generator.model.problem import Problem, doubt, error
from generator.pages import list_names
from generator.pages.edition_store import EditionStore
from generator.pages.list_names import Register, Shared, Spelling
from generator.pages.localizer import Localization


class Settled(msgspec.Struct, frozen=True):
    """What the names of all editions come to."""

    register: Register
    shared: list[Shared]
    """The names that want the address of another."""
    misfiled: list[str]
    """Editions in which a name stands in another list than it should."""


def last_register(store: EditionStore) -> Register:
    """The register as the last build left it."""
    return list_names.from_json(store.meta("register") or "{}")


def settle(
    root: Path, localization: Localization, store: EditionStore, before: Register
) -> Settled:
    """The register of what is filed now, while it was filed by the one ``before``."""
    classes: list[tuple[str, list[Spelling]]] = []
    folders: list[set[str]] = []
    for kind, key, names in store.spellings():
        alone = {name: localization.folder_of(name) for name in names}
        folders_of_name = {folder for folder in alone.values() if address.folded(folder) == key}
        firsts = ((store.first(kind, name, folders_of_name), name, alone[name]) for name in names)
        classes.append(
            (
                kind,
                [
                    Spelling(*spelling)
                    for spelling in firsts
                    if spelling[0][0] and spelling[2] in folders_of_name
                ],
            )
        )
        folders.append(folders_of_name)
    # The file is long, and hardly ever asked for.
    published = (
        published_addresses.read(root)
        if any(len(folders_of_name) > 1 for _, folders_of_name in classes)
        else ""
    )
    register, shared = list_names.made_of(classes, lambda location: f"\n{location}\n" in published)
    misfiled: set[str] = set()
    for (kind, spellings), folders_of_name in zip(classes, folders, strict=True):
        for spelling in spellings:
            right = register.folder_of(kind, spelling.name, spelling.folder)
            misfiled.update(store.misfiled(kind, spelling.name, folders_of_name, right))
    for kind, name, folder in before:
        if not register.has(kind, name):
            right = localization.folder_of(name)
            misfiled.update(store.misfiled(kind, name, {folder or right, right}, right))
    return Settled(register, shared, sorted(misfiled))


def complaints(root: Path, shared: Iterable[Shared]) -> Iterator[Problem]:
    """What is to be said of names that share an address, each where it stands first."""
    for pair in shared:
        path, line = _place(root, pair.other)
        other, other_line = _place(root, pair.keeper)
        location, where = address.listing(pair.kind, pair.keeper.folder), f"{other}:{other_line}"
        name, keeper = pair.other.name, pair.keeper.name
        if pair.is_clash:
            message = f'"{name}" has no list: {location} is the list of "{keeper}" ({where})'
            hint = f'give one of them an address under [slugs] in site.toml: "{name}" = "…"'
            yield error(path, message, hint, rule="address", line=line)
        else:
            message = f'"{name}" is in the list {location} of "{keeper}" ({where})'
            hint = "if it is the same, spell it like that; if not, give it an address under [slugs]"
            yield doubt(path, message, hint, rule="spelling", line=line)


def _place(root: Path, spelling: Spelling) -> tuple[str, int]:
    """The file and the line where a name stands first."""
    edition, stem = spelling.first
    folder = f"{loader.FOLDER}/{edition}"
    files = sorted((root / folder).glob(f"{stem}*.md"))
    names = [path.name for path in files if loader.ARTICLE.fullmatch(path.name)]
    for name in (*names, facts_file.FILE):  # a page's name is the section of what stands on it
        if line := _line(root / folder / name, spelling.name):
            return f"{folder}/{name}", line
    return f"{folder}/{names[0]}" if names else folder, 1


def _line(path: Path, words: str) -> int:
    """The first line of a file that holds some words, of an article in its front matter; 0 where
    none does."""
    try:
        text = path.read_text("utf-8", "replace")
    except OSError:
        return 0
    head = text if path.suffix == ".toml" else text.partition("\n---")[0]
    lines = enumerate(head.splitlines(), 1)
    return next((number for number, line in lines if words in line), 0)
