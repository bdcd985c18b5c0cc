"""The part of CBOR (RFC 8949) that the engine's table of contents uses: unsigned numbers, texts and
arrays of definite length.
"""

from __future__ import annotations

Value = int | str | list["Value"]


def decode(data: bytes) -> Value:
    """The single value in ``data``. Raises ValueError for anything else."""
    value, end = _value(data, 0)
    if end != len(data):
        raise ValueError("more than one value")
    return value


def _value(data: bytes, at: int) -> tuple[Value, int]:
    if at >= len(data):
        raise ValueError("cut off")
    kind, small = data[at] >> 5, data[at] & 31
    at += 1
    if small > 27:
        raise ValueError("a length that is not known")
    if small >= 24:
        width = 1 << (small - 24)
        small, at = int.from_bytes(data[at : at + width], "big"), at + width
    if kind == 0:
        return small, at
    if kind == 3:
        return data[at : at + small].decode("utf-8"), at + small
    if kind != 4:
        raise ValueError(f"a value of kind {kind}")
    items: list[Value] = []
    for _ in range(small):
        item, at = _value(data, at)
        items.append(item)
    return items, at


def encode(value: Value) -> bytes:
    """A value as CBOR, in the shortest form."""
    if isinstance(value, int):
        return _head(0, value)
    if isinstance(value, str):
        data = value.encode("utf-8")
        return _head(3, len(data)) + data
    return _head(4, len(value)) + b"".join(encode(item) for item in value)


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    for small, width in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << (8 * width):
            return bytes([kind << 5 | small]) + number.to_bytes(width, "big")
    raise ValueError("too large a number")
