"""``huozi variants``: what conversion does, why, and to whom."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from generator.check import variants as checks
from generator.desk import console
from generator.desk.turns import at_content
from generator.paper import catalog
from generator.press.shop import load_site
from generator.script import Scripts, load_terms
from generator.script import lock as locks
from generator.script.explanation import RULES
from generator.values.article import Edition
from generator.values.problems import Problem, Stop, error, has_errors
from generator.values.site import Site
from generator.values.variant import VARIANTS, Variant

HELP = "show what conversion between the scripts does"
EXAMPLE = "huozi variants explain 理发店里只有两只猫"


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    does = parser.add_subparsers(dest="does", required=True, metavar="WHAT")
    diff = _add(does, "diff", "every place that isn't converted character by character",
                "huozi variants diff --new 2025-03-20")  # fmt: skip
    diff.add_argument("editions", nargs="*", metavar="EDITION", help="default: all of them")
    diff.add_argument("--variant", metavar="TAG", help="only this one")
    diff.add_argument("--new", action="store_true", help="only what nobody has accepted yet")
    diff.add_argument("--accept", action="store_true", help="accept it all into variants.lock")
    explain = _add(does, "explain", "one sentence's conversion, step by step", EXAMPLE)
    explain.add_argument("text", metavar="TEXT")
    explain.add_argument("--variant", metavar="TAG", help="only this one")
    people = _add(does, "names", "people whose names can be written in more than one way",
                  "huozi variants names")  # fmt: skip
    for sub in (diff, explain, people):
        # So that they may stand behind the word that says what, too.
        sub.add_argument("--site", type=Path, metavar="DIR", default=argparse.SUPPRESS)
        sub.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
        sub.add_argument("--quiet", action="store_true", default=argparse.SUPPRESS)


def _add(does: Any, name: str, what: str, example: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = does.add_parser(
        name, help=what, description=what, epilog=f"example: {example}"
    )
    return parser


def run(asked: argparse.Namespace) -> int:
    """Does what was asked; the exit status."""
    root = asked.site.resolve()
    site = load_site(root)
    terms, problems = load_terms(root, site)
    if has_errors(problems):
        raise Stop(problems)
    press_forms = site.options["press_forms"]
    scripts = Scripts(site.source, site.variants, terms, press_forms=press_forms)
    if asked.does == "explain":
        return _explain(asked, scripts, _targets(asked, site))
    if asked.does == "names":
        return _names(asked, root, scripts)
    return _diff(asked, root, scripts, _targets(asked, site))


def _targets(asked: argparse.Namespace, site: Site) -> list[Variant]:
    if asked.does == "names" or not asked.variant:
        return [variant for variant in site.variants if variant != site.source]
    if asked.variant not in VARIANTS:
        said = f'unknown variant "{asked.variant}"'
        raise Stop([error("--variant", said, "known: " + ", ".join(VARIANTS), rule="variant")])
    return [VARIANTS[asked.variant]]


def _editions(
    root: Path, wanted: Sequence[str] = ()
) -> Iterator[tuple[Edition | None, list[Problem]]]:
    names, problems = catalog.edition_names(root)
    known = {str(name): name for name in names}
    strange = [name for name in wanted if name not in known]
    if strange:
        said = [
            error("EDITION", f'there is no edition "{name}"', rule="no-edition") for name in strange
        ]
        raise Stop(said)
    if problems:
        yield None, problems
    for name in (known[text] for text in wanted) if wanted else names:
        folder, _ = catalog.look(root, name, "", time.time_ns())
        yield catalog.open_edition(root, folder)


def _explain(asked: argparse.Namespace, scripts: Scripts, targets: Sequence[Variant]) -> int:
    told = {variant.tag: scripts.explain(asked.text, variant) for variant in targets}
    if asked.json:
        console.as_json(
            {
                tag: {
                    "stages": [[stage.name, stage.text] for stage in each.stages],
                    "places": [[p.start, p.source, p.result, p.plain, p.rule] for p in each.places],
                }
                for tag, each in told.items()
            }
        )
        return 0
    for tag, each in told.items():
        print(tag)
        for stage in each.stages:
            print(f"  {stage.name:8} {stage.text}")
        for place in each.places:
            print(f"  {place.source} → {place.result}, not {place.plain}: {RULES[place.rule]}")
    return 0


def _names(asked: argparse.Namespace, root: Path, scripts: Scripts) -> int:
    opened = list(_editions(root))
    problems = [problem for _, found in opened for problem in found]
    people = checks.unregistered((edition for edition, _ in opened if edition), scripts)
    console.problems(problems)
    if asked.json:
        keys = ("name", "path", "line", "context")
        console.as_json({"people": [dict(zip(keys, row, strict=True)) for row in people]})
    else:
        for name, path, line, context in people:
            print(f"{path}:{line}: {name} ({context})")
    return 1 if has_errors(problems) else 0


def _diff(
    asked: argparse.Namespace, root: Path, scripts: Scripts, targets: Sequence[Variant]
) -> int:
    accepted = _read_lock(root)
    rows: list[dict[str, Any]] = []
    proofs: list[locks.Proof] = []
    problems: list[Problem] = []
    for edition, said in _editions(root, asked.editions):
        problems += said
        if edition is None:
            continue
        for variant in targets:
            if asked.accept:
                proofs.append(checks.proof(edition, scripts, variant))
            known = accepted.words.get(variant.tag, frozenset()) if asked.new else frozenset()
            for found in checks.found(edition, scripts, variant):
                if (locks.key(found.text.text, found.place), found.place.result) in known:
                    continue
                row = _row(found)
                rows.append(row)
                if not asked.json and not asked.quiet:
                    print("{path}:{line}: {variant}: {context}  ({rule})".format(**row))
    console.problems(problems)
    if asked.accept and not has_errors(problems):
        with at_content(root):
            # Read anew: another accepted meanwhile loses nothing.
            accepted = locks.accept(_read_lock(root), scripts.version, proofs)
            _write(root / locks.FILE, locks.write(accepted))
        print(f"accepted {len(proofs)} proofs into {locks.FILE}", file=sys.stderr)
    if asked.json:
        console.as_json({"places": rows, "accepted": len(proofs)})
    return 1 if has_errors(problems) else 0


def _row(found: checks.Found) -> dict[str, Any]:
    place = found.place
    return {
        "path": found.text.path,
        "line": found.text.line,
        "field": found.text.field,
        "variant": found.variant.tag,
        "source": place.source,
        "result": place.result,
        "plain": place.plain,
        "rule": place.rule,
        "context": found.context,
    }


def _read_lock(root: Path) -> locks.Lock:
    try:
        text = (root / locks.FILE).read_text("utf-8")
    except FileNotFoundError:
        return locks.Lock()
    lock, faults = locks.read(text)
    if faults:
        raise Stop(
            [
                error(locks.FILE, "this line is not understood", "a merge gone wrong?",
                      rule="lock", line=line)
                for line in faults
            ]
        )  # fmt: skip
    return lock


def _write(path: Path, text: str) -> None:
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=path.parent, delete=False
    ) as file:
        file.write(text)
    Path(file.name).chmod(0o644)
    os.replace(file.name, path)  # noqa: PTH105
