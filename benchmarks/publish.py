"""How many requests a night's publication makes, and how long it takes from the text to the last
object.

    python -m benchmarks.publish FOLDER 1000 10000

The archive is published once, then its newest edition comes out: a build with search and a
publication, to a server on this machine that answers each request after 20 ms. The server keeps the
records of publications and forgets all other files: it stands for a storage that is fast enough.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import time
from collections import Counter
from pathlib import Path

from benchmarks import archive, measure

HUOZI = Path(sys.executable).with_name("huozi")
BEFORE, NIGHT = "2025-03-19T20:00:00+08:00", "2025-03-20T20:00:00+08:00"
DELAY = 0.02
_RECORDS = "/paper/.huozi/"
_CREDENTIALS = {"AWS_ACCESS_KEY_ID": "benchmark", "AWS_SECRET_ACCESS_KEY": "benchmark"}


class Server(threading.Thread):
    """A storage that answers after a while."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.delay = 0.0
        self.methods: Counter[str] = Counter()
        self.records: dict[str, bytes] = {}
        self.ready = threading.Event()

    def run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._answer, "127.0.0.1", 0, backlog=256)
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        await server.serve_forever()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                method, path, _ = head.split(" ", 2)
                fields = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:-2])
                if "expect" in fields:
                    writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                body = await reader.readexactly(int(fields.get("content-length", 0)))
                self.methods[method] += 1
                if self.delay:
                    await asyncio.sleep(self.delay)
                writer.write(self._answer_to(method, path, body))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _answer_to(self, method: str, path: str, body: bytes) -> bytes:
        status, content = "200 OK", b""
        if method == "PUT" and _RECORDS in path:
            self.records[path] = body
        elif method == "DELETE":
            self.records.pop(path, None)
            status = "204 No Content"
        elif method == "GET" and "list-type" in path:
            content = b"<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"
        elif method == "GET" and path in self.records:
            content = self.records[path]
        elif method == "GET":
            status = "404 Not Found"
            content = b"<Error><Code>NoSuchKey</Code></Error>"
        date = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime())
        return (
            f"HTTP/1.1 {status}\r\nDate: {date}\r\nLast-Modified: {date}\r\n"
            f'ETag: "0"\r\nContent-Length: {len(content)}\r\n\r\n'
        ).encode() + content


def measured(root: Path, articles: int, server: Server) -> dict[str, object]:
    """The figures of one archive."""
    if not (root / "content").is_dir():
        archive.write(root, articles)
    build = (HUOZI, "build", "--site", root, "--json", "--now")
    to = ("--to", "s3://benchmark/paper", "--endpoint", f"http://127.0.0.1:{server.port}")
    publish = (HUOZI, "publish", "--site", root, "--json", *to)
    whole = measure.run((*build, BEFORE))
    server.delay = 0.0
    first = measure.run(publish, env=_CREDENTIALS)
    server.delay, server.methods = DELAY, Counter()
    built = measure.run((*build, NIGHT))
    night = measure.run(publish, env=_CREDENTIALS)
    report, start = json.loads(night.said), json.loads(first.said)
    changed = report["sent"] + report["deleted"]
    return {
        "articles": articles,
        "files": report["files"],
        "full build": round(whole.seconds, 1),
        "first publication": round(first.seconds, 1),
        "first, files a second": round(start["sent"] / first.seconds),
        "files changed": changed,
        "requests": sum(server.methods.values()),
        "requests beside files": sum(server.methods.values()) - changed,
        "build and search": round(built.seconds, 1),
        "publication": round(night.seconds, 1),
        "text to last object": round(built.seconds + night.seconds, 1),
        "MB of memory": round(max(first.peak, night.peak)),
    }


def main(folder: Path, sizes: list[int]) -> None:
    """Prints the figures of archives of several sizes, a JSON object a line."""
    server = Server()
    server.start()
    server.ready.wait()
    for articles in sizes:
        server.records.clear()
        print(json.dumps(measured(folder / str(articles), articles, server)), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(word) for word in sys.argv[2:]])
