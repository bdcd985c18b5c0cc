"""A proxy before an S3 server that counts requests, waits, refuses and breaks off.

It forwards bytes as they are, so that signatures hold.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from types import TracebackType

PASS, CUT, CUT_AFTER = "pass", "cut", "cut after"
"""What becomes of a request; ``CUT_AFTER``: the server does it, its answer is lost."""
REFUSE, FULL, UNKNOWN = "503 SlowDown", "507 QuotaExceeded", "501 NotImplemented"
"""Refusals: status and code."""
Decide = Callable[[str, str, int], str]


def always_pass(method: str, path: str, number: int) -> str:
    """Lets every request through."""
    return PASS


class Proxy:
    """A running proxy; ``decide`` is asked about each request (method, path, number)."""

    def __init__(self, port: int) -> None:
        self.backend = port
        self.decide: Decide = always_pass
        self.delay = 0.0
        self.active = 0
        """Requests that are forwarded and not answered yet."""
        self.log: list[tuple[str, str]] = []
        self.headers: dict[str, dict[str, str]] = {}
        """Of the last PUT to a path."""
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Proxy:
        self.thread.start()
        self.ready.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(
            asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=256)
        )
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        self.loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        upstream: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        try:
            while True:
                head, headers = await _head(reader)
                method, path, _ = head.split(b"\r\n", 1)[0].decode().split(" ", 2)
                if headers.get("expect"):
                    writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                self.log.append((method, path))
                if method == "PUT":
                    self.headers[path] = headers
                if self.delay:
                    await asyncio.sleep(self.delay)
                fate = self.decide(method, path, len(self.log))
                if fate == CUT:
                    break
                if fate[0].isdigit():
                    writer.write(_refusal(fate))
                    continue
                if upstream is None:
                    upstream = await asyncio.open_connection("127.0.0.1", self.backend)
                head = head.replace(b"Expect: 100-continue\r\n", b"")
                self.active += 1
                try:
                    upstream[1].write(head + body)
                    answer, headers = await _head(upstream[0])
                    length = 0 if method == "HEAD" else int(headers.get("content-length", 0))
                    answer += await upstream[0].readexactly(length)
                finally:
                    self.active -= 1
                if fate == CUT_AFTER:
                    break
                writer.write(answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
            if upstream:
                upstream[1].close()


def _refusal(fate: str) -> bytes:
    code = fate.partition(" ")[2]
    body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>No.</Message></Error>"
    return f"HTTP/1.1 {fate}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()


async def _head(reader: asyncio.StreamReader) -> tuple[bytes, dict[str, str]]:
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")[1:]
    pairs = (line.partition(":") for line in lines if line)
    return head, {name.lower(): value.strip() for name, _, value in pairs}
