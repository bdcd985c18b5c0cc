"""The only module that hashes.

Values have one canonical form (JSON; Structs and dataclasses with their fields in order,
dictionaries by key) and one hash (BLAKE2b, 16 bytes, hexadecimal).
"""

from __future__ import annotations

import base64
import hashlib

import msgspec


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
    """The digest of a value that msgspec encodes: str, int, bool, None, float, date, sequence,
    dict, set, enumeration, Struct, dataclass.

    Raises TypeError for anything else."""
    return of_bytes(canonical(value))


def canonical(value: object) -> bytes:
    """The one JSON text of a value, in UTF-8. A lone surrogate, which only the name of a file that
    is not UTF-8 can hold, becomes its escape as text."""
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:
        return _ENCODER.encode(_escaped(msgspec.to_builtins(value, order="deterministic")))


def _escaped(value: object) -> object:
    match value:
        case str():
            return value.encode("utf-8", "backslashreplace").decode()
        case list() | tuple():
            return [_escaped(item) for item in value]
        case dict():
            return {_escaped(key): _escaped(item) for key, item in value.items()}
    return value


_ENCODER = msgspec.json.Encoder(order="deterministic")
