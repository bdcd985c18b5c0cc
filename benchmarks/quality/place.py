"""The paper that the gates look at: the example paper with a day before it that has one of
everything, built for the address it is served from."""

from __future__ import annotations

import gzip
import http.server
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.conftest import CLOCK, ROOT, example_site
from tests.press.driver import files_in

FOLDERS = {"zh-Hans": "", "zh-Hant-TW": "zh-hant-tw/", "zh-Hant-HK": "zh-hant-hk/"}
BESIDE = (Path(__file__).parent / "beside.txt").read_text("utf-8")
TEXT = (".html", ".js", ".css", ".json", ".xml", ".svg", ".webmanifest")
ARTICLE = "2025/03-20/01-01/"
KINDS = (
    "",
    "2025/03-20/",
    "2025/03-20/01/",
    ARTICLE,
    "2025/03-20/01-08/",
    "2025/03-19/01-01/",
    "2025/03-19/01-02/",
    "2025/03-19/02-01/",
    "2025/03-19/02-02/",
    "2025/03/",
    "2025/",
    "archive/",
    "sections/要闻/",
    "sections/要闻/2025/",
    "authors/丰曼/",
    "tags/桥梁/",
    "corrections/",
    "about/",
    "search/",
)
"""One address of each kind of page, and of each state an article may be in."""


@dataclass(frozen=True, slots=True)
class Built:
    """A site that stands in a folder and at an address."""

    out: Path
    base: str
    """Ends with a slash."""
    server: http.server.ThreadingHTTPServer = field(repr=False)

    def pages(self) -> list[Path]:
        """Every web page."""
        return sorted(self.out.rglob("*.html"))

    def name(self, path: Path) -> str:
        """A file as a person would call it."""
        return path.relative_to(self.out).as_posix()


class _Host(http.server.SimpleHTTPRequestHandler):
    """A static host: below /repo/, text compressed, cacheable for ten minutes."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.partition("?")[0].removeprefix("/repo")))
        path = path / "index.html" if path.is_dir() else path
        try:
            data = path.read_bytes()
        except OSError:
            self.send_error(404)
            return
        self.send_response(200)
        if path.suffix in TEXT:
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(data)

    def handle(self) -> None:
        # A browser that leaves a page breaks off what it was reading.
        try:
            super().handle()
        except (ConnectionResetError, BrokenPipeError):
            self.close_connection = True

    def log_message(self, format: str, *words: object) -> None:
        pass


def serve(out: Path, port: int = 0) -> Built:
    """Serves a folder; for any port where none is given."""

    def host(*words: object) -> _Host:
        return _Host(*words, directory=str(out))  # type: ignore[arg-type]

    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), host)  # type: ignore[arg-type]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return Built(out, f"http://127.0.0.1:{server.server_address[1]}/repo/", server)


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def build(folder: Path) -> Built:
    """Makes the paper in a folder, builds it with huozi's own command, and serves it."""
    site = example_site(folder / "paper")
    for path, text in files_in(BESIDE).items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")
    (site / "content/2025-03-19/bridge.jpg").write_bytes(_photo())
    port = free_port()
    words = ["build", "--now", CLOCK, "--base-url", f"http://127.0.0.1:{port}/repo/"]
    command = [sys.executable, "-m", "generator", *words, "--site", str(site), "--quiet"]
    subprocess.run(command, cwd=ROOT, check=True)
    return serve(site / "output", port)


def _photo() -> bytes:
    """A picture with as much in it as a photo has."""
    buffer = BytesIO()
    noise = Image.effect_noise((1800, 1200), 40)
    sky = Image.linear_gradient("L").resize((1800, 1200))
    Image.merge("RGB", (noise, sky, sky)).save(buffer, "JPEG", quality=90)
    return buffer.getvalue()
