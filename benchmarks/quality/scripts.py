"""Gates on the scripts that browsers run: eslint, and TypeScript's types from their comments."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from benchmarks.quality.files import TOOLS
from benchmarks.quality.place import Built
from tests.conftest import ROOT

FOLDER = "benchmarks/quality"
"""The folder of the configurations."""
SCRIPTS = ("themes/*/assets/*.js", "themes/*/inline/*.js", "generator/**/*.js")
PROJECTS = ("tsconfig.json", "tsconfig.worker.json", "tsconfig.service-worker.json")
"""Scripts that run together: those of a page, the search's worker, the service worker."""
PLANTED = {
    "themes/default/assets/article.js": "\nvar late = location.hash == 1;\n",
    "themes/default/assets/search-worker.js": "\nself.postMesage(ask({}));\n",
    "generator/formats/service_worker.js": "\nlist.postMessage(ROOMS);\n",
}
"""Script → lines with faults that are added to it. tsc finds each, eslint those of the first."""


def lint(_site: Built) -> list[str]:
    """What eslint finds in the scripts."""
    return _lint(ROOT)


def types(_site: Built) -> list[str]:
    """What tsc finds in the scripts."""
    return _types(ROOT)


def spoil(site: Built) -> None:
    """Copies the scripts and the configurations beside the site's pages, with planted faults."""
    names = [*SCRIPTS, f"{FOLDER}/*.json", f"{FOLDER}/*.d.ts"]
    for path in {path for name in names for path in ROOT.glob(name)}:
        copy = _copy(site) / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    for name, lines in PLANTED.items():
        copy = _copy(site) / name
        copy.write_text(copy.read_text("utf-8") + lines, "utf-8")


def lint_copy(site: Built) -> list[str]:
    """What eslint finds in the copy."""
    return _lint(_copy(site))


def types_copy(site: Built) -> list[str]:
    """What tsc finds in the copy; nothing where it misses one of the faults."""
    complaints = _types(_copy(site))
    named = all(any(name in complaint for complaint in complaints) for name in PLANTED)
    return complaints if named else []


def _copy(site: Built) -> Path:
    return site.out / "sources"


def _lint(root: Path) -> list[str]:
    config = ROOT / FOLDER / "eslint.config.mjs"
    command = [str(TOOLS / ".bin/eslint"), "--config", str(config), "--format", "json"]
    done = subprocess.run([*command, *SCRIPTS], cwd=root, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(f"eslint failed: {done.stderr[-500:]}")
    return [
        f"{Path(file['filePath']).relative_to(root)}:{each['line']}: {each['message']}"
        for file in json.loads(done.stdout)
        for each in file["messages"]
    ]


def _types(root: Path) -> list[str]:
    complaints: list[str] = []
    for project in PROJECTS:
        command = [str(TOOLS / ".bin/tsc"), "--pretty", "false", "--project", f"{FOLDER}/{project}"]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True)
        lines = [line for line in done.stdout.splitlines() if "error TS" in line]
        if done.returncode and not lines:
            raise SystemExit(f"tsc failed: {(done.stdout + done.stderr)[-500:]}")
        complaints += lines
    return complaints
