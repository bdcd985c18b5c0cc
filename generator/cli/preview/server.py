"""The preview's web server: files as GitHub Pages serves them, and one event stream.

It listens on the loopback address, serves no file outside the preview's folder, lists no folder,
and refuses requests that other websites cause:

- with another ``Host`` (DNS rebinding);
- with a ``Sec-Fetch-Site`` (Fetch Metadata) other than ``same-origin``, the preview itself, or
  ``none``, an address typed, bookmarked or opened by huozi. ``same-site`` is refused too: ports are
  not part of a site, so it means any other server on this machine;
- with another ``Origin``, for browsers that send no ``Sec-Fetch-Site``.

Programs without these headers (curl) are answered: they can read the files anyway.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

import msgspec

from generator.cli.preview.rebuilder import ORIGIN
from generator.cli.preview.reload_hub import ReloadHub

INTERNAL = "__huozi__/"
"""Folder below the base path for the preview's script and event stream; never a page's address."""
_HERE = Path(__file__).parent
_HEARTBEAT = 15.0
_FORBIDDEN = b"This preview is not for other websites. Type its address into the browser.\n"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "application/javascript; charset=utf-8",
    ".mjs": "application/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".map": "application/json; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/vnd.microsoft.icon",
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
    ".wasm": "application/wasm",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
_WITH_ORIGIN = ("text/html", "application/xml", "application/json", "text/plain")
"""Media types in which the placeholder origin is replaced."""


class Server(ThreadingHTTPServer):
    """Serves one preview on 127.0.0.1."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int, root: Path, base_path: str, hub: ReloadHub) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.root, self.base_path, self.hub = root, base_path, hub
        self.port = int(self.server_address[1])
        self.url = f"http://127.0.0.1:{self.port}{base_path}"

    def start(self) -> None:
        """Starts serving in a daemon thread."""
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Stops serving and ends the event streams."""
        self.hub.close()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignores connections that a browser closes during a response."""


