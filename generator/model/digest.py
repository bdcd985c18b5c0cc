"""The only place that hashes.

Knows one canonical form of a value (JSON, keys sorted, dataclasses as their fields in order), one
hash (BLAKE2b, 16 bytes, hexadecimal), and the one by which browsers name a script. Refuses values
whose order or form is not fixed (sets, floats that are not finite, objects of other classes).
"""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Callable, Sequence
from enum import Enum
from operator import attrgetter
from typing import Any

_FIELDS: dict[type, tuple[str, ...]] = {}
_READERS: dict[type, Callable[[Any], Sequence[object]]] = {}


def of_bytes(data: bytes) -> str:
    """The digest of some bytes: 32 hexadecimal digits."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def of_text(text: str) -> str:
    """The digest of a text in UTF-8 (lone surrogates pass)."""
    return of_bytes(text.encode("utf-8", "surrogatepass"))


def sealed(body: bytes, version: str) -> bytes:
    """Some bytes that are kept for another process; ``version`` is a digest of what made them."""
    return (version + of_bytes(body)).encode("ascii") + body


def unsealed(data: bytes, version: str) -> bytes | None:
    """What was sealed, where it is whole and of that version."""
    body = data[64:]
    return body if data[:64] == (version + of_bytes(body)).encode("ascii") else None


def for_policy(script: str) -> str:
    """The source expression that allows an inline script (Content Security Policy 3, §2.3.1):
    ``sha256-`` and the Base64 of its bytes' SHA-256."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def of_value(value: object) -> str:
    """The digest of a closed value: str, int, bool, None, float, date, tuple, list, dict with
    string keys, enumeration, dataclass.

    Raises TypeError for anything else."""
    return of_text(canonical(value))


def canonical(value: object) -> str:
    """The one JSON text of a closed value."""
    return _encode(value)


def fields_of(value: Any) -> Sequence[object]:
    """The values of a dataclass's fields, in their order."""
    kind = type(value)
    reader = _READERS.get(kind)
    if reader is None:
        names = names_of(kind)
        # One call for all fields, where there are several: views have dozens.
        reader = attrgetter(*names) if len(names) > 1 else lambda v: [getattr(v, n) for n in names]
        _READERS[kind] = reader
    return reader(value)


def _plain(value: Any) -> object:
    kind = type(value)
    if kind in _READERS or dataclasses.is_dataclass(kind):
        return fields_of(value)
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"{kind.__name__} has no canonical form")


# Made once: json.dumps makes one a call, which costs more than what most values take.
_encode = json.JSONEncoder(
    default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


def names_of(kind: type) -> tuple[str, ...]:
    """The names of a dataclass's fields, in their order."""
    names = _FIELDS.get(kind)
    if names is None:
        names = _FIELDS[kind] = tuple(field.name for field in dataclasses.fields(kind))
    return names
