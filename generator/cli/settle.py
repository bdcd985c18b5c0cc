"""``huozi settle``: answers a doubt for good, so that it is not asked again."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator import ingest
from generator.check.inspection import inspect
from generator.cli import options
from generator.cli.clock import clock
from generator.cli.editing import change
from generator.cli.editing.change import Change
from generator.cli.editing.named_page import NamedArticle, SitePages, read_text, usage
from generator.cli.site_lock import hold_content
from generator.content import front_matter_edit
from generator.content.loader import FOLDER
from generator.content.settled import answer_to, is_settled_by
from generator.model import address
from generator.model.problem import Problem, Severity
from generator.pages.site_context import BuildRequest, open_site

HELP = "answer a doubt for good: it is as it should be"
EXAMPLE = "huozi settle content/2025-03-20/01-03.md:9:4"

_PLACE = re.compile(
    r"(?P<path>.+?\.\w+):(?P<line>\d+)(?::(?P<column>\d+))?(?::\s*(?P<message>.*))?"
)
_FOLLOWING = "huozi check does not ask this again; readers see no change"


def add(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument(
        "place",
        metavar="PLACE",
        help="the doubt's place as check or ingest prints it, or its rule, before ARTICLE",
    )
    parser.add_argument(
        "article", metavar="ARTICLE", nargs="?", help="with a rule: the article it is about"
    )
    change.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Writes the answer into the article's file, or into the ledger where a seed's doubt is about
    no article, and returns the exit status."""
    root = args.site.resolve()
    with hold_content(root):
        pages = SitePages(root, args)
        answers = _Answers(pages, args)
        return change.apply(answers.of_rule() if args.article else answers.of_place(), args)


@dataclass(frozen=True, slots=True)
class _Answers:
    """Finds the doubt that is meant, and the change that answers it."""

    pages: SitePages
    args: argparse.Namespace

    def of_rule(self) -> Change:
        """The answer to the doubts of a rule in an article."""
        file = self.pages.article_file(self.args.article)
        rule, _, words = (part.strip() for part in self.args.place.partition(":"))
        answer = f"{rule}: {words}" if words else rule
        if answer in file.article.front.settled:
            return self._unchanged(file, answer)
        asked: Sequence[Problem] = ()
        for problems in self._listings(file.path):
            asked = problems
            if any(is_settled_by(answer, p.rule, p.message) for p in problems):
                return self._in_article(file, answer)
        names = ", ".join(sorted({problem.rule for problem in asked})) or "none at all"
        raise usage(self.args.place, f"{file.path} has no such doubt", f"open in it: {names}")

    def of_place(self) -> Change:
        """The answer to the doubt at a place."""
        match = _PLACE.fullmatch(self.args.place.strip())
        if match is None:
            hint = "such as content/2025-03-20/01-03.md:9:4, or a rule and an article"
            raise usage(self.args.place, "this is no place of a doubt", hint)
        path = match["path"].replace("\\", "/").removeprefix("./")
        if path.startswith("seeds/"):
            return self._of_seed(path, match)
        is_article = path.startswith(f"{FOLDER}/") and path.endswith(".md")
        file = self.pages.article_file(path) if is_article else None
        problem, others = self._at(path, match, self._listings(path))
        if problem.severity is Severity.ERROR:
            raise usage(self.args.place, "this is an error", problem.hint or "correct the article")
        if file is None:
            hint = f'answer it in site.toml under [check]: silence = ["{problem.rule}: {path}"]'
            raise usage(self.args.place, "this doubt is about no article", hint)
        return self._in_article(file, answer_to(problem, file.article, others))

    def _of_seed(self, path: str, match: re.Match[str]) -> Change:
        seed = ingest.of_seed(self.pages.root, path)
        if seed is None:
            raise usage(self.args.place, f"{path} is not ingested", "run huozi ingest first")
        asked = seed.problems()
        problem, others = self._at(path, match, iter([asked]))
        article = seed.article(problem.line)
        answer = ingest.answer_to(problem, article, others)
        if article:
            return self._in_article(self.pages.article_file(article.path), answer)
        ledger = f"{seed.folder.path}/ingest.json"
        before = read_text(self.pages.root, ledger)
        is_answered = answer in seed.row.settled
        return Change(
            root=self.pages.root,
            path=ledger,
            before=before,
            after=before if is_answered else seed.ledger_with(answer),
            address=path,
            following=_already(answer) if is_answered else _FOLLOWING,
        )

    def _listings(self, path: str) -> Iterator[list[Problem]]:
        """The open problems of a file: those of its text first, then those of all checks, which
        take longer."""
        yield [p for p in ingest.doubts(self.pages.root, self.pages.site) if p.path == path]
        request = BuildRequest(
            root=self.pages.root,
            base_url=options.base_url(self.args),
            now=clock(self.args.now, self.pages.site.timezone),
            drafts=False,
        )
        output = self.pages.root / "output"
        yield [p for p in inspect(open_site(request), output) if p.path == path]

    def _at(
        self, path: str, match: re.Match[str], listings: Iterator[list[Problem]]
    ) -> tuple[Problem, list[Problem]]:
        """The one problem at a place, and all of its file. Raises Stop."""
        is_at = _place_test(match)
        problems: list[Problem] = []
        for problems in listings:
            at_place = [problem for problem in problems if is_at(problem)]
            if len(at_place) == 1:
                return at_place[0], problems
            if at_place:
                rules = ", ".join(dict.fromkeys(problem.rule for problem in at_place))
                hint = "name the place with its column, or say huozi settle RULE ARTICLE"
                raise usage(self.args.place, f"several stand there: {rules}", hint)
        line = int(match["line"])
        near = min(problems, key=lambda p: (abs(p.line - line), p.column), default=None)
        hint = f"the nearest is {near}" if near else f"{path} has none that is open"
        raise usage(self.args.place, "no doubt stands there", hint)

    def _in_article(self, file: NamedArticle, answer: str) -> Change:
        if answer in file.article.front.settled:
            return self._unchanged(file, answer)
        after = front_matter_edit.settle(file.text, file.article, answer)
        return self._change(file, after, _FOLLOWING)

    def _unchanged(self, file: NamedArticle, answer: str) -> Change:
        return self._change(file, file.text, _already(answer))

    def _change(self, file: NamedArticle, after: str, following: str) -> Change:
        return Change(
            root=self.pages.root,
            path=file.path,
            before=file.text,
            after=after,
            address=self.pages.url(address.article(file.article.id)),
            following=following,
        )


def _already(answer: str) -> str:
    return f'"{answer}" is answered already; nothing changes'


def _place_test(match: re.Match[str]) -> Callable[[Problem], bool]:
    """Whether a problem is at the place, with the message where one was copied along."""
    line, column, message = int(match["line"]), match["column"], match["message"] or ""

    def is_at(problem: Problem) -> bool:
        if problem.line != line or (column and problem.column != int(column)):
            return False
        return not message or message.startswith(problem.message)

    return is_at
