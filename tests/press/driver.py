"""A newspaper in one string, edited and built by a test that then asks what was written.

    -- content/2025-03-20/01-01.md --
    ---
    title: 新桥通车
    ---
    桥长一里。

Builds run huozi itself, on a real disk, with real conversion and the real theme.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from generator.build.engine import Options
from generator.build.report import Report
from generator.build.scan import Scope
from generator.content import git
from generator.pages.newspaper import build, merge
from generator.pages.site_context import BuildRequest

NOW = "2025-04-01T08:00:00+08:00"
SITE = """\
-- site.toml --
title = "试报"
base_url = "https://paper.example/"
-- pages/about.md --
---
title: 关于我们
---
一份试着印的报纸。
-- static/robots-note.txt --
noted
"""
PAPER = (
    SITE
    + """\
-- content/2025-03-19/edition.toml --
issue = "6"
[pages]
01 = "要闻"
02 = "副刊"
-- content/2025-03-19/01-01.md --
---
title: 新桥通车
bylines:
  - {roles: [记者], name: 李文, house: 本报}
---
桥长一里，车来车往。

## 两岸

里程从此短了。
-- content/2025-03-19/02-01.md --
---
title: 春来
section: 副刊
bylines:
  - {roles: [作者], name: 周南}
tags: [春天]
---
头发白了，发现春天又来了。
-- content/2025-03-20/edition.toml --
[pages]
01 = "要闻"
-- content/2025-03-20/01-01.md --
---
title: 粮价平稳
bylines:
  - {roles: [记者], name: 李文, house: 本报}
---
今年干旱，粮价平稳。
-- content/2025-03-20/01-02.md --
---
title: 台风将至
---
台风将至，请系好绳索。
"""
)


def files_in(text: str) -> dict[str, str]:
    """The files of a string: each after a line ``-- its path --``."""
    parts = re.split(r"(?m)^-- (.+) --\n", text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


class Paper:
    """A small newspaper on disk."""

    def __init__(self, folder: Path, text: str = PAPER) -> None:
        self.root = folder
        self.now = NOW
        for path, content in files_in(text).items():
            self.write(path, content)

    @property
    def out(self) -> Path:
        return self.root / "output"

    # -- editing ---------------------------------------------------------------------------

    def write(self, path: str, content: str | bytes) -> None:
        """Writes a source file, as an editor would."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def replace(self, path: str, old: str, new: str) -> None:
        """Changes words of a source file; they must stand there."""
        text = (self.root / path).read_text("utf-8")
        assert old in text, f"{old} does not stand in {path}"
        self.write(path, text.replace(old, new))

    def remove(self, path: str) -> None:
        """Removes a source file or folder."""
        file = self.root / path
        shutil.rmtree(file) if file.is_dir() else file.unlink()

    def move(self, path: str, to: str) -> None:
        """Moves a source file or folder."""
        (self.root / to).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).rename(self.root / to)

    # -- building --------------------------------------------------------------------------

    def request(self, root: Path | None = None) -> BuildRequest:
        root = root or self.root
        return BuildRequest(
            root=root,
            base_url=None,
            now=dt.datetime.fromisoformat(self.now),
            drafts=False,
        )

    def build(
        self,
        *,
        only: str = "",
        cloned: bool = False,
        clean: bool = False,
        jobs: int = 1,
        ask: str = "",
        progress: Callable[[str, int, int], None] | None = None,
    ) -> Report:
        """Builds ``output/``; in a clone as the workflow does, which asks version control."""
        trees = git.trees(self.root, "content") if cloned else {}
        options = Options(
            out=self.out,
            scope=Scope(only=only, trees=trees),
            clean=clean,
            jobs=jobs,
            ask=ask,
            progress=progress,
        )
        return build(self.request(), options)

    def build_into(self, out: Path) -> Report:
        """Builds into another folder than ``output/``."""
        return build(self.request(), Options(out=out))

    def merge(self, parts: Sequence[Path]) -> Report:
        """Merges parts of the archive into ``output/``."""
        return merge(self.request(), Options(out=self.out), parts)

    def tree(self) -> dict[str, bytes]:
        """What stands in ``output/``."""
        return tree(self.out)

    def clean_tree(self, elsewhere: Path, *, jobs: int = 1) -> dict[str, bytes]:
        """What a build of the same sources gives that knows nothing of an earlier one."""
        shutil.rmtree(elsewhere, ignore_errors=True)
        copy_sources(self.root, elsewhere)
        build(self.request(elsewhere), Options(out=elsewhere / "output", jobs=jobs))
        return tree(elsewhere / "output")


def copy_sources(root: Path, to: Path) -> None:
    """Copies a site without what huozi makes of it."""
    shutil.copytree(
        root, to, ignore=lambda at, names: [n for n in names if Path(at) == root and made(n)]
    )


def made(name: str) -> bool:
    """Whether a name in a site's folder is huozi's own."""
    return name in (".huozi", "output") or name.startswith(".output.")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    found = {}
    for at, _, names in os.walk(folder):
        for name in names:
            path = Path(at, name)
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def difference(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Paths whose bytes differ, or that stand in one only."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {"a": "href", "link": "href", "script": "src", "img": "src", "source": "src"}
        external = (tag == "link" and ("rel", "canonical") in attrs) or (
            "rel",
            "alternate",
        ) in attrs
        sizes = (value or "" for name, value in attrs if name == "srcset")
        self.targets += [part.split()[0] for each in sizes for part in each.split(",")]
        self.targets += [
            value for name, value in attrs if name == names.get(tag) and value and not external
        ]


def dangling(
    folder: Path,
    but: tuple[str, ...] = ("assets/", "search/"),
    known: Iterable[str] | None = None,
    going: Collection[str] = (),
) -> list[str]:
    """Links between the pages of an output that lead nowhere; those into folders that another
    stage makes are left out. Where a build was cut off, only what a reader can come to counts:
    from the pages he may ``know``, link by link. Pages that are ``going`` in the same release name
    each other, and are deleted one after the other."""
    files = tree(folder)
    waiting = [path for path in (files if known is None else known) if path in files]
    seen, lost = set(waiting), []
    while waiting:
        path = waiting.pop()
        # 404.html stands at any depth: its links begin with the base address.
        if not path.endswith(".html") or path.startswith(but) or path == "404.html":
            continue
        for link, file in _links(path, files[path]):
            if file not in files and not file.startswith(but):
                if path in going and file in going:
                    continue
                lost.append(f"{path} → {link}")
            elif file in files and file not in seen:
                seen.add(file)
                waiting.append(file)
    return lost


def _links(path: str, page: bytes) -> Iterator[tuple[str, str]]:
    """A page's links to files of its own site."""
    links = _Links()
    links.feed(page.decode())
    for link in links.targets:
        target = urlsplit(urljoin(f"http://own/{path}", link))
        if target.netloc == "own" and target.path:
            file = unquote(target.path)[1:]
            yield link, file + ("index.html" if file.endswith("/") or not file else "")
