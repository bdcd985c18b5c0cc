"""``huozi serve``: its answers to requests, and a new page after every change."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from generator.cli.preview import display
from tests.cli.preview import Served, serving
from tests.conftest import CLOCK, ROOT, example_site, huozi

ARTICLE = "2025/03-20/01-03/"


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example paper with its preview built: a state that is warm."""
    folder = example_site(tmp_path_factory.mktemp("preview") / "paper")
    with serving(folder) as served:
        served.event("built")
    return folder


@pytest.fixture
def site(ready: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(ready, tmp_path / "paper"))


@pytest.fixture
def preview(site: Path) -> Iterator[Served]:
    with serving(site) as served:
        served.event("built")
        yield served


def edit(site: Path, old: str, new: str, article: str = "01-03") -> None:
    path = site / "content" / "2025-03-20" / f"{article}.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def raw(url: str, request: str) -> str:
    """The first line of an answer to a request as it stands, unmended by a client."""
    host = urlsplit(url)
    with socket.create_connection((host.hostname or "", host.port or 0), 5) as line:
        line.sendall(f"{request}\r\nConnection: close\r\n\r\n".encode())
        return line.recv(4096).split(b"\r\n")[0].decode()


def test_pages_come_as_from_a_static_host(preview: Served) -> None:
    status, headers, page = preview.get(ARTICLE)
    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "ETag" in headers
    assert f'href="{preview.url}{ARTICLE}"' in page, "canonical is where the preview stands"
    assert preview.get(ARTICLE.rstrip("/"))[2] == page, "a folder without its slash"
    assert preview.get("feed.xml")[1]["Content-Type"] == "application/xml"


def test_what_is_missing_is_the_sites_own_404(preview: Served) -> None:
    status, _, page = preview.get("2031/no/such/page/")
    assert status == 404
    assert "大同日报" in page


@pytest.mark.parametrize("folder", ["2025/03-20/01-03/zh-hant-tw/..", "assets/", "2025/%2e%2e/"])
def test_no_folder_is_listed_and_no_path_leads_out(preview: Served, folder: str) -> None:
    assert preview.get(folder)[0] == 404


@pytest.mark.parametrize(
    "path",
    [
        "/../site.toml",
        "/%2e%2e/site.toml",
        "/..%2fsite.toml",
        "/..\\site.toml",
        "//etc/passwd",
        "/2025/../../../site.toml",
        "/\x00",
    ],
)
def test_nothing_outside_the_preview_is_served(preview: Served, path: str) -> None:
    host = urlsplit(preview.url).netloc
    line = raw(preview.url, f"GET {path} HTTP/1.1\r\nHost: {host}")
    assert line.split()[1] in ("400", "404"), line


def test_another_host_name_is_refused(preview: Served) -> None:
    line = raw(preview.url, "GET / HTTP/1.1\r\nHost: evil.example")
    assert line.split()[1] == "403"


