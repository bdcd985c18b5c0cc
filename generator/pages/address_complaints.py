"""Reports of addresses that several sources want: where in the sources each comes from."""

from __future__ import annotations

import re
from pathlib import Path

from generator.build.source_rows import TargetRow
from generator.content import edition_file as facts_file
from generator.content import loader
from generator.model import site_file
from generator.model.problem import Problem, error
from generator.model.toml_text import line_of
from generator.pages.claim import Claim
from generator.pages.kinds import fixed, moved_addresses, static
from generator.pages.page_kinds import EDITION
from generator.pages.site_context import SiteContext


def complaint(context: SiteContext, keeper: TargetRow, other: TargetRow) -> Problem | None:
    """What is said of a file that is withheld; None where it gives way without a word."""
    if other.claim == Claim.BELOW:
        return None
    url = _address_of(context, other.path)
    path, line = _place(context, other)
    where, at = _place(context, keeper)
    taken = f"{where}:{at}" if where else "a page of huozi's own"
    hint = "strike it here, or let the other go"
    return error(
        path or "content",
        f"{url} is not made: the address is that of {taken}",
        hint,
        rule="address",
        line=line,
    )


def _address_of(context: SiteContext, path: str) -> str:
    """The address, in the paper's own script, that a file answers in any."""
    steps = path.split("/")
    folders = {context.site.folder(variant) for variant in context.site.variants} - {""}
    if len(steps) > 1 and steps[-2] in folders:
        del steps[-2]
    return "/" + "/".join(steps).removesuffix("index.html")


def _place(context: SiteContext, row: TargetRow) -> tuple[str, int]:
    """The file and the line that a file of the output comes from; no file where it is a page that
    every paper has."""
    kind, name = row.owner
    url = _address_of(context, row.path)
    if kind == EDITION:
        return _in_edition(context.request.root, name, url, is_alias=row.claim == Claim.ALIAS)
    if kind == static.KIND.name:
        return f"static/{row.path}", 1
    if kind == fixed.KIND.name:
        return f"pages/{url.strip('/')}.md", 1
    if kind == moved_addresses.KIND.name:
        text = (context.request.root / site_file.FILE).read_text("utf-8-sig")
        return site_file.FILE, line_of(text, moved_addresses.entry_of(name))
    return "", 1


def _in_edition(root: Path, edition: str, url: str, *, is_alias: bool) -> tuple[str, int]:
    folder = root / loader.FOLDER / edition
    place, step = f"{loader.FOLDER}/{edition}", url.rstrip("/").rpartition("/")[2]
    for path in sorted(folder.glob("*.md")):
        match = loader.ARTICLE.fullmatch(path.name)
        if match and is_alias:
            head = path.read_text("utf-8", "replace").partition("\n---")[0].splitlines()
            alias = re.compile(re.escape(url.rstrip("/")) + r"/?(?=[\s,\]\"']|$)")
            if lines := [n for n, line in enumerate(head, 1) if alias.search(line)]:
                return f"{place}/{path.name}", lines[-1]
        elif match and f"{match[1]}-{int(match[2]):02d}" == step:
            return f"{place}/{path.name}", 1
    return f"{place}/{facts_file.FILE}" if (folder / facts_file.FILE).exists() else place, 1
