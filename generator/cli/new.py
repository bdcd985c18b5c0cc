"""``huozi new``: creates the folder of a newspaper that builds without further questions.

The files come from ``scaffold/``, with the words between ``@@`` replaced. The running huozi is
added as a wheel with its digest, so that publishing does not depend on a package index.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.cli import console, wheel
from generator.cli.clock import clock
from generator.model import site_file
from generator.model.problem import Stop, error
from generator.model.toml_edit import toml_string

HELP = "make a folder for a new paper: settings, an example page, the workflow that publishes it"
EXAMPLE = 'huozi new paper --title "大同日报" --script zh-Hans'

_SCAFFOLD = Path(__file__).parent / "scaffold"
_REQUIREMENTS = "requirements.txt"
_WORDS = {
    "zh-Hans": ("要闻", "关于本报", "这里写办报的人、联系方式和版权声明。", "{}数字报"),
    "zh-Hant": ("要聞", "關於本報", "這裡寫辦報的人、聯絡方式和版權聲明。", "{}數位報"),
}
_EXAMPLE = """\

The news of the first page are invented. When you have seen enough of them, delete `seeds/{0}/` and
`content/{0}/`.
"""
_EXAMPLE_ZH = """\

第一版的新闻是编的。看够了，删掉 `seeds/{0}/` 和 `content/{0}/` 即可。
"""


def add(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument(
        "folder", type=Path, metavar="DIR", help="the folder to make; an empty one will do"
    )
    parser.add_argument("--title", default="", help="the paper's name (default: the folder's)")
    parser.add_argument(
        "--script", default="zh-Hans", help="the script the paper is written in (default: zh-Hans)"
    )
    parser.add_argument("--base-url", default="", metavar="URL", help="where the site will stand")
    parser.add_argument(
        "--timezone",
        default="Asia/Shanghai",
        metavar="NAME",
        help="the paper's time zone (default: Asia/Shanghai)",
    )
    parser.add_argument("--empty", action="store_true", help="without the example page")
    parser.add_argument(
        "--renew",
        action="store_true",
        help="put the huozi that runs here into a paper that stands already: "
        "its wheel and requirements.txt, nothing else",
    )


def run(args: argparse.Namespace) -> int:
    """Creates the folder and returns the exit status."""
    target: Path = args.folder.resolve()
    if args.renew:
        files = _renew(target, args.folder)
        message = f"{args.folder} is made by this huozi from now on. Commit {', '.join(files)}"
    else:
        files = _create(target, args)
        message = f"{args.folder} is a paper now. Next:\n  cd {args.folder}\n  huozi serve"
    if args.json:
        console.print_json({"folder": str(target), "files": sorted(files)})
    elif not args.quiet:
        print(message)
    return 0


def _create(target: Path, args: argparse.Namespace) -> dict[str, bytes]:
    _refuse_full(target, args.folder)
    title = " ".join(args.title.split()) or target.name
    texts = paper(title, args.script, args.base_url, args.timezone, clock(None), empty=args.empty)
    _refuse_wrong(texts["site.toml"])
    files = {path: text.encode() for path, text in texts.items()} | installation()
    _install(target, files)
    return files


def _renew(target: Path, folder: Path) -> dict[str, bytes]:
    if not (target / site_file.FILE).is_file():
        hint = "--renew is for a paper that stands; huozi new makes one"
        raise Stop([error(str(folder), f"there is no {site_file.FILE} in it", hint, rule="new")])
    files = installation()
    old_wheels = [path for path in target.glob("huozi-*.whl") if path.name not in files]
    _install(target, files)
    for path in old_wheels:
        path.unlink()
    return files


def installation() -> dict[str, bytes]:
    """The wheel of the running huozi, and requirements.txt with it and its dependencies, all with
    digests: path → bytes."""
    packed = wheel.pack()
    lock = re.sub(r"\A(#.*\n)+", "", wheel.locked())  # without the header of the tool that wrote it
    words = {"WHEEL": wheel.NAME, "DIGEST": packed.digest, "LOCK": lock}
    text = _filled((_SCAFFOLD / _REQUIREMENTS).read_text("utf-8"), words)
    return {wheel.NAME: packed.data, _REQUIREMENTS: text.encode()}


def paper(
    title: str, script: str, base_url: str, zone: str, now: dt.datetime, *, empty: bool = False
) -> dict[str, str]:
    """The texts of a new paper: path → text. Invalid settings are written to site.toml
    unchanged."""
    page, about, about_text, sentence = _WORDS["zh-Hans" if script == "zh-Hans" else "zh-Hant"]
    try:
        local_time = now.astimezone(ZoneInfo(zone))
    except (KeyError, OSError, ValueError):  # reported when site.toml is checked
        local_time = now
    day = local_time.date().isoformat()
    words = {
        "NAME": title,
        "TITLE": toml_string(title),
        "DESCRIPTION": toml_string(sentence.format(title)),
        "BASE_URL": f"base_url = {toml_string(base_url)}"
        if base_url
        else '# base_url = "https://…/"',
        "TIMEZONE": toml_string(zone),
        "SCRIPT": toml_string(script),
        "PAGE": toml_string(page),
        "ABOUT": about,
        "ABOUT_TEXT": about_text,
        "DATE": day,
        "ZONE": zone,
        "MIDNIGHT": _cron(local_time, dt.time(0, 7)),
        "MORNING": _cron(local_time, dt.time(6, 37)),
        "EXAMPLE": "" if empty else _EXAMPLE.format(day),
        "EXAMPLE_ZH": "" if empty else _EXAMPLE_ZH.format(day),
    }
    seed = "seeds/zh-Hans.txt" if script == "zh-Hans" else "seeds/zh-Hant.txt"
    sources = {
        "site.toml": "site.toml",
        "names.toml": "names.toml",
        "glossary.toml": "glossary.toml",
        "README.md": "README.md",
        "README.zh.md": "README.zh.md",
        ".gitignore": "gitignore",
        ".github/workflows/publish.yml": "publish.yml",
        "pages/about.md": "pages/about.md",
    }
    if not empty:
        sources |= {f"seeds/{day}/01.txt": seed, f"seeds/{day}/edition.toml": "seeds/edition.toml"}
    return {
        path: _filled((_SCAFFOLD / source).read_text("utf-8"), words)
        for path, source in sources.items()
    }


def _filled(text: str, words: Mapping[str, str]) -> str:
    parts = text.split("@@")
    return "".join(words[part] if at % 2 else part for at, part in enumerate(parts))


def _cron(local_time: dt.datetime, time: dt.time) -> str:
    """The cron fields, in UTC, of a daily time in the paper's zone."""
    moment = dt.datetime.combine(local_time.date(), time, local_time.tzinfo).astimezone(dt.UTC)
    return f"{moment.minute} {moment.hour} * * *"


def _refuse_full(target: Path, folder: Path) -> None:
    if target.exists() and not target.is_dir():
        raise Stop([error(str(folder), "there is a file of that name", rule="new")])
    if target.is_dir() and any(entry.name != ".git" for entry in target.iterdir()):
        hint = "name a new folder, or an empty one"
        raise Stop([error(str(folder), "the folder is not empty", hint, rule="new")])


def _refuse_wrong(settings: str) -> None:
    _, problems = site_file.parse(settings)
    if problems:
        raise Stop(problems)


def _install(target: Path, files: Mapping[str, bytes]) -> None:
    """Writes all files to a temporary folder beside the target, then moves them in. Raises Stop."""
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".huozi-new-") as staging:
            for path, data in files.items():
                file = Path(staging, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            for entry in sorted(Path(staging).iterdir()):
                shutil.move(entry, target / entry.name)
    except OSError as fault:
        raise Stop(
            [error(str(target), f"cannot be written: {fault.strerror}", rule="unwritable")],
            status=1,
        ) from None