def test_requests_from_other_websites_are_refused(preview: Served) -> None:
    host = urlsplit(preview.url).netloc
    for headers, status in (
        ("Sec-Fetch-Site: cross-site", "403"),
        ("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate", "403"),
        ("Sec-Fetch-Site: same-site", "403"),
        ("Sec-Fetch-Site: same-origin", "200"),
        ("Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate", "200"),
        ("Origin: https://evil.example", "403"),
        ("Origin: null", "403"),
        (f"Origin: http://{host}", "200"),
        ("Accept: */*", "200"),
    ):
        for path in ("/", f"/{ARTICLE}", "/search/", "/__huozi__/news", "/__huozi__/preview.js"):
            line = raw(preview.url, f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{headers}")
            assert line.split()[1] == status, (path, headers)


def test_no_answer_allows_other_origins(preview: Served) -> None:
    for path in (ARTICLE, "feed.json", "no/such/page/"):
        headers = {name.lower() for name in preview.get(path)[1]}
        assert not any(name.startswith("access-control-") for name in headers)
        assert "cross-origin-resource-policy" in headers


def test_pages_opened_as_localhost_link_to_localhost(preview: Served) -> None:
    local = preview.url.replace("127.0.0.1", "localhost")
    with urlopen(f"{local}feed.json", timeout=10) as answer:
        page = answer.read().decode()
    assert local in page and preview.url not in page


def test_a_link_out_of_the_preview_is_not_followed(site: Path, preview: Served) -> None:
    (site / ".huozi" / "preview" / "leak.txt").symlink_to(site / "site.toml")
    assert preview.get("leak.txt")[0] == 404


def test_an_edit_rebuilds_its_own_pages_and_no_others(site: Path, preview: Served) -> None:
    edit(site, "青春", "青春")  # touched, but the same
    assert preview.event("built")["paths"]["written"] == []
    body = (site / "content/2025-03-20/01-03.md").read_text("utf-8").rstrip() + "\n\n补一段。\n"
    (site / "content/2025-03-20/01-03.md").write_text(body, "utf-8")
    built = preview.event("built")
    assert f"{ARTICLE}index.html" in built["paths"]["written"]
    assert "2025/03-20/01-02/index.html" not in built["paths"]["written"]
    assert "补一段" in preview.get(ARTICLE)[2]


def test_the_search_index_is_updated_when_idle(site: Path, preview: Served) -> None:
    preview.event("indexed")
    index = site / ".huozi" / "preview" / "search"
    stood = {path: path.read_bytes() for path in index.rglob("*") if path.is_file()}
    assert stood
    edit(site, "3月19日", "3月18日")
    preview.event("indexed")
    assert {path: path.read_bytes() for path in index.rglob("*") if path.is_file()} != stood


def test_published_output_is_never_touched(site: Path) -> None:
    with serving(site, "--base-path", "/repo/") as served:
        served.event("built")
        assert served.url.endswith("/repo/")
        status, _, page = served.get(ARTICLE)
        assert status == 200 and "/repo/__huozi__/preview.js" in page
        front = served.get("")[2]
        served.url = served.url.removesuffix("repo/")
        assert served.get("")[2] == front, "the bare root leads to the paper"
        assert served.get(ARTICLE)[0] == 404, "nothing of ours is beside /repo/"
    assert not (site / "output").exists()
    files = list((site / ".huozi" / "preview").rglob("*.html"))
    assert files and not any("__huozi__" in file.read_text("utf-8") for file in files)


def test_a_folder_may_go_and_come_back(site: Path, preview: Served) -> None:
    shutil.move(site / "content", site / "elsewhere")
    while preview.event("built")["editions"]:
        pass
    assert preview.get(ARTICLE)[0] == 404
    shutil.move(site / "elsewhere", site / "content")
    while not preview.event("built")["editions"]:
        pass
    assert preview.get(ARTICLE)[0] == 200


def test_hundreds_of_files_may_change_at_once(site: Path, preview: Served) -> None:
    article = (site / "content/2025-03-20/01-03.md").read_text("utf-8")
    branch = site.parent / "branch"
    for month in range(1, 7):
        for day in range(1, 29):
            folder = branch / f"2024-{month:02d}-{day:02d}"
            folder.mkdir(parents=True)
            (folder / "01-01.md").write_text(article, "utf-8")
            (folder / "01-02.md").write_text("---\ntitle: 桥\n---\n桥长一里。\n", "utf-8")
    shutil.copytree(branch, site / "content", dirs_exist_ok=True)
    while preview.event("built", 60)["editions"] < 169:
        pass
    assert preview.get("2024/06-28/01-02/")[0] == 200
    for folder in branch.iterdir():
        shutil.rmtree(site / "content" / folder.name)
    while preview.event("built", 60)["editions"] > 1:
        pass
    assert preview.get("2024/06-28/01-02/")[0] == 404
    assert preview.get(ARTICLE)[0] == 200


def test_temporary_files_of_text_editors_cause_no_build(site: Path, preview: Served) -> None:
    for name in (".01-03.md.swp", "01-03.md~", "4913", ".#01-03.md", "#01-03.md#", "x.tmp"):
        (site / "content" / "2025-03-20" / name).write_text("scrap", "utf-8")
    edit(site, "\ntitle: ", "\ntitle: 新")
    built = preview.event("built")
    assert built["problems"] == []
    assert f"{ARTICLE}index.html" in built["paths"]["written"]


def test_an_error_is_reported_until_it_is_fixed(site: Path, preview: Served) -> None:
    edit(site, "\ntitle: ", "\ntitel: ")
    problems = preview.event("built")["problems"]
    assert [(p["path"], p["rule"]) for p in problems] == [
        ("content/2025-03-20/01-03.md", "unknown-key")
    ]
    assert preview.get(ARTICLE)[0] == 200, "the last good page stays"
    edit(site, "\ntitel: ", "\ntitle: 改")
    assert preview.event("built")["problems"] == []


def test_the_preview_continues_after_a_syntax_error_in_a_theme(site: Path, preview: Served) -> None:
    own = site / "themes" / "own"
    (own / "templates").mkdir(parents=True)
    (own / "theme.toml").write_text('extends = "default"\n', "utf-8")
    (own / "templates" / "404.html").write_text("{% block %", "utf-8")
    toml = (site / "site.toml").read_text("utf-8")
    (site / "site.toml").write_text(toml.replace('theme = "default"', 'theme = "own"'), "utf-8")
    problems = preview.event("built")["problems"]
    while not problems:
        problems = preview.event("built")["problems"]
    assert problems[-1]["path"] == "themes/own/templates/404.html"
    (own / "templates" / "404.html").unlink()
    while preview.event("built")["problems"]:
        pass
    assert preview.get(ARTICLE)[0] == 200


def test_the_preview_continues_after_missing_or_wrong_settings(site: Path, preview: Served) -> None:
    settings = site / "site.toml"
    good = settings.read_text("utf-8")
    for wrong, rule in (
        ("title = [", "toml"),
        (good + '\ntitel = "x"\n', "unknown-key"),
        (good.replace("Asia/Shanghai", "Asia/Nowhere"), "timezone"),
        (None, "no-site"),
    ):
        if wrong is None:
            settings.unlink()
        else:
            settings.write_text(wrong, "utf-8")
        problems = preview.event("built")["problems"]
        assert [problem["rule"] for problem in problems] == [rule]
        time.sleep(1)  # the server looks at the clock four times a second
        assert preview.process.poll() is None
        assert preview.get(ARTICLE)[0] == 200, "the last good page stays"
        settings.write_text(good, "utf-8")
        assert preview.event("built")["problems"] == []
    settings.write_text(good.replace("大同日报", "大同晚报"), "utf-8")
    assert preview.event("built")["problems"] == []
    assert "大同晚报" in preview.get("")[2]


def test_the_preview_continues_while_a_checkout_replaces_all_files(
    site: Path, preview: Served
) -> None:
    away = site.parent / "away"
    away.mkdir()
    for name in ("site.toml", "content", "seeds"):
        shutil.move(site / name, away / name)
    while [problem["rule"] for problem in preview.event("built")["problems"]] != ["no-site"]:
        pass
    time.sleep(1)
    assert preview.process.poll() is None
    for name in ("seeds", "content", "site.toml"):
        shutil.move(away / name, site / name)
    built = preview.event("built")
    while built["problems"] or not built["editions"]:
        built = preview.event("built")
    assert preview.get(ARTICLE)[0] == 200


@pytest.mark.skipif(sys.platform != "linux", reason="others have no word for a display")
@pytest.mark.parametrize(
    ("env", "words", "opens"),
    [
        ({"DISPLAY": ":99"}, [], True),
        ({}, [], False),
        ({}, ["--open"], True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, ["--no-open"], False),
        ({"WAYLAND_DISPLAY": "wayland-0", "SSH_TTY": "/dev/pts/0"}, [], False),
    ],
)
def test_a_browser_opens_where_there_is_a_display(
    ready: Path, tmp_path: Path, env: dict[str, str], words: list[str], opens: bool
) -> None:
    browser, seen = tmp_path / "browser", tmp_path / "seen"
    browser.write_text(f'#!/bin/sh\necho "$1" > "{seen}.part"; mv "{seen}.part" "{seen}"\n')
    browser.chmod(0o755)
    words = ["serve", "--site", str(ready), "--port", "0", "--now", CLOCK, *words]
    bare = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "CI") and not name.startswith("SSH_")
    }
    with subprocess.Popen(
        [sys.executable, "-m", "generator", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=bare | env | {"BROWSER": str(browser)},
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        until = time.monotonic() + (20 if opens else 2)
        while not seen.exists() and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
    assert seen.exists() == opens
    assert not opens or seen.read_text().strip() in line


@pytest.mark.parametrize(
    ("env", "platform", "near"),
    [
        ({}, "darwin", True),
        ({}, "win32", True),
        ({"SSH_CONNECTION": "10.0.0.1 22 10.0.0.2 22"}, "darwin", False),
        ({"CI": "true"}, "win32", False),
        ({"CI": "true", "DISPLAY": ":0"}, "linux", False),
    ],
)
def test_a_display_is_recognized_by_the_environment(
    env: dict[str, str], platform: str, near: bool
) -> None:
    assert display.has_display(env, platform) == near


def test_the_next_free_port_is_used_by_default(ready: Path) -> None:
    with socket.socket() as other:
        # Closed connections that linger on the port do not keep it from being taken.
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):  # another process listens there
            other.bind(("127.0.0.1", 8000))
            other.listen()
        words = ["serve", "--site", str(ready), "--json", "--now", CLOCK]
        with subprocess.Popen(
            [sys.executable, "-m", "generator", *words], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            url = json.loads(process.stdout.readline())["url"]
            process.send_signal(signal.SIGINT)
    assert 8000 < (urlsplit(url).port or 0) < 8010


def test_a_second_preview_of_a_site_is_refused(site: Path, preview: Served) -> None:
    done = huozi("serve", "--port", "0", site=site)
    assert done.returncode == 1
    assert "already at work" in done.stderr


def test_drafts_are_shown_and_marked_only_with_the_option(site: Path) -> None:
    edit(site, "\ntitle: ", "\ndraft: true\ntitle: ")
    with serving(site) as served:
        served.event("built")
        assert served.get(ARTICLE)[0] == 404
    with serving(site, "--drafts") as served:
        served.event("built")
        assert served.get(ARTICLE)[0] == 200
