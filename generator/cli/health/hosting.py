"""What a static host drops or trips over: hidden files, links, names that differ only in case."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from generator.cli.health.report import Finding, Patient, State


def hidden_files(patient: Patient) -> list[Finding]:
    """Files that begin with a dot, which the upload leaves out unless told."""
    static = patient.root / "static"
    hidden = [
        path.relative_to(static).as_posix()
        for path in sorted(static.rglob("*"))
        if path.is_file() and any(part.startswith(".") for part in path.relative_to(static).parts)
    ]
    if not hidden:
        return []
    said = ", ".join(hidden[:5])
    file = patient.root / ".github" / "workflows" / "publish.yml"
    if file.is_file() and "include-hidden-files: true" not in file.read_text("utf-8", "replace"):
        hint = "give upload-pages-artifact include-hidden-files: true"
        return [Finding("hidden files", State.BAD, f"the workflow drops {said}", hint)]
    return [Finding("hidden files", State.WELL, f"{said} are published")]


def links(patient: Patient) -> list[Finding]:
    """Symbolic links, which do not survive an upload as links."""
    found = [
        path.relative_to(patient.root).as_posix()
        for folder in ("static", "content", "pages")
        for path in sorted((patient.root / folder).rglob("*"))
        if path.is_symlink()
    ]
    if not found:
        return []
    hint = "put the files themselves there"
    return [Finding("links", State.LOOK, f"symbolic links: {', '.join(found[:5])}", hint)]


def case(patient: Patient) -> list[Finding]:
    """Paths that are one path to hosts and disks that do not tell case or accents' forms apart."""
    seen: dict[str, str] = {}
    clashes = []
    for path in sorted(patient.files):
        for step in (path, *(str(parent) for parent in Path(path).parents)):
            folded = unicodedata.normalize("NFC", step).casefold()
            other = seen.setdefault(folded, step)
            if other != step:
                clashes.append(f"{other} and {step}")
    if not clashes:
        return []
    hint = "rename one, or give it a slug in site.toml"
    said = "; ".join(sorted(set(clashes))[:3])
    return [Finding("names", State.BAD, f"differ only in case or form: {said}", hint)]
