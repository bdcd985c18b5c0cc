"""Which encoding a seed is in: UTF-8, UTF-16, GB18030 (GBK) or Big5.

Knows byte order marks and asks charset-normalizer where UTF-8 does not fit; the only importer of
that library. Refuses to guess where nothing decodes: it says which byte is wrong.
"""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from generator.ingest.read.formats.seed_text import SeedError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
_ASKED = ("gb18030", "big5hkscs", "big5", "utf_16_le", "utf_16_be")
_NAMES = {"utf_16_le": "utf-16", "utf_16_be": "utf-16", "big5hkscs": "big5"}
_LIKELY = 0.2
"""A text of words has at most this much disorder (charset-normalizer's measure)."""


def decode(data: bytes) -> tuple[str, str]:
    """(the text without a byte order mark, the encoding's name).

    Raises :class:`SeedError` where the bytes are in none of the encodings."""
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(codec), name
            except UnicodeDecodeError as fault:
                raise _undecodable(data, fault, name) from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        if _almost_utf8(data):
            raise _undecodable(data, fault, "utf-8") from None
        return _recognised(data, fault)
    if data.count(0) > len(data) // 8:
        # Every other byte a zero: UTF-16 without its mark, unless it is no text at all.
        return _recognised(data, None)
    return text, "utf-8"


def _almost_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8 all the same."""
    wide = sum(byte >= 0x80 for byte in data)
    text = data.decode("utf-8", "ignore")
    good = sum(len(char.encode()) for char in text if char > "\x7f")
    return good > wide * 0.8


def _recognised(data: bytes, fault: UnicodeDecodeError | None) -> tuple[str, str]:
    best = from_bytes(data, cp_isolation=list(_ASKED)).best()
    if best is not None and best.chaos <= _LIKELY and (text := _decoded(data, best.encoding)):
        return text, _NAMES.get(best.encoding, best.encoding)
    if fault is None or data.count(0):
        raise SeedError("binary", "not a text file", "a seed is .txt, .md or .docx")
    raise _undecodable(data, fault, "utf-8")


def _decoded(data: bytes, codec: str) -> str:
    try:
        text = data.decode("big5hkscs" if codec == "big5" else codec)
    except UnicodeDecodeError:
        return ""
    return "" if "\0" in text else text


def _undecodable(data: bytes, fault: UnicodeDecodeError, name: str) -> SeedError:
    good = data[: fault.start].decode(fault.encoding, "ignore")
    line, column = good.count("\n") + 1, len(good) - (good.rfind("\n") + 1) + 1
    byte = data[fault.start : fault.start + 1].hex()
    message = f"byte 0x{byte} is not valid {name}"
    hint = "save the file as UTF-8; GB18030, Big5 and UTF-16 are read too"
    return SeedError("encoding", message, hint, line, column)
