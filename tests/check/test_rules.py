"""Every rule of ``huozi check``: a broken mini-site that breaks it, and nothing that is sound does.

The mini-sites are text files in ``sites/``; to add one, copy another. ``expect:`` lines name what
must be found, with ``*`` for anything; nothing else may be.
"""

from __future__ import annotations

import datetime as dt
import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from generator.build.engine import Options
from generator.check.inspection import RULES, inspect
from generator.model.problem import Problem
from generator.pages.newspaper import build
from generator.pages.site_context import BuildRequest, open_site
from tests.conftest import ROOT

SITES = Path(__file__).parent / "sites"
NOW = dt.datetime.fromisoformat("2025-04-01T08:00:00+08:00")
FILES = re.compile(r"^-- (.+) --\n", re.MULTILINE)


def parts(name: str) -> tuple[list[str], list[str], dict[str, str]]:
    """What a mini-site's text expects, what it allows beside that, and its files."""
    head, *rest = FILES.split((SITES / f"{name}.txt").read_text("utf-8"))
    lines = head.splitlines()
    expected = [line[8:] for line in lines if line.startswith("expect: ")]
    allowed = [line[5:] for line in lines if line.startswith("may: ")]
    return expected, allowed, dict(zip(rest[::2], rest[1::2], strict=True))


def put(root: Path, files: dict[str, str], late: bool) -> None:
    for path, text in files.items():
        is_late = path.startswith(("output/", "after-build "))
        if is_late != late:
            continue
        file = root / path.removeprefix("after-build ").removesuffix(" (gone)")
        if path.endswith(" (gone)"):
            file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def problems_in(name: str, root: Path, extra: dict[str, str] | None = None) -> list[Problem]:
    """What the inspection finds in a mini-site that was really built."""
    files = parts("BASE")[2] | (parts(name)[2] if name != "BASE" else {}) | (extra or {})
    put(root, files, late=False)
    request = BuildRequest(root=root, base_url=None, now=NOW, drafts=False)
    build(request, Options(out=root / "output"))
    put(root, files, late=True)
    return inspect(open_site(request), root / "output")


def matches(problem: Problem, expected: str) -> bool:
    place, rule, severity = expected.split(" ")
    where = f"{problem.path}:{problem.line}" if ":" in place else problem.path
    return fnmatchcase(where, place) and (problem.rule, problem.severity) == (rule, severity)


NAMES = sorted(path.stem for path in SITES.glob("*.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_a_broken_site_gets_exactly_the_expected_problems(name: str, tmp_path: Path) -> None:
    expected, allowed, files = parts(name)
    late = any(path.startswith("output/") for path in files)
    problems = problems_in(name, tmp_path)
    for wanted in expected:
        assert any(matches(p, wanted) for p in problems), f"{wanted} is not among {problems}"
    # What a mini-site lays over its output is, beside all else, not as huozi wrote it.
    allowed += [f"output/* {rule} warning" for rule in ("foreign-file", "altered-file") if late]
    for problem in problems:
        assert any(matches(problem, e) for e in (*expected, *allowed)), f"not expected: {problem}"


def test_an_article_in_another_script_is_one_line_however_long(tmp_path: Path) -> None:
    body = "這裡還沒有開門，門關著；書報與雜誌還沒有運來，讀書會後開張。\n\n" * 40
    article = f"---\ntitle: 書報雜誌運來後開張\nsection: 副刊\n---\n{body}"
    problems = problems_in("BASE", tmp_path, {"content/2025-03-20/01-03.md": article})
    warnings = [problem for problem in problems if problem.rule == "wrong-script"]
    of_article = [problem for problem in warnings if "/01-03/" in problem.path]
    assert [str(problem).split(" … ")[0] for problem in of_article] == [
        "output/2025/03-20/01-03/index.html:"
        f"{of_article[0].line}:1: 書 is not zh-Hans: 書報雜誌運來後開張"
    ]
    assert re.search(r"\(\d{3} places, characters: \S+\)", of_article[0].message)
    assert len(warnings) == len({problem.path for problem in warnings}) <= 4, warnings


def test_every_rule_has_its_broken_site() -> None:
    assert {rule.name for rule in RULES} == set(NAMES) - {"BASE"}


def test_every_rule_is_documented_with_its_severity() -> None:
    pages = [(ROOT / "docs" / name).read_text("utf-8") for name in ("rules.md", "rules.zh.md")]
    rules = [re.findall(r"^### `([a-z-]+)` · (\w+)$", page, re.MULTILINE) for page in pages]
    assert rules[0] == rules[1], "the Chinese twin has the same rules"
    documented = dict(rules[0])
    for rule in RULES:
        assert documented.get(rule.name) == rule.severity.value, rule.name
    named: set[str] = set()
    for path in (ROOT / "generator").rglob("*.py"):
        named |= set(re.findall(r'\brule="([a-z-]+)"', path.read_text("utf-8")))
    assert named <= set(documented), f"no paragraph in docs/rules.md: {named - set(documented)}"


@pytest.mark.parametrize("rule", sorted(set(NAMES) - {"BASE", "unused-silence"}))
def test_a_rule_is_silenced_by_name_for_a_file(rule: str, tmp_path: Path) -> None:
    problems = [p for p in problems_in(rule, tmp_path) if p.rule == rule]
    entries = ", ".join(f'"{rule}: {path}"' for path in sorted({p.path for p in problems}))
    site = (tmp_path / "site.toml").read_text("utf-8")
    (tmp_path / "site.toml").write_text(f"check.silence = [{entries}]\n{site}", "utf-8")
    request = BuildRequest(root=tmp_path, base_url=None, now=NOW, drafts=False)
    left = inspect(open_site(request), tmp_path / "output")
    assert problems
    assert [p for p in left if p.rule in (rule, "unused-silence")] == []


def test_an_article_settles_a_doubt_in_its_own_front_matter(tmp_path: Path) -> None:
    article = "---\ntitle: 春来\nsection: 付刊\nsettled: [unknown-section]\n---\n又一个春天来了。\n"
    problems = problems_in("BASE", tmp_path, {"content/2025-03-20/01-02.md": article})
    assert problems == []
