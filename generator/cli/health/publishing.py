"""Where the site will stand, in which time zone, by which workflow."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from generator.cli.health.report import Finding, Patient, State

_REMOTE = re.compile(r"github\.com[:/]([\w-]+)/([\w.-]+?)(?:\.git)?/?$")
WORKFLOW = Path(".github/workflows/publish.yml")
_SHIPPED = Path(__file__).parent.parent / "scaffold" / "publish.yml"


def address(patient: Patient) -> list[Finding]:
    """The base address against static/CNAME and the Git remote."""
    given = patient.site.base_url
    cname = patient.root / "static" / "CNAME"
    if cname.is_file():
        wanted, why = f"https://{cname.read_text('utf-8').strip()}/", "static/CNAME"
    else:
        wanted, why = _pages(_remote(patient.root)), "the Git remote"
    if not wanted:
        if given:
            return [Finding("address", State.WELL, given)]
        hint = "on GitHub Pages the workflow knows it; elsewhere set base_url in site.toml"
        return [Finding("address", State.LOOK, "no base address, and no GitHub remote", hint)]
    if not given:
        said = f"{why} says {wanted}; the workflow will too"
        return [Finding("address", State.WELL, said)]
    if given.rstrip("/") != wanted.rstrip("/"):
        said = f"site.toml says {given}, {why} says {wanted}"
        return [Finding("address", State.LOOK, said, "one of them is out of date")]
    return [Finding("address", State.WELL, given)]


def _remote(root: Path) -> str:
    git = ("git", "-C", str(root), "remote", "get-url", "origin")
    try:
        done = subprocess.run(git, capture_output=True, text=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _pages(remote: str) -> str:
    """Where GitHub Pages puts a repository: a user's own site at the root, others below."""
    found = _REMOTE.search(remote)
    if not found:
        return ""
    owner, name = found[1].lower(), found[2]
    home = f"https://{owner}.github.io/"
    return home if name.lower() == f"{owner}.github.io" else f"{home}{name}/"


def zone(patient: Patient) -> list[Finding]:
    """The time zone days begin in."""
    said = f"a day begins at midnight in {patient.site.timezone}; today is {patient.today}"
    return [Finding("time zone", State.WELL, said)]


def workflow(patient: Patient) -> list[Finding]:
    """The workflow that publishes, against the one that huozi writes."""
    file = patient.root / WORKFLOW
    if not file.is_file():
        hint = "docs/publishing.md has it, and the other ways to publish"
        return [Finding("workflow", State.LOOK, f"there is no {WORKFLOW.as_posix()}", hint)]
    text = file.read_text("utf-8", "replace")
    known, found = _actions(_SHIPPED.read_text("utf-8")), []
    for name, major in _actions(text).items():
        if major < known.get(name, 0):
            said = f"{name} is at v{major}, the present one is v{known[name]}"
            found.append(Finding("workflow", State.LOOK, said, f"write {name}@v{known[name]}"))
    if "--frozen" not in text:
        hint = "huozi build --frozen publishes only what was committed"
        found.append(Finding("workflow", State.LOOK, "it does not build with --frozen", hint))
    return found or [Finding("workflow", State.WELL, "present")]


def _actions(text: str) -> dict[str, int]:
    return {name: int(v) for name, v in re.findall(r"uses:\s*(actions/[\w-]+)@v(\d+)", text)}
