"""Pagefind: words of pages in, the files of an index out.

Knows Pagefind's service (JSON in Base64, between commas, over its standard streams), its table of
contents, and which of its files a reader needs; the only importer of ``pagefind_bin``. Refuses to
know what the words mean. Everything comes back as bytes: what Pagefind writes to a disk itself
can be cut off, and is numbered in the disk's order.
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
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import pagefind_bin

from generator.search import cbor

CHUNK_SIZE = 2000
"""Places of words in one file of the index: smaller files are more of them, and less to load."""
_SETTINGS = {
    "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(CHUNK_SIZE),
    # One arena for glibc: an eighth less memory for the same speed.
    "MALLOC_ARENA_MAX": "1",
}
_SIGNATURE = b"pagefind_dcd"
_AT_WORK = threading.BoundedSemaphore(2)
"""Held while an index is made. One takes little more than one processor and by far the most memory
of a build: 500 to 700 bytes a character (see :data:`generator.search.periods.CLOSED`)."""
_BETWEEN = b","


class EngineFault(Exception):  # noqa: N818 - what is at fault, not an error of ours
    """Pagefind is missing, died, or answered something that is no index."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """An index, by the names its files shall have."""

    files: Mapping[str, bytes]
    """``pages.pf_meta`` and ``i/0.pf_index`` …; the n-th page is called ``n`` in it."""


def engine_version() -> str:
    """The version of Pagefind."""
    return version("pagefind-bin")


def engine() -> bytes:
    """The program that searches, for the browser (WebAssembly, compressed by Pagefind).

    Raises EngineFault."""
    files = _files(_ask([{"type": "NewIndex", "config": None}, _GET]))
    return _checked("wasm.unknown.pagefind", files)


def index(pages: Sequence[str]) -> Bundle:
    """The index of some pages, each given as its words in order, a space between two. Words are
    made of letters that Pagefind leaves as they are. Raises EngineFault."""
    asked: list[dict[str, Any]] = [{"type": "NewIndex", "config": None}]
    asked += [
        {"type": "AddFile", "index_id": 0, "url": f"/{number}/", "file_contents": _page(words)}
        for number, words in enumerate(pages)
    ]
    with _AT_WORK:
        answers = _ask([*asked, _GET])
    for words, answer in zip(pages, answers[1:], strict=False):
        count = words.count(" ") + 1 if words else 0
        if answer.get("page_word_count") != count:
            raise EngineFault(f"Pagefind read {answer} where {count} words were given")
    return Bundle(_renamed(_files(answers), len(pages)))


_GET: dict[str, Any] = {"type": "GetFiles", "index_id": 0}


def _page(words: str) -> str:
    # "und": no language's rules. 1.05 is the one weight Pagefind's index takes for granted.
    return (
        '<html lang="und"><body data-pagefind-body data-pagefind-weight="1.05">'
        f"{words}</body></html>"
    )


def _ask(asked: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
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
        said: list[bytes] = []
        errors = process.stderr
        feeding = threading.Thread(target=_feed, args=(process, asked))
        hearing = threading.Thread(target=lambda: said.append(errors.read()))
        feeding.start()
        hearing.start()
        try:
            answers = list(_answers(process, len(asked)))
        except BaseException:
            process.kill()
            raise
        feeding.join()
        process.stdin.close()
        hearing.join()
    if len(answers) != len(asked):
        words = b"".join(said).decode("utf-8", "replace").strip()[-300:]
        raise EngineFault(f"Pagefind ended after {len(answers)} of {len(asked)} requests: {words}")
    return answers


def _feed(process: subprocess.Popen[bytes], asked: Sequence[Mapping[str, Any]]) -> None:
    assert process.stdin
    try:
        for number, payload in enumerate(asked):
            text = json.dumps({"message_id": number, "payload": payload}, ensure_ascii=False)
            process.stdin.write(base64.b64encode(text.encode()) + _BETWEEN)
        process.stdin.flush()
    except OSError:
        # It died; how far it came is seen by its answers.
        return


def _answers(process: subprocess.Popen[bytes], count: int) -> Iterator[dict[str, Any]]:
    assert process.stdout
    waiting: list[bytes] = []
    got = 0
    while got < count and (piece := process.stdout.read1(1 << 20)):  # type: ignore[attr-defined]
        *whole, rest = piece.split(_BETWEEN)
        for part in whole:
            answer = json.loads(base64.b64decode(b"".join([*waiting, part])))
            waiting.clear()
            payload: dict[str, Any] = answer["payload"]
            if payload["type"] == "Error":
                raise EngineFault(f"Pagefind refused a request: {payload.get('message')}")
            got += 1
            yield payload
        waiting.append(rest)


def _files(answers: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    return {
        file["path"].replace("\\", "/"): base64.b64decode(file["content"])
        for file in answers[-1]["files"]
    }


def is_whole(data: bytes) -> bool:
    """Whether a file of Pagefind's is neither empty nor cut off."""
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
    """The files a reader needs, pages and chunks called by their numbers.

    The names Pagefind gives are digests that nothing can compress: on 3,000 articles 23 of the
    38 KB a reader loads before the first answer."""
    name = next((name for name in files if name.endswith(".pf_meta")), ".pf_meta")
    table = cbor.decode(gzip.decompress(_checked(name, files))[len(_SIGNATURE) :])
    if not isinstance(table, list) or len(table) != 6:
        raise EngineFault("Pagefind's table of contents has another form than expected")
    release, pages, chunks, *rest = table
    assert isinstance(pages, list) and isinstance(chunks, list)
    urls = [_url(files, str(page[0])) for page in pages if isinstance(page, list)]
    if urls != [f"/{number}/" for number in range(count)]:
        raise EngineFault("Pagefind numbered its pages in another order than they were given")
    kept: dict[str, bytes] = {}
    named: list[cbor.Value] = []
    for number, chunk in enumerate(chunks):
        assert isinstance(chunk, list)
        first, last, digest = chunk
        kept[f"i/{number}.pf_index"] = _checked(f"index/{digest}.pf_index", files)
        named.append([first, last, str(number)])
    plain: list[cbor.Value] = [[str(number), 1] for number in range(count)]
    data = _SIGNATURE + cbor.encode([release, plain, named, *rest])
    kept["pages.pf_meta"] = gzip.compress(data, 9, mtime=0)
    return kept


def _url(files: Mapping[str, bytes], digest: str) -> str:
    text = gzip.decompress(_checked(f"fragment/{digest}.pf_fragment", files))[len(_SIGNATURE) :]
    return str(json.loads(text)["url"])
