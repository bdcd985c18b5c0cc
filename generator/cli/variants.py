"""``huozi variants``: shows what conversion does and why, and records what an editor accepts."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from generator.check import conversion_checks as checks
from generator.check.accepted import read as read_lock
from generator.check.conversion_checks import ConvertedPlace
from generator.check.texts import SourceText
from generator.cli import console
from generator.cli.replace_text import replace_text
from generator.cli.site_lock import hold_content
from generator.content import loader
from generator.convert import Converter, DecidedPlace
from generator.convert import lock_file as locks
from generator.convert.conversion_changes import key, text_digest
from generator.convert.explanation import RULES
from generator.convert.lock_file import AcceptedArticle
from generator.model.article import Edition
from generator.model.problem import Problem, Stop, error, has_errors
from generator.model.site import Site
from generator.model.variant import VARIANTS, Variant
from generator.pages.site_context import load_converter, load_site

Acceptances = dict[str, dict[str, dict[str, AcceptedArticle]]]
"""Edition → article → variant → accepted conversion."""

HELP = "show what conversion between the scripts does"
EXAMPLE = "huozi variants explain 理发店里只有两只猫"


def add(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    does = parser.add_subparsers(dest="does", required=True, metavar="WHAT")
    diff = _add(
        does,
        "diff",
        "every place that isn't converted character by character",
        "huozi variants diff --new 2025-03-20",
    )
    diff.add_argument("editions", nargs="*", metavar="EDITION", help="default: all of them")
    diff.add_argument("--variant", metavar="TAG", help="only this one")
    diff.add_argument("--new", action="store_true", help="only what nobody has accepted yet")
    diff.add_argument("--accept", action="store_true", help="accept it all into variants.lock")
    explain = _add(does, "explain", "one sentence's conversion, step by step", EXAMPLE)
    explain.add_argument("text", metavar="TEXT")
    explain.add_argument("--variant", metavar="TAG", help="only this one")
    people = _add(
        does,
        "names",
        "people whose names can be written in more than one way",
        "huozi variants names",
    )
    for sub in (diff, explain, people):
        # Accepted after the subcommand as well.
        sub.add_argument("--site", type=Path, metavar="DIR", default=argparse.SUPPRESS)
        sub.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
        sub.add_argument("--quiet", action="store_true", default=argparse.SUPPRESS)
        sub.add_argument("--debug", action="store_true", default=argparse.SUPPRESS)


def _add(does: Any, name: str, what: str, example: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = does.add_parser(
        name, help=what, description=what, epilog=f"example: {example}"
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Runs a subcommand and returns the exit status."""
    root = args.site.resolve()
    site = load_site(root)
    converter, problems = load_converter(root, site)
    if has_errors(problems):
        raise Stop(problems)
    console.problems(problems)
    if args.does == "explain":
        return _explain(args, converter, _targets(args, site))
    if args.does == "names":
        return _names(args, root, site, converter)
    return _diff(args, root, site, converter, _targets(args, site))


def _targets(args: argparse.Namespace, site: Site) -> list[Variant]:
    if args.does == "names" or not args.variant:
        return [variant for variant in site.variants if variant != site.source]
    if args.variant not in VARIANTS:
        message = f'unknown variant "{args.variant}"'
        raise Stop([error("--variant", message, "known: " + ", ".join(VARIANTS), rule="variant")])
    return [VARIANTS[args.variant]]


def _editions(
    root: Path, wanted: Sequence[str] = ()
) -> Iterator[tuple[Edition | None, list[Problem]]]:
    names, problems = loader.edition_names(root)
    known = {str(name): name for name in names}
    unknown = [name for name in wanted if name not in known]
    if unknown:
        unknown_problems = [
            error("EDITION", f'there is no edition "{name}"', rule="no-edition") for name in unknown
        ]
        raise Stop(unknown_problems)
    if problems:
        yield None, problems
    for name in (known[text] for text in wanted) if wanted else names:
        folder, _ = loader.look(root, name, "", time.time_ns())
        yield loader.open_edition(root, folder)


def _explain(args: argparse.Namespace, converter: Converter, targets: Sequence[Variant]) -> int:
    explanations = {variant.tag: converter.explain(args.text, variant) for variant in targets}
    if args.json:
        console.print_json(
            {
                tag: {
                    "stages": [[stage.name, stage.text] for stage in explanation.stages],
                    "places": [
                        [p.start, p.source, p.result, p.plain, p.rule, p.by]
                        for p in explanation.places
                    ],
                }
                for tag, explanation in explanations.items()
            }
        )
        return 0
    for tag, explanation in explanations.items():
        print(tag)
        for stage in explanation.stages:
            print(f"  {stage.name:8} {stage.text}")
        for place in explanation.places:
            print(f"  {place.source} → {place.result}, not {place.plain}: {_why(place, converter)}")
    return 0


def _why(place: DecidedPlace, converter: Converter) -> str:
    """What decided a place, for people: the place of an editor's entry, or a rule with its
    subject."""
    if place.rule == "term":
        for entry in converter.terms.entries:
            if entry.form(converter.source) == place.source:
                return f"{entry.path}:{entry.line}"
    about = f": {place.by}" if place.by != place.source else ""
    return RULES[place.rule] + about


