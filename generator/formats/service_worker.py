"""Service worker, list of files to cache, web application manifest, icon: views and bytes.

The worker's code is ``service_worker.js`` beside this module.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from generator.model.xml_text import xml_text


class WorkerView(msgspec.Struct, frozen=True, kw_only=True):
    """The service worker; the same whatever the newest edition is."""

    room: int
    """The limit of the cache in bytes."""
    words: tuple[tuple[str, str, str, str], ...]
    """For each variant (folder, language, text for a page that is not cached, text of the link to
    the front)."""


class NewestView(msgspec.Struct, frozen=True, kw_only=True):
    """The newest edition, as the worker fetches it."""

    version: str
    """Changes with every cached file."""
    edition: str
    """Its folder, from the site's root without the first slash."""
    steps: tuple[str, ...]
    """Its pages below that folder: its front, its pages (版), its articles."""
    pictures: tuple[str, ...]
    """From the site's root without the first slash: the smallest plate of each."""


class ManifestView(msgspec.Struct, frozen=True, kw_only=True):
    """The paper as an entry on a telephone's screen; addresses relative to the manifest."""

    name: str
    description: str
    lang: str
    front: str
    scope: str
    icon: str


class IconView(msgspec.Struct, frozen=True, kw_only=True):
    """The paper's icon."""

    sign: str


_HERE = Path(__file__).parent
SOURCE = (_HERE / "service_worker.js").read_text("utf-8")
"""The worker's code."""


def worker(view: WorkerView) -> str:
    """The service worker: its settings, then its code."""
    words = {folder: words for folder, *words in view.words}
    return f"const ROOM = {view.room};\nconst WORDS = {_json(words)};\n{SOURCE}"


def newest(view: NewestView) -> str:
    """The list of files that the worker caches."""
    return _json(view)


def manifest(view: ManifestView) -> str:
    """The web app manifest of one variant; its addresses are relative to itself."""
    icon = {"src": view.icon, "sizes": "any", "type": "image/svg+xml"}
    return _json(
        {
            "name": view.name,
            "short_name": view.name[:12],
            "description": view.description,
            "lang": view.lang,
            "start_url": view.front,
            "scope": view.scope,
            "display": "minimal-ui",
            "background_color": "#faf8f2",
            "theme_color": "#a3201d",
            "icons": [icon],
        }
    )


def icon(view: IconView) -> str:
    """The first character of the paper's name, as a seal."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">'
        '<rect width="512" height="512" fill="#a3201d"/><text x="256" y="372" font-size="330"'
        ' font-family="serif" font-weight="bold" text-anchor="middle" fill="#faf8f2">'
        f"{xml_text(view.sign)}</text></svg>\n"
    )


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
