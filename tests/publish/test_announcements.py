"""What search engines and hubs are told after a publication, by requests to a real server."""

from __future__ import annotations

import http.server
import json
import threading
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.press.driver import Paper
from tests.publish.command import run_huozi
from tests.publish.conftest import SECOND, copy_of

Heard = dict[str, tuple[str, str]]


class Ears:
    """A server that remembers what it was sent, by path: content type and text."""

    def __init__(self) -> None:
        self.heard: Heard = {}
        self.status = 200
        ears = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                text = self.rfile.read(int(self.headers["Content-Length"])).decode()
                ears.heard[self.path] = (self.headers["Content-Type"], text)
                self.send_response(ears.status)
                self.end_headers()

            def log_message(self, format: str, *words: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"


@pytest.fixture
def ears() -> Iterator[Ears]:
    listening = Ears()
    threading.Thread(target=listening.server.serve_forever, daemon=True).start()
    yield listening
    listening.server.shutdown()
    listening.server.server_close()


def test_what_changed_is_announced_where_the_paper_wants_it(
    paper: Paper, ears: Ears, tmp_path: Path
) -> None:
    to = ("publish", "--to", f"dir:{tmp_path / 'www'}", "--out")
    assert run_huozi(*to, str(paper.root / "first"), site=paper.root).returncode == 0
    assert not ears.heard
    text = (paper.root / "site.toml").read_text("utf-8")
    paper.write(
        "site.toml",
        f'{text}[upload]\nindexnow = "abc123"\nindexnow_at = "{ears.url}/indexnow"\n'
        f'websub = "{ears.url}/hub"\nbaidu = "{ears.url}/urls?site=https://paper.example"\n',
    )
    paper.write("static/abc123.txt", "abc123")
    env = {"HUOZI_BAIDU_TOKEN": "the-token"}
    done = run_huozi(*to, str(paper.root / "second"), site=paper.root, env=env)
    assert done.returncode == 0 and not done.stderr
    new = "https://paper.example/2025/03-20/01-01/"
    index_now = json.loads(ears.heard["/indexnow"][1])
    assert index_now["host"] == "paper.example"
    assert index_now["keyLocation"] == "https://paper.example/abc123.txt"
    assert new in index_now["urlList"] and "https://paper.example/" in index_now["urlList"]
    assert "https://paper.example/2025/03-19/01-01/" not in index_now["urlList"]
    pairs = urllib.parse.parse_qsl(ears.heard["/hub"][1])
    assert pairs[0] == ("hub.mode", "publish")
    assert ("hub.url", "https://paper.example/feed.xml") in pairs
    kind, lines = ears.heard["/urls?site=https://paper.example&token=the-token"]
    assert kind == "text/plain" and new in lines.split("\n")

    ears.status = 500
    done = run_huozi(*to, str(paper.root / "first"), site=paper.root, env=env)
    assert done.returncode == 0
    assert [line.split(";")[0] for line in done.stderr.splitlines()] == [
        "site.toml:1:1: Baidu was not told: the answer is 500",
        "site.toml:1:1: IndexNow was not told: the answer is 500",
        "site.toml:1:1: WebSub was not told: the answer is 500",
    ]
    assert "the-token" not in done.stderr + done.stdout
    done = run_huozi(*to, str(paper.root / "second"), "--json", site=paper.root, env=env)
    rules = [problem["rule"] for problem in json.loads(done.stdout)["problems"]]
    assert rules == ["announcement"] * 3


def test_feeds_name_the_hub(days: Paper, tmp_path: Path) -> None:
    paper = copy_of(days, tmp_path / "paper")
    text = (paper.root / "site.toml").read_text("utf-8")
    paper.write("site.toml", f'{text}[upload]\nwebsub = "https://hub.example/"\n')
    assert run_huozi("build", "--now", SECOND, "--no-search", site=paper.root).returncode == 0
    feed = (paper.out / "feed.xml").read_text("utf-8")
    assert '<link rel="hub" href="https://hub.example/"/>' in feed
    assert json.loads((paper.out / "feed.json").read_text("utf-8"))["hubs"] == [
        {"type": "WebSub", "url": "https://hub.example/"}
    ]