@dataclass(frozen=True, slots=True)
class _Answer:
    status: HTTPStatus
    kind: str
    body: bytes
    location: str = ""
    """The target of a redirect."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "huozi"
    sys_version = ""

    def log_message(self, format: str, *words: object) -> None:
        """Logs nothing."""

    def do_GET(self) -> None:
        """Serves a page, a file or the event stream."""
        self._respond()

    def do_HEAD(self) -> None:
        """Serves the headers of a GET response."""
        self._respond()

    def _respond(self) -> None:
        if not self._is_local_request():
            self._send(_Answer(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", _FORBIDDEN))
            return
        url = urlsplit(self.path)
        path = unquote(url.path)
        base = self.server.base_path
        if not path.startswith(base):
            # Only the root outside /repo/ is answered, by a redirect.
            if path in ("/", base.rstrip("/")):
                self._send(_redirect(base))
            else:
                self._send(self._missing())
            return
        rest = path[len(base) :]
        if rest == INTERNAL + "news":
            query = parse_qs(url.query)
            self._stream(query.get("page", [""])[0], query.get("since", ["0"])[0])
        elif rest.startswith(INTERNAL):
            self._send(_internal_file(rest[len(INTERNAL) :]))
        else:
            self._send(self._file(rest, url.query))

    def _is_local_request(self) -> bool:
        """Whether the request is not caused by another website (see the module's docstring)."""
        port = "" if self.server.port == 80 else f":{self.server.port}"
        names = [f"{name}{port}" for name in ("127.0.0.1", "localhost")]
        headers = self.headers
        return (
            headers.get("Host", "") in names
            and headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none")
            and headers.get("Origin", self._origin) == self._origin
        )

    @property
    def _origin(self) -> str:
        """The preview's origin as the requesting browser names it."""
        return f"http://{self.headers.get('Host', '')}"

    # -- files -----------------------------------------------------------------------------

    def _file(self, rest: str, query: str) -> _Answer:
        """The response for a path, as on GitHub Pages: ``x`` is ``x``, else ``x.html``, else
        ``x/``."""
        steps = rest.split("/")
        if any(step in ("..", ".") for step in steps) or "\\" in rest or "\0" in rest:
            return self._missing()
        root = self.server.root.resolve()
        file = root / rest
        if rest.endswith("/") or not rest:
            rest += "index.html"
            file = root / rest
        elif file.is_dir():
            location = self.server.base_path + quote(rest) + "/"
            return _redirect(location + ("?" + query if query else ""))
        elif not file.exists() and file.with_name(file.name + ".html").is_file():
            file = file.with_name(file.name + ".html")
        return self._read(root, file, HTTPStatus.OK, rest) or self._missing(rest)

    def _read(self, root: Path, file: Path, status: HTTPStatus, asked: str) -> _Answer | None:
        try:
            if not file.resolve().is_relative_to(root):
                return None
            data = file.read_bytes()
        except OSError:
            return None
        kind = _TYPES.get(file.suffix.lower(), "application/octet-stream")
        if kind.startswith(_WITH_ORIGIN):
            data = data.replace(ORIGIN.encode(), f"{self._origin}/".encode())
        if kind.startswith("text/html"):
            data = self._with_script(data, asked)
        return _Answer(status, kind, data)

    def _missing(self, asked: str = "") -> _Answer:
        """The site's 404 page, which reloads when the file ``asked`` for is written."""
        root = self.server.root.resolve()
        answer = self._read(root, root / "404.html", HTTPStatus.NOT_FOUND, asked)
        if answer:
            return answer
        page = (_HERE / "waiting.html").read_bytes()
        return _Answer(HTTPStatus.NOT_FOUND, _TYPES[".html"], self._with_script(page, ""))

    def _with_script(self, page: bytes, path: str) -> bytes:
        """A page with the reload script inserted; the file on disk stays as it will be
        published."""
        since = self.server.hub.generation
        source = (
            f"{self.server.base_path}{INTERNAL}preview.js?since={since}&page={quote(path, safe='')}"
        )
        script = f'<script src="{source.replace("&", "&amp;")}" defer></script>'.encode()
        head, mark, tail = page.rpartition(b"</body>")
        return head + script + mark + tail if mark else page + script

    def _send(self, answer: _Answer) -> None:
        tag = '"' + hashlib.blake2b(answer.body, digest_size=8).hexdigest() + '"'
        same = answer.status is HTTPStatus.OK and self.headers.get("If-None-Match") == tag
        self.send_response(HTTPStatus.NOT_MODIFIED if same else answer.status)
        if answer.location:
            self.send_header("Location", answer.location)
        self.send_header("ETag", tag)
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        if not same:
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command == "GET" and not same:
            self.wfile.write(answer.body)

    # -- events ----------------------------------------------------------------------------

    def _stream(self, page: str, since: str) -> None:
        """Sends Server-Sent Events (HTML Standard, 9.2): the state now and after each rebuild."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        loaded = int(since) if since.isdigit() else 0
        hub = self.server.hub
        try:
            while not hub.closed:
                state_for = hub.state_for(page, loaded)
                event = {
                    "stale": state_for.stale,
                    "problems": state_for.problems,
                    "waiting": hub.waiting,
                }
                self.wfile.write(b"data: " + msgspec.json.encode(event) + b"\n\n")
                self.wfile.flush()
                while not hub.wait_for(state_for.generation, _HEARTBEAT):
                    self.wfile.write(b": still here\n\n")
                    self.wfile.flush()
        except OSError:
            return


def _redirect(location: str) -> _Answer:
    return _Answer(HTTPStatus.MOVED_PERMANENTLY, "text/plain; charset=utf-8", b"", location)


def _internal_file(name: str) -> _Answer:
    if name != "preview.js":
        return _Answer(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"not here\n")
    return _Answer(HTTPStatus.OK, _TYPES[".js"], (_HERE / name).read_bytes())