def _names(args: argparse.Namespace, root: Path, site: Site, converter: Converter) -> int:
    readings = list(_editions(root))
    problems = [problem for _, problems_of_edition in readings for problem in problems_of_edition]
    editions = (edition for edition, _ in readings if edition)
    people = checks.unregistered(editions, converter, site.allowed_html)
    console.problems(problems)
    if args.json:
        keys = ("name", "path", "line", "context")
        console.print_json({"people": [dict(zip(keys, row, strict=True)) for row in people]})
    else:
        for name, path, line, context in people:
            print(f"{path}:{line}: {name} ({context})")
    return 1 if has_errors(problems) else 0


def _diff(
    args: argparse.Namespace,
    root: Path,
    site: Site,
    converter: Converter,
    targets: Sequence[Variant],
) -> int:
    lock = _lock(root)
    known = lock.words() if args.new else set()
    rows: list[dict[str, Any]] = []
    acceptances: Acceptances = {}
    problems: list[Problem] = []
    for edition, more in _editions(root, args.editions):
        problems += more
        if edition is None:
            continue
        articles = acceptances.setdefault(str(edition.id), {})
        places: list[ConvertedPlace] = []
        for variant in targets:
            for conversion in checks.article_conversions(
                edition, converter, variant, site.allowed_html
            ):
                accepted = lock.of(conversion.article).get(variant.tag)
                places += (
                    p
                    for p in conversion.places(accepted)
                    if not args.new or _is_new(p, accepted, known)
                )
                if args.accept:
                    articles.setdefault(conversion.article, {})[variant.tag] = conversion.acceptance
        rows += [_row(place, root) for place in places]
        if not args.json and not args.quiet:
            _print(places, root)
    console.problems(problems)
    if args.accept and not has_errors(problems):
        removed = (
            ()
            if args.editions
            else (edition for edition in lock.lines if edition not in acceptances)
        )
        _accept(root, {**acceptances, **{edition: {} for edition in removed}}, targets)
    if args.json:
        count = sum(len(tags) for articles in acceptances.values() for tags in articles.values())
        console.print_json({"places": rows, "accepted": count})
    return 1 if has_errors(problems) else 0


def _accept(root: Path, acceptances: Acceptances, targets: Sequence[Variant]) -> None:
    with hold_content(root):
        # Read again under the lock, so that what another process accepted is kept.
        lock = locks.accept(_lock(root), acceptances, [variant.tag for variant in targets])
        replace_text(root / locks.FILE, locks.to_text(lock))
    count = sum(map(len, acceptances.values()))
    print(f"accepted {console.count(count, 'article')} into {locks.FILE}", file=sys.stderr)


def _is_new(
    place: ConvertedPlace, accepted: AcceptedArticle | None, known: Collection[tuple[str, str, str]]
) -> bool:
    """Whether the result at a place has not been accepted."""
    if place.accepted is not None:
        return True
    if place.place.rule == "inline" or (
        accepted and text_digest(place.text.text) in accepted.texts
    ):
        return False
    word = key(place.text.text, place.place)
    return (place.variant.tag, word, place.place.result) not in known


def _print(places: Sequence[ConvertedPlace], root: Path) -> None:
    """Prints a line for each place, with all variants: once where they agree, else with the result
    of each, in their order."""
    lines: dict[tuple[SourceText, int, str], list[ConvertedPlace]] = {}
    for place in places:
        which = place.text, place.place.start, place.place.source
        lines.setdefault(which, []).append(place)
    order = {text: at for at, text in enumerate(dict.fromkeys(p.text for p in places))}
    for text, start, source in sorted(lines, key=lambda key: (order[key[0]], key[1])):
        same = lines[text, start, source]
        tags = ", ".join(place.variant.tag for place in same)
        rules = ", ".join(dict.fromkeys(place.place.rule for place in same))
        results = dict.fromkeys(place.place.result for place in same)
        first = next(iter(results))
        context = same[0].context.replace(
            f"[{source}→{first}]", f"[{source}→{' | '.join(_each(same, results))}]"
        )
        print(
            f"{text.path}:{text.line_at(root, start)}: {tags}: {context}  ({rules}{_before(same)})"
        )


def _each(places: Sequence[ConvertedPlace], results: Collection[str]) -> list[str]:
    """The results of a place: one where all variants agree, else one for each variant."""
    return list(results) if len(results) == 1 else [place.place.result for place in places]


def _before(places: Sequence[ConvertedPlace]) -> str:
    """The accepted results of a place, with their variants where not all have the same."""
    accepted = dict.fromkeys(place.accepted for place in places)
    shown = ""
    for result in accepted:
        if result is not None:
            tags = ", ".join(p.variant.tag for p in places if p.accepted == result)
            shown += f"; accepted was {result}" + (f" ({tags})" if len(accepted) > 1 else "")
    return shown


def _row(converted: ConvertedPlace, root: Path) -> dict[str, Any]:
    place = converted.place
    return {
        "path": converted.text.path,
        "line": converted.text.line_at(root, place.start),
        "field": converted.text.field,
        "variant": converted.variant.tag,
        "source": place.source,
        "result": place.result,
        "plain": place.plain,
        "accepted": converted.accepted,
        "rule": place.rule,
        "context": converted.context,
    }


def _lock(root: Path) -> locks.LockFile:
    lock, faults = read_lock(root)
    if faults:
        raise Stop(faults)
    return lock
