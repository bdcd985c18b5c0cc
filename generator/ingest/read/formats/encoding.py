"""The encoding of a seed: bytes in, (text, name of the encoding) out.

UTF-8, UTF-16, GB18030 (GBK) and Big5 are recognised, by a byte order mark or else by
charset-normalizer, which only this module imports.
"""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from generator.ingest.read.formats.seed_text import SeedError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
"""(mark, codec, name)."""
_CANDIDATES = ("gb18030", "big5hkscs", "big5", "utf_16_le", "utf_16_be")
"""The codecs that charset-normalizer chooses from."""
_NAMES = {"utf_16_le": "utf-16", "utf_16_be": "utf-16", "big5hkscs": "big5"}
_MAX_DISORDER = 0.2
"""The most disorder (``chaos`` of charset-normalizer) that a text of words has."""


def decode(data: bytes) -> tuple[str, str]:
    """(the text without a byte order mark, the encoding's name).

    Raises :class:`SeedError` where the bytes are in none of the encodings."""
    for mark, codec, name in _BYTE_ORDER_MARKS:
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
        return _detected(data, fault)
    if data.count(0) > len(data) // 8:
        # Many zero bytes: UTF-16 without a byte order mark, or no text.
        return _detected(data, None)
    return text, "utf-8"


def _almost_utf8(data: bytes) -> bool:
    """Whether four fifths of the bytes beyond ASCII are valid UTF-8."""
    wide = sum(byte >= 0x80 for byte in data)
    text = data.decode("utf-8", "ignore")
    good = sum(len(char.encode()) for char in text if char > "\x7f")
    return good > wide * 0.8


def _detected(data: bytes, fault: UnicodeDecodeError | None) -> tuple[str, str]:
    """(text, encoding's name) as charset-normalizer finds them; ``fault`` is the error of decoding
    as UTF-8."""
    best = from_bytes(data, cp_isolation=list(_CANDIDATES)).best()
    if best is not None and best.chaos <= _MAX_DISORDER and (text := _decoded(data, best.encoding)):
        return text, _NAMES.get(best.encoding, best.encoding)
    if fault is None or data.count(0):
        raise SeedError("binary", "not a text file", "a seed is .txt, .md or .docx")
    raise _undecodable(data, fault, "utf-8")


def _decoded(data: bytes, codec: str) -> str:
    """The text in this encoding; empty where it does not fit."""
    try:
        text = data.decode("big5hkscs" if codec == "big5" else codec)
    except UnicodeDecodeError:
        return ""
    return "" if "\0" in text else text


def _undecodable(data: bytes, fault: UnicodeDecodeError, name: str) -> SeedError:
    """The error for the first byte that is not valid in the encoding ``name``."""
    good = data[: fault.start].decode(fault.encoding, "ignore")
    line, column = good.count("\n") + 1, len(good) - (good.rfind("\n") + 1) + 1
    byte = data[fault.start : fault.start + 1].hex()
    message = f"byte 0x{byte} is not valid {name}"
    hint = "save the file as UTF-8; GB18030, Big5 and UTF-16 are read too"
    return SeedError("encoding", message, hint, line, column)
