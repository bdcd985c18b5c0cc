"""The README's way from the first line to a published edition, typed into a terminal as it stands,
in a fresh copy of this repository."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.conftest import ROOT

BLOCK = re.compile(r"^( *)```sh\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
SERVING = re.compile(r"http://127\.0\.0\.1:\d+/")
MADE = (
    ".git",
    ".venv",
    ".huozi",
    "output",
    "*.egg-info",
    "__pycache__",
    ".*_cache",
    "node_modules",
    ".rivals",
    ".audit",
    ".hypothesis",
)


def commands(name: str) -> list[str]:
    """The lines of the shell blocks, each with its comment as a reader copies it."""
    text = (ROOT / name).read_text("utf-8")
    blocks = [textwrap.dedent(match[2]) for match in BLOCK.finditer(text)]
    return [line for block in blocks for line in block.splitlines() if line.strip()]


class Terminal:
    """A terminal with a shell in it, and a person before it."""

    def __init__(self, folder: Path) -> None:
        person = {
            "GIT_AUTHOR_NAME": "editor",
            "GIT_AUTHOR_EMAIL": "editor@paper.example",
            "GIT_COMMITTER_NAME": "editor",
            "GIT_COMMITTER_EMAIL": "editor@paper.example",
        }
        unset = (
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "VIRTUAL_ENV",
            "PYTHONPATH",
            "MAKEFLAGS",
            "MAKELEVEL",
        )
        env = {name: value for name, value in os.environ.items() if name not in unset} | person
        ours = str(Path(sys.executable).parent)
        env["PATH"] = os.pathsep.join(p for p in env["PATH"].split(os.pathsep) if p != ours)
        env |= {"PYTHON": os.path.realpath(sys.executable), "PS1": "", "TERM": "dumb", "PS2": ""}
        self.screen = ""
        self.process, self.line = pty.fork()
        if not self.process:
            os.chdir(folder)
            os.execvpe("bash", ["bash", "--noprofile", "--norc", "-i"], env)

    def type(self, text: str) -> None:
        os.write(self.line, text.encode())

    def read_until(self, pattern: re.Pattern[str], seconds: float) -> re.Match[str]:
        """What is said next that fits; what stands before it is passed over."""
        deadline = time.monotonic() + seconds
        while not (match := pattern.search(self.screen)):
            ready, _, _ = select.select([self.line], [], [], max(0, deadline - time.monotonic()))
            assert ready, f"not said in {seconds} s: {pattern.pattern}\n{self.screen}"
            self.screen += os.read(self.line, 65536).decode(errors="replace")
        self.screen = self.screen[match.end() :]
        return match

    def run(self, command: str, seconds: float = 300) -> None:
        """Types a command and waits for its end, which must be a good one."""
        before = self.screen
        self.type(f"{command}\n")
        self.type("echo END-$?-END\n")
        status = self.read_until(re.compile(r"END-(\d+)-END"), seconds)[1]
        assert status == "0", f"{command}: {status}\n{before}{self.screen}"

    def close(self) -> None:
        self.type("exit\n")
        os.close(self.line)
        os.waitpid(self.process, 0)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    made = shutil.ignore_patterns(*MADE)

    def left_out(folder: str, names: list[str]) -> set[str]:
        return {*made(folder, names), *(["build"] if Path(folder) == ROOT else [])}

    copy = shutil.copytree(ROOT, tmp_path / "huozi", ignore=left_out)
    (copy / "output").mkdir()
    terminal = Terminal(copy)
    yield terminal
    terminal.close()


@pytest.mark.slow
def test_every_command_of_the_readme_works(terminal: Terminal, tmp_path: Path) -> None:
    lines = commands("README.md")
    seen = []
    for line in lines:
        if not re.match(r"(make|huozi) serve\b", line):
            terminal.run(line)
            continue
        terminal.type(f"{line}\n")
        url = terminal.read_until(SERVING, 60)[0]
        if "#" in line and SERVING.search(line):  # the first is in the comment, echoed
            url = terminal.read_until(SERVING, 60)[0]
        terminal.read_until(re.compile(r"files changed"), 120)
        with urlopen(url, timeout=10) as answer:
            seen.append(answer.read().decode())
        terminal.type("\x03")
        terminal.run("true")
    assert ["大同日报" in page for page in seen] == [True, False]
    assert "我的日报" in seen[1] and "河畔书屋" in seen[1]
    paper = tmp_path / "mypaper"
    assert "我的日报" in (paper / "output" / "index.html").read_text("utf-8")
    assert "第一期" in (paper / ".git" / "COMMIT_EDITMSG").read_text("utf-8")


def test_both_readmes_give_the_same_commands() -> None:
    plain = [
        [re.sub(r"\s+#.*", "", line) for line in commands(name)]
        for name in ("README.md", "README.zh.md")
    ]
    assert plain[0] == plain[1]
    assert len(plain[0]) >= 10
