"""Hidden files, symbolic links and names that differ only in case, which hosts drop or
confuse."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from generator.cli.health.health_report import HealthFinding, SiteHealth, blocking, notice, ok


def hidden_files(health: SiteHealth) -> list[HealthFinding]:
    """Hidden files, which the upload leaves out by default."""
    static = health.root / "static"
    hidden = [
        path.relative_to(static).as_posix()
        for path in sorted(static.rglob("*"))
        if path.is_file() and any(part.startswith(".") for part in path.relative_to(static).parts)
    ]
    if not hidden:
        return []
    names = ", ".join(hidden[:5])
    file = health.root / ".github" / "workflows" / "publish.yml"
    if file.is_file() and "include-hidden-files: true" not in file.read_text("utf-8", "replace"):
        hint = "give upload-pages-artifact include-hidden-files: true"
        return [blocking("hidden files", f"the workflow drops {names}", hint)]
    return [ok("hidden files", f"{names} are published")]


def links(health: SiteHealth) -> list[HealthFinding]:
    """Symbolic links, which an upload does not preserve."""
    symlinks = [
        path.relative_to(health.root).as_posix()
        for folder in ("static", "content", "pages")
        for path in sorted((health.root / folder).rglob("*"))
        if path.is_symlink()
    ]
    if not symlinks:
        return []
    hint = "put the files themselves there"
    return [notice("links", f"symbolic links: {', '.join(symlinks[:5])}", hint)]


def case(health: SiteHealth) -> list[HealthFinding]:
    """Paths that differ only in case or Unicode normalization form."""
    seen: dict[str, str] = {}
    clashes = []
    for path in sorted(health.files):
        for step in (path, *(str(parent) for parent in Path(path).parents)):
            folded = unicodedata.normalize("NFC", step).casefold()
            other = seen.setdefault(folded, step)
            if other != step:
                clashes.append(f"{other} and {step}")
    if not clashes:
        return []
    hint = "rename one, or give it a slug in site.toml"
    message = "; ".join(sorted(set(clashes))[:3])
    return [blocking("names", f"differ only in case or form: {message}", hint)]
