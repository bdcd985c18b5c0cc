"""What search engines and readers' programs are told after a publication: IndexNow, WebSub, Baidu.

Each is used only where site.toml names it, and may fail without harm.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

from generator.model import address
from generator.model.problem import Problem, warning
from generator.model.site import Site

BAIDU_TOKEN = "HUOZI_BAIDU_TOKEN"
_TIMEOUT = 15
_INDEXNOW_LIMIT = 10_000
_BAIDU_LIMIT = 2000
"""Addresses in one request, as each of them takes at most."""
_PAGE = "index.html"


def announce(site: Site, root: Path, pages: Sequence[str], feeds: Sequence[str]) -> list[Problem]:
    """Announces changed pages and feeds, given by their paths in the output; a warning for each
    announcement that failed."""
    wanted: list[tuple[str, Callable[[], None]]] = []
    addresses = [_address(site, path) for path in pages]
    upload = site.upload
    if upload.indexnow and addresses:
        wanted.append(("IndexNow", lambda: _index_now(site, root, addresses)))
    if upload.websub and feeds:
        wanted.append(("WebSub", lambda: _web_sub(site, [_address(site, path) for path in feeds])))
    if upload.baidu and addresses:
        wanted.append(("Baidu", lambda: _baidu(upload.baidu, addresses)))
    problems = []
    for name, work in wanted:
        try:
            if not site.base_url:
                raise ValueError("the site has no base_url")
            work()
        except (OSError, ValueError) as fault:
            message = f"{name} was not told: {_reason(fault)}"
            hint = "the pages are published; search engines find them by the sitemap too"
            problems.append(warning("site.toml", message, hint, rule="announcement"))
    return problems


def _address(site: Site, path: str) -> str:
    return site.base_url + address.quote(path.removesuffix(_PAGE))


def _reason(fault: Exception) -> str:
    if isinstance(fault, urllib.error.HTTPError):
        return f"the answer is {fault.code}"
    if isinstance(fault, urllib.error.URLError):
        return str(fault.reason)
    return str(fault)


def _index_now(site: Site, root: Path, addresses: Sequence[str]) -> None:
    key = site.upload.indexnow
    if not (root / "static" / f"{key}.txt").is_file():
        raise ValueError(f"there is no static/{key}.txt")
    content = {
        "host": urllib.parse.urlsplit(site.base_url).netloc,
        "key": key,
        "keyLocation": f"{site.base_url}{key}.txt",
        "urlList": addresses[:_INDEXNOW_LIMIT],
    }
    kind = "application/json; charset=utf-8"
    _post(site.upload.indexnow_at, json.dumps(content).encode(), kind)


def _web_sub(site: Site, feeds: Sequence[str]) -> None:
    pairs = [("hub.mode", "publish"), *(("hub.url", feed) for feed in feeds)]
    data = urllib.parse.urlencode(pairs).encode()
    _post(site.upload.websub, data, "application/x-www-form-urlencoded")


def _baidu(site_name: str, addresses: Sequence[str]) -> None:
    token = os.environ.get(BAIDU_TOKEN, "")
    if not token:
        raise ValueError(f"{BAIDU_TOKEN} is not set")
    sign = "&" if "?" in site_name else "?"
    data = "\n".join(addresses[:_BAIDU_LIMIT]).encode()
    _post(f"{site_name}{sign}token={urllib.parse.quote(token)}", data, "text/plain")


def _post(url: str, data: bytes, kind: str) -> None:
    if not url.startswith(("https://", "http://")):
        raise ValueError(f'"{url}" is no web address')
    request = urllib.request.Request(url, data, {"Content-Type": kind, "User-Agent": "huozi"})
    with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:
        answer.read()
