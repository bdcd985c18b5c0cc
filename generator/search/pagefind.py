"""Pagefind: makes the files of an index from the words of pages.

Uses Pagefind's service (JSON in Base64, separated by commas, over its standard streams), and
selects the files that a reader needs. The only importer of ``pagefind_bin``. Files are returned as
bytes: those that Pagefind writes itself can be truncated, and are numbered in the disk's order.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import subprocess
import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
import pagefind_bin

from generator.search import cbor

CHUNK_SIZE = 2000
"""Places of words in one file of the index: with fewer, a query loads less from more files."""
_SETTINGS = {
    "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(CHUNK_SIZE),
    # One arena for glibc: an eighth less memory for the same speed.
    "MALLOC_ARENA_MAX": "1",
}
_SIGNATURE = b"pagefind_dcd"
_AT_WORK = threading.BoundedSemaphore(2)
"""Held while an index is made, which takes little more than one processor and most of a build's
memory: 500 to 700 bytes a character (see :data:`generator.search.periods.CLOSED`)."""
_BETWEEN = b","


class EngineFault(Exception):  # noqa: N818 - what is at fault, not an error of ours
    """Pagefind is missing, ended early, or returned no index."""


class PagefindIndex(msgspec.Struct, frozen=True):
    """An index: its files by name."""

    files: Mapping[str, bytes]
    """``pages.pf_meta`` and ``i/0.pf_index`` …; the n-th page is called ``n`` in it."""


def engine_version() -> str:
    """The version of Pagefind."""
    from importlib.metadata import version  # takes longer to import than most commands need it

    return version("pagefind-bin")


def engine() -> bytes:
    """The program that searches in the browser (WebAssembly, compressed by Pagefind).

    Raises EngineFault."""
    files = _files(_ask([{"type": "NewIndex", "config": None}, _GET]))
    return _checked("wasm.unknown.pagefind", files)


def index(pages: Sequence[str]) -> PagefindIndex:
    """The index of some pages, each given as its words in order, a space between two. Words are
    made of letters that Pagefind leaves as they are. Raises EngineFault."""
    requests: list[dict[str, Any]] = [{"type": "NewIndex", "config": None}]
    requests += [
        {"type": "AddFile", "index_id": 0, "url": f"/{number}/", "file_contents": _page(words)}
        for number, words in enumerate(pages)
    ]
    with _AT_WORK:
        answers = _ask([*requests, _GET])
    for words, answer in zip(pages, answers[1:], strict=False):
        count = words.count(" ") + 1 if words else 0
        if answer.get("page_word_count") != count:
            raise EngineFault(f"Pagefind read {answer} where {count} words were given")
    return PagefindIndex(_renamed(_files(answers), len(pages)))


_GET: dict[str, Any] = {"type": "GetFiles", "index_id": 0}


def _page(words: str) -> str:
    # "und": no language's rules. 1.05 is the one weight Pagefind's index takes for granted.
    return (
        '<html lang="und"><body data-pagefind-body data-pagefind-weight="1.05">'
        f"{words}</body></html>"
    )


def _ask(requests: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Pagefind's answers, one a request, in order."""
    try:
        program = str(pagefind_bin.get_executable())
        process = subprocess.Popen(
            [program, "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **_SETTINGS},
        )
    except OSError as fault:
        raise EngineFault(f"Pagefind cannot be started: {fault}") from None
    with process:
        assert process.stdin and process.stdout and process.stderr
        errors_read: list[bytes] = []
        errors = process.stderr
        feeding = threading.Thread(target=_feed, args=(process, requests))
        reading = threading.Thread(target=lambda: errors_read.append(errors.read()))
        feeding.start()
        reading.start()
        try:
            answers = list(_answers(process, len(requests)))
        except BaseException:
            process.kill()
            raise
        feeding.join()
        process.stdin.close()
        reading.join()
    if len(answers) != len(requests):
        words = b"".join(errors_read).decode("utf-8", "replace").strip()[-300:]
        raise EngineFault(
            f"Pagefind ended after {len(answers)} of {len(requests)} requests: {words}"
        )
    return answers


def _feed(process: subprocess.Popen[bytes], requests: Sequence[Mapping[str, Any]]) -> None:
    assert process.stdin
    try:
        for number, payload in enumerate(requests):
            text = json.dumps({"message_id": number, "payload": payload}, ensure_ascii=False)
            process.stdin.write(base64.b64encode(text.encode()) + _BETWEEN)
        process.stdin.flush()
    except OSError:
        # It ended; the number of its answers shows how far it came.
        return


def _answers(process: subprocess.Popen[bytes], count: int) -> Iterator[dict[str, Any]]:
    assert process.stdout
    waiting: list[bytes] = []
    count_read = 0
    while count_read < count and (piece := process.stdout.read1(1 << 20)):  # type: ignore[attr-defined]
        *complete, rest = piece.split(_BETWEEN)
        for part in complete:
            answer = json.loads(base64.b64decode(b"".join([*waiting, part])))
            waiting.clear()
            payload: dict[str, Any] = answer["payload"]
            if payload["type"] == "Error":
                raise EngineFault(f"Pagefind refused a request: {payload.get('message')}")
            count_read += 1
            yield payload
        waiting.append(rest)


def _files(answers: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    return {
        file["path"].replace("\\", "/"): base64.b64decode(file["content"])
        for file in answers[-1]["files"]
    }


def is_whole(data: bytes) -> bool:
    """Whether a file of Pagefind's is neither empty nor truncated."""
    try:
        return gzip.decompress(data)[: len(_SIGNATURE)] == _SIGNATURE
    except (OSError, EOFError, zlib.error):
        return False


def _checked(name: str, files: Mapping[str, bytes]) -> bytes:
    data = files.get(name, b"")
    if not is_whole(data):
        raise EngineFault(f"Pagefind's {name} is missing or not whole")
    return data


def _renamed(files: Mapping[str, bytes], count: int) -> dict[str, bytes]:
    """The files a reader needs, with pages and chunks named by their numbers.

    Pagefind names them by digests, which do not compress: with 3,000 articles, 23 of the 38 KB that
    a reader loads before the first result."""
    name = next((name for name in files if name.endswith(".pf_meta")), ".pf_meta")
    table = cbor.decode(gzip.decompress(_checked(name, files))[len(_SIGNATURE) :])
    if not isinstance(table, list) or len(table) != 6:
        raise EngineFault("Pagefind's table of contents has another form than expected")
    release, pages, chunks, *rest = table
    assert isinstance(pages, list) and isinstance(chunks, list)
    urls = [_url(files, str(page[0])) for page in pages if isinstance(page, list)]
    if urls != [f"/{number}/" for number in range(count)]:
        raise EngineFault("Pagefind numbered its pages in another order than they were given")
    result: dict[str, bytes] = {}
    renamed: list[cbor.Value] = []
    for number, chunk in enumerate(chunks):
        assert isinstance(chunk, list)
        first, last, digest = chunk
        result[f"i/{number}.pf_index"] = _checked(f"index/{digest}.pf_index", files)
        renamed.append([first, last, str(number)])
    plain: list[cbor.Value] = [[str(number), 1] for number in range(count)]
    data = _SIGNATURE + cbor.encode([release, plain, renamed, *rest])
    result["pages.pf_meta"] = gzip.compress(data, 9, mtime=0)
    return result


def _url(files: Mapping[str, bytes], digest: str) -> str:
    text = gzip.decompress(_checked(f"fragment/{digest}.pf_fragment", files))[len(_SIGNATURE) :]
    return str(json.loads(text)["url"])
