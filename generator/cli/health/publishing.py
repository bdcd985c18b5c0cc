"""The base address, the time zone and the workflow of a site."""

from __future__ import annotations

import re
from pathlib import Path

from generator.cli.health.health_report import HealthFinding, SiteHealth, notice, ok
from generator.content import git

_REMOTE = re.compile(r"github\.com[:/]([\w-]+)/([\w.-]+?)(?:\.git)?/?$")
WORKFLOW = Path(".github/workflows/publish.yml")
_SHIPPED = Path(__file__).parent.parent / "scaffold" / "publish.yml"


def address(health: SiteHealth) -> list[HealthFinding]:
    """The base address against static/CNAME and the Git remote."""
    given = health.site.base_url
    cname = health.root / "static" / "CNAME"
    if cname.is_file():
        wanted, why = f"https://{cname.read_text('utf-8').strip()}/", "static/CNAME"
    else:
        wanted, why = (
            _pages(git.run(health.root, "remote", "get-url", "origin") or ""),
            "the Git remote",
        )
    if not wanted:
        if given:
            return [ok("address", given)]
        hint = "on GitHub Pages the workflow knows it; elsewhere set base_url in site.toml"
        return [notice("address", "no base address, and no GitHub remote", hint)]
    if not given:
        message = f"{why} says {wanted}; the workflow will too"
        return [ok("address", message)]
    if given.rstrip("/") != wanted.rstrip("/"):
        message = f"site.toml says {given}, {why} says {wanted}"
        return [notice("address", message, "one of them is out of date")]
    return [ok("address", given)]


def _pages(remote: str) -> str:
    """The address at GitHub Pages of a remote: a user's site at the root, a project's below it."""
    match = _REMOTE.search(remote.strip())
    if not match:
        return ""
    owner, name = match[1].lower(), match[2]
    home = f"https://{owner}.github.io/"
    return home if name.lower() == f"{owner}.github.io" else f"{home}{name}/"


def zone(health: SiteHealth) -> list[HealthFinding]:
    """The time zone in which days begin."""
    message = f"a day begins at midnight in {health.site.timezone}; today is {health.today}"
    return [ok("time zone", message)]


def workflow(health: SiteHealth) -> list[HealthFinding]:
    """The publishing workflow against the one that ``huozi new`` writes."""
    file = health.root / WORKFLOW
    if not file.is_file():
        hint = "docs/publishing.md has it, and the other ways to publish"
        return [notice("workflow", f"there is no {WORKFLOW.as_posix()}", hint)]
    text = file.read_text("utf-8", "replace")
    known, findings = _actions(_SHIPPED.read_text("utf-8")), []
    for name, major in _actions(text).items():
        if major < known.get(name, 0):
            message = f"{name} is at v{major}, the present one is v{known[name]}"
            findings.append(notice("workflow", message, f"write {name}@v{known[name]}"))
    if "--frozen" not in text:
        hint = "huozi build --frozen publishes only what was committed"
        findings.append(notice("workflow", "it does not build with --frozen", hint))
    return findings or [ok("workflow", "present")]


def _actions(text: str) -> dict[str, int]:
    return {name: int(v) for name, v in re.findall(r"uses:\s*(actions/[\w-]+)@v(\d+)", text)}
