"""Gates in a browser: Lighthouse on a slow telephone, axe-core on every kind of page."""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from benchmarks.quality.files import TOOLS
from benchmarks.quality.place import ARTICLE, FOLDERS, KINDS, Built
from tests import chromium

WANTED = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
FLAGS = "--headless=new --no-sandbox --disable-gpu"
AXE = {"resultTypes": ["violations"]}
"""Every rule that axe-core has, its best practices too."""


@dataclass(slots=True)
class Lighthouse:
    """Lighthouse's mobile run, some times over; the middle one counts."""

    times: int = 3
    table: list[str] = field(default_factory=list)
    """A line of Markdown for each page."""

    def look(self, site: Built) -> list[str]:
        """The scores that are too low, of the front and an article in every script."""
        complaints = []
        for folder in FOLDERS.values():
            for place in (folder, ARTICLE + folder):
                runs = [self._run(site.base + place, site.out.parent) for _ in range(self.times)]
                scores = {name: round(statistics.median(r[name] for r in runs)) for name in runs[0]}
                low = {n: scores[n] for n, wanted in WANTED.items() if scores[n] < wanted}
                complaints += [f"/{place}: {name} {score}" for name, score in low.items()]
                figures = [str(scores[name]) for name in scores]
                self.table.append(f"| /{place} | {' | '.join(figures)} |")
        return complaints

    def look_once(self, site: Built) -> list[str]:
        """The scores that are too low, of the source's front alone."""
        scores = self._run(site.base, site.out.parent)
        return [f"{n} {scores[n]}" for n, wanted in WANTED.items() if scores[n] < wanted]

    def _run(self, address: str, work: Path) -> dict[str, float]:
        output = work / "lighthouse.json"
        command = [str(TOOLS / ".bin/lighthouse"), address, "--quiet", f"--chrome-flags={FLAGS}"]
        done = subprocess.run(
            [*command, "--output=json", f"--output-path={output}"],
            env={**os.environ, "CHROME_PATH": chromium.installed()},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise SystemExit(f"Lighthouse failed: {done.stderr[-500:]}")
        report = json.loads(output.read_text("utf-8"))
        scores = {name: report["categories"][name]["score"] * 100 for name in WANTED}
        audits = report["audits"]
        return scores | {
            "LCP ms": audits["largest-contentful-paint"]["numericValue"],
            "TBT ms": audits["total-blocking-time"]["numericValue"],
            "CLS ‰": audits["cumulative-layout-shift"]["numericValue"] * 1000,
            "bytes": audits["total-byte-weight"]["numericValue"],
            "requests": len(audits["network-requests"]["details"]["items"]),
        }

    @staticmethod
    def spoil(site: Built) -> None:
        """A front that blocks, jumps and has no name."""
        path = site.out / "index.html"
        text = path.read_text("utf-8")
        text = re.sub("<html [^>]*>", "<html>", text).replace("description", "descripton")
        slow = "<script>for (const t = Date.now(); Date.now() - t < 2500;);</script>"
        text = re.sub('<meta http-equiv="?Content-Security-Policy[^>]*>', "", text)
        path.write_text(text.replace("</header>", f"</header>{slow}", 1), "utf-8")


def access(site: Built) -> list[str]:
    """What axe-core finds on every kind of page, in every script, narrow and wide, light and
    dark."""
    complaints = []
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=chromium.installed(), args=list(chromium.ARGUMENTS)
        )
        for kind in KINDS:
            for folder in FOLDERS.values():
                state_complaints = _states(browser, site, kind + folder)
                complaints += [f"/{kind}{folder} {each}" for each in state_complaints]
        browser.close()
    return complaints


def _states(browser, site: Built, place: str) -> list[str]:  # type: ignore[no-untyped-def]
    context = browser.new_context(bypass_csp=True, service_workers="block")
    page = context.new_page()
    page.goto(site.base + place)
    complaints = []
    for width, scheme in ((375, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        for violation in Axe().run(page, options=AXE).response["violations"]:
            complaints += [
                f"{width} {scheme} {violation['id']}: {n['html'][:100]}" for n in violation["nodes"]
            ]
    context.close()
    return complaints


def spoil_access(site: Built) -> None:
    """Grey on white in the style of the whole site, and a language nobody speaks."""
    for path in site.pages():
        text = path.read_text("utf-8").replace(
            "</head>", "<style>p{color:#bbb!important}</style></head>"
        )
        path.write_text(re.sub("<html [^>]*>", "<html lang=x>", text), "utf-8")
