"""Pictures of the example paper, as readers see it: front and article, three scripts, telephone
and desk, light and dark, and on paper.

    python docs/screenshots/make.py    (needs what the tests need)

Builds the repository's own paper in a folder that is thrown away, and writes WebP files beside
this one.
"""

from __future__ import annotations

import functools
import http.server
import io
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT))

from tests import chromium  # noqa: E402

FOLDERS = {"zh-Hans": "", "zh-Hant-TW": "zh-hant-tw/", "zh-Hant-HK": "zh-hant-hk/"}
PLACES = {"front": "", "article": "2025/03-20/01-01/"}
WINDOWS = {"phone": (375, 812), "desk": (1280, 900)}
A4: ViewportSize = {"width": 794, "height": 1123}
QUALITY = 80


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        """Says nothing."""


def build(folder: Path) -> Path:
    """The example paper, built; its output."""
    for name in ("content", "seeds", "pages"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
    for name in ("site.toml", "names.toml", "glossary.toml"):
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, folder)
    command = [sys.executable, "-m", "generator", "build", "--quiet", "--site", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True)
    return folder / "output"


def take(browser: Browser, origin: str) -> None:
    """All pictures of screens."""
    for name, (width, height) in WINDOWS.items():
        for scheme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=scheme,  # type: ignore[arg-type]
                device_scale_factor=2 if name == "phone" else 1,
                locale="zh-CN",
            )
            context.add_init_script("localStorage.suggest = 'no'")
            page = context.new_page()
            for place, there in PLACES.items():
                for tag, folder in FOLDERS.items():
                    page.goto(origin + there + folder)
                    page.wait_for_load_state("networkidle")
                    keep(page.screenshot(), f"{place}-{tag}-{name}-{scheme}")
            context.close()


def print_out(browser: Browser, origin: str) -> None:
    """The article's first sheet of A4 as print styles set it, with the sheet's margins."""
    page = browser.new_page(viewport=A4)
    page.goto(origin + PLACES["article"])
    page.emulate_media(media="print", color_scheme="light")
    page.add_style_tag(content="body{margin:18mm 16mm;padding:0}html{background:#fff}")
    keep(page.screenshot(), "article-zh-Hans-print")
    page.close()


def keep(png: bytes, name: str) -> None:
    """One picture, as WebP beside this file."""
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").save(HERE / f"{name}.webp", quality=QUALITY, method=6)


def main() -> None:
    """Makes the whole set."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        handler = functools.partial(_Quiet, directory=build(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        origin = f"http://127.0.0.1:{server.server_address[1]}/"
        with sync_playwright() as play:
            browser = play.chromium.launch(
                executable_path=chromium.installed() or None, args=list(chromium.ARGUMENTS)
            )
            take(browser, origin)
            print_out(browser, origin)
            browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
