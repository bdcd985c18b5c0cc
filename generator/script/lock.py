"""``variants.lock``: the conversions an editor has accepted.

Knows the file's form and how to compare a proof with it: which place was never accepted, and what
it would change. Refuses to write files, and to know editions beyond their names. The file is made
of lines, sorted, so that version control shows what an acceptance added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.script.explanation import Place

FILE = "variants.lock"
_HEAD = (
    "# Accepted conversions. Written by `huozi variants diff --accept`; kept in version control."
)
_ALWAYS = frozenset({"term", "quotes", "press", "region"})
"""Rules that decide a word wherever it stands; of all others, what is beside it is part of it."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One edition in one variant, as it would come out now."""

    edition: str
    variant: str
    source: str
    """The digest of the texts converted."""
    result: str
    """The digest of what they become."""
    places: tuple[tuple[str, str], ...]
    """(key, result) of each place that was decided: :func:`key`."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What was accepted."""

    version: str = ""
    """:attr:`Scripts.version` at the last acceptance."""
    words: Mapping[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    """Variant → accepted (key, result) pairs."""
    proofs: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """(edition, variant) → (source digest, result digest)."""


def key(text: str, place: Place) -> str:
    """How a place is known again: its word and, where context decided, a character either side."""
    if place.rule in _ALWAYS or len(place.source) > 2:
        return place.source
    end = place.start + len(place.source)
    before, after = text[max(0, place.start - 1) : place.start], text[end : end + 1]
    return f"{_visible(before)}‹{place.source}›{_visible(after)}"


def _visible(char: str) -> str:
    return "" if char.isspace() else char


def changed(lock: Lock, proof: Proof) -> bool:
    """Whether an accepted edition would come out otherwise though its text is the same."""
    accepted = lock.proofs.get((proof.edition, proof.variant))
    return accepted is not None and accepted[0] == proof.source and accepted[1] != proof.result


def unaccepted(lock: Lock, proof: Proof) -> tuple[tuple[str, str], ...]:
    """The places of a proof nobody has accepted yet, each once, in order."""
    known = lock.words.get(proof.variant, frozenset())
    return tuple(dict.fromkeys(pair for pair in proof.places if pair not in known))


def accept(lock: Lock, version: str, proofs: Iterable[Proof]) -> Lock:
    """The lock with all of these proofs accepted; an edition's earlier proof is forgotten."""
    words = {variant: set(pairs) for variant, pairs in lock.words.items()}
    accepted = dict(lock.proofs)
    for proof in proofs:
        words.setdefault(proof.variant, set()).update(proof.places)
        accepted[proof.edition, proof.variant] = (proof.source, proof.result)
    return Lock(version, {tag: frozenset(pairs) for tag, pairs in words.items()}, accepted)


def write(lock: Lock) -> str:
    """The file's text."""
    lines = [_HEAD, f"version\t{lock.version}"]
    for (edition, variant), (source, result) in sorted(lock.proofs.items()):
        lines.append(f"edition\t{edition}\t{variant}\t{source}\t{result}")
    for variant, pairs in sorted(lock.words.items()):
        lines += [f"word\t{variant}\t{word}\t{result}" for word, result in sorted(pairs)]
    return "\n".join(lines) + "\n"


def read(text: str) -> tuple[Lock, tuple[int, ...]]:
    """The lock in a file's text, and the numbers of the lines that are not understood."""
    version = ""
    words: dict[str, set[tuple[str, str]]] = {}
    proofs: dict[tuple[str, str], tuple[str, str]] = {}
    faults: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        match line.split("\t"):
            case ["version", said]:
                version = said
            case ["edition", edition, variant, source, result]:
                proofs[edition, variant] = (source, result)
            case ["word", variant, word, result]:
                words.setdefault(variant, set()).add((word, result))
            case [other] if not other or other.startswith("#"):
                continue
            case _:
                faults.append(number)
    lock = Lock(version, {tag: frozenset(pairs) for tag, pairs in words.items()}, proofs)
    return lock, tuple(faults)
