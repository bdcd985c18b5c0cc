"""An editor who does anything, in any order: the edits of a long run of random steps.

Each edit is a plain function of the paper and a source of chance; it says in a word what it did.
No edit makes an address clash or breaks a file: what those do has tests of its own.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import re
from collections.abc import Callable
from pathlib import Path

from tests.press.driver import Paper

WORDS = ("干旱", "头发", "发现", "里程", "台风", "后面", "皇后", "一只", "面条", "表面")
NAMES = ("李文", "周南", "范里", "钟后", "王干")
TAGS = ("春天", "后天", "NBA", "nba", "ＮＢＡ杯", "nba杯")
"""Some differ in case or width alone: one list."""
SECTIONS = ("要闻", "副刊", "体育", "台海")


def sentence(chance: random.Random) -> str:
    return "，".join(chance.choices(WORDS, k=chance.randint(2, 5))) + "。"


def body(chance: random.Random) -> str:
    blocks = [sentence(chance) * chance.choice((1, 1, 3, 40)) for _ in range(chance.randint(1, 4))]
    if chance.random() < 0.3:
        blocks.insert(1, "## " + chance.choice(WORDS))
    if chance.random() < 0.1:
        blocks.append("| 甲 | 乙 |\n| --- | --- |\n| **干** | 里[^1] |\n\n[^1]: 注。")
    return "\n\n".join(blocks) + "\n"


def article(chance: random.Random) -> str:
    lines = [f"title: {''.join(chance.choices(WORDS, k=2))}"]
    if chance.random() < 0.5:
        lines.append(f"bylines:\n  - {{roles: [记者], name: {chance.choice(NAMES)}}}")
    for key, words in (("section", SECTIONS), ("kicker", WORDS), ("tags", TAGS)):
        if chance.random() < 0.3:
            word = chance.choice(words)
            lines.append(f"{key}: [{word}]" if key == "tags" else f"{key}: {word}")
    return "---\n" + "\n".join(lines) + "\n---\n" + body(chance)


def _articles(paper: Paper) -> list[str]:
    return sorted(
        path.relative_to(paper.root).as_posix() for path in paper.root.glob("content/*/*-*.md")
    )


def _editions(paper: Paper) -> list[str]:
    return sorted(path.name for path in (paper.root / "content").iterdir())


def _free(paper: Paper, chance: random.Random) -> str:
    """A file name for an article that has no number yet, on some page of some edition."""
    edition = chance.choice(_editions(paper))
    number = 1 + max(
        (int(p.name.split("-")[1][:2]) for p in (paper.root / "content" / edition).glob("*-*.md")),
        default=0,
    )
    return f"content/{edition}/{chance.choice(('01', '02', 'A03'))}-{number:02d}.md"


def change_a_body(paper: Paper, chance: random.Random) -> str:
    path = chance.choice(_articles(paper))
    head, _, _ = (paper.root / path).read_text("utf-8").partition("\n---\n")
    paper.write(path, head + "\n---\n" + body(chance))
    return f"the body of {path}"


def change_front_matter(paper: Paper, chance: random.Random) -> str:
    path = chance.choice(_articles(paper))
    line = chance.choice(
        (
            f"title: {chance.choice(WORDS)}",
            f"section: {chance.choice(SECTIONS)}",
            "rank: 5",
            f"subtitle: {chance.choice(WORDS)}",
            "draft: true",
            "incomplete: true",
            "publish_at: 2025-04-02 06:00",
            "expires: 2025-04-03 06:00",
            "withdrawn: {date: 2025-03-30, reason: 有误}",
            "rights: {offline: false}",
            f"bylines:\n  - {{roles: [作者], name: {chance.choice(NAMES)}}}",
            f"tags: [{chance.choice(TAGS)}]",
            "updated: 2025-03-31 12:00",
            f"aliases: [/old/{chance.randint(0, 10**9)}/]",
            "images:\n  - {file: /photo.png, alt: 里程碑, caption: 钟表}",
            "corrections: [{date: 2025-03-31, text: 昨日有误}]",
            "convert: {keep: [里程]}",
            'see: ["02"]',
            'jump: {to: "02"}',
        )
    )
    key = line.partition(":")[0]
    text = (paper.root / path).read_text("utf-8")
    text = re.sub(rf"(?m)^{key}:.*\n(?:  .*\n)*", "", text)
    paper.write(path, text.replace("---\n", f"---\n{line}\n", 1))
    return f"{line!r} in {path}"


def take_front_matter_out(paper: Paper, chance: random.Random) -> str:
    path = chance.choice(_articles(paper))
    text = (paper.root / path).read_text("utf-8")
    text = re.sub(r"(?m)^(draft|publish_at|expires|withdrawn|aliases|rights):.*\n", "", text)
    paper.write(path, text)
    return f"what hides {path}"


def add_an_article(paper: Paper, chance: random.Random) -> str:
    path = _free(paper, chance)
    paper.write(path, article(chance))
    return f"new {path}"


def remove_an_article(paper: Paper, chance: random.Random) -> str:
    if len(_articles(paper)) < 3:
        return "nothing"
    path = chance.choice(_articles(paper))
    paper.remove(path)
    return f"no {path}"


def move_an_article(paper: Paper, chance: random.Random) -> str:
    path, to = chance.choice(_articles(paper)), _free(paper, chance)
    paper.move(path, to)
    return f"{path} → {to}"


def add_an_edition(paper: Paper, chance: random.Random) -> str:
    if len(_editions(paper)) > 5:
        return "nothing"
    date = dt.date(2024, 12, 28) + dt.timedelta(days=chance.choice((0, 1, 4, 40, 86, 96, 97, 400)))
    edition = f"{date}{chance.choice(('', '', '-evening'))}"
    paper.write(f"content/{edition}/01-01.md", article(chance))
    if chance.random() < 0.5:
        paper.write(f"content/{edition}/edition.toml", f'[pages]\n01 = "{chance.choice(SECTIONS)}"')
    return f"new {edition}"


def remove_an_edition(paper: Paper, chance: random.Random) -> str:
    if len(_editions(paper)) < 3:
        return "nothing"
    edition = chance.choice(_editions(paper))
    paper.remove(f"content/{edition}")
    return f"no {edition}"


def move_an_edition(paper: Paper, chance: random.Random) -> str:
    edition = chance.choice(_editions(paper))
    to = str(dt.date(2025, 3, 1) + dt.timedelta(days=chance.randint(0, 30)))
    if (paper.root / "content" / to).exists():
        return "nothing"
    paper.move(f"content/{edition}", f"content/{to}")
    return f"{edition} → {to}"


def change_an_editions_facts(paper: Paper, chance: random.Random) -> str:
    edition = chance.choice(_editions(paper))
    script = chance.choice(("", "", "", 'script = "zh-Hant-TW"\n'))
    paper.write(
        f"content/{edition}/edition.toml",
        f'issue = "{chance.randint(1, 9)}"\n{script}[pages]\n01 = "{chance.choice(SECTIONS)}"\n'
        f'[credits]\n01 = ["责编：{chance.choice(NAMES)}"]\n',
    )
    return f"facts of {edition}"


def change_the_words(paper: Paper, chance: random.Random) -> str:
    word = chance.choice(WORDS)
    if chance.random() < 0.5:
        paper.write("glossary.toml", f'[[term]]\nhans = "{word}"\nhant = "換{len(word)}"\n')
    else:
        name = chance.choice(NAMES)
        paper.write("names.toml", f'[[person]]\nhans = "{name}"\nhant = "{name}"\n')
    return "glossary or names"


def change_the_theme(paper: Paper, chance: random.Random) -> str:
    word = chance.choice(WORDS)
    paper.write("themes/own/theme.toml", 'extends = "default"\n')
    kind = chance.choice(("archive", "style", "search", "month"))
    if kind == "style":
        paper.write("themes/own/assets/style.css", f":root{{--word:{word}}}")
    else:
        paper.write(f"themes/own/templates/{kind}.html", f"<p>{word} {{{{ view.frame.site }}}}</p>")
    return f"theme: {kind}"


def change_the_settings(paper: Paper, chance: random.Random) -> str:
    variants = chance.choice(
        (
            '["zh-Hans", "zh-Hant-TW", "zh-Hant-HK"]',
            '["zh-Hans", "zh-Hant"]',
            '["zh-Hant-HK"]',
        )
    )
    theme = "own" if (paper.root / "themes/own/theme.toml").exists() else "default"
    base = chance.choice(("https://paper.example/", "https://paper.example/repo/", ""))
    slugs = '[slugs]\n"要闻" = "news"\n' if chance.random() < 0.5 else ""
    paper.write(
        "site.toml",
        f'title = "{chance.choice(("试报", "里报"))}"\nbase_url = "{base}"\ntheme = "{theme}"\n'
        f'variants = {variants}\nfooter = ["{chance.choice(WORDS)}"]\n'
        f"press_forms = {chance.choice(('true', 'false'))}\n{slugs}",
    )
    return "settings"


def change_what_stands_alone(paper: Paper, chance: random.Random) -> str:
    path = chance.choice(("pages/about.md", "pages/legal.md", "static/photo.png", "static/a/b.txt"))
    if (paper.root / path).exists() and chance.random() < 0.4:
        paper.remove(path)
        return f"no {path}"
    text = sentence(chance)
    paper.write(path, f"---\ntitle: {text[:2]}\n---\n{text}\n" if path.endswith("md") else text)
    return path


def turn_the_clock(paper: Paper, chance: random.Random) -> str:
    day = dt.date(2025, 3, 15) + dt.timedelta(days=chance.choice((0, 5, 17, 18, 19, 400)))
    paper.now = f"{day}T08:00:00+08:00"
    return f"it is {day}"


def touch_everything(paper: Paper, chance: random.Random) -> str:
    for path in paper.root.glob("content/*/*"):
        os.utime(path, (chance.randint(1, 10**9), chance.randint(1, 10**9)))
    return "times of all files"


def _made(paper: Paper) -> list[Path]:
    return sorted(path for path in paper.out.rglob("*") if path.is_file())


def lose_a_file(paper: Paper, chance: random.Random) -> str:
    path = chance.choice(_made(paper))
    path.unlink()
    return f"{path.relative_to(paper.out)} lost"


def lose_the_state(paper: Paper, chance: random.Random) -> str:
    state = paper.root / ".huozi" / "output.sqlite"
    if chance.random() < 0.5:
        state.unlink()
        return "the state lost"
    size = state.stat().st_size
    with state.open("r+b") as file:
        file.seek(chance.choice((0, 20, size // 2)))
        file.write(b"\xff" * 4096)
    return "the state damaged"


EDITS: tuple[tuple[int, Callable[[Paper, random.Random], str]], ...] = (
    (6, change_a_body),
    (8, change_front_matter),
    (2, take_front_matter_out),
    (4, add_an_article),
    (2, remove_an_article),
    (3, move_an_article),
    (4, add_an_edition),
    (2, remove_an_edition),
    (2, move_an_edition),
    (2, change_an_editions_facts),
    (2, change_the_words),
    (2, change_the_theme),
    (2, change_the_settings),
    (2, change_what_stands_alone),
    (4, turn_the_clock),
    (1, touch_everything),
)
"""What an editor does, and how often."""
MISHAPS = ((2, lose_a_file), (1, lose_the_state))
"""What befalls the output; what is written then is more than what the edits changed."""


def edit(paper: Paper, chance: random.Random) -> tuple[str, bool]:
    """One random edit, or several at once; what it was, and whether it was a mishap."""
    if chance.random() < 0.06:
        weights, mishaps = zip(*MISHAPS, strict=True)
        return chance.choices(mishaps, weights)[0](paper, chance), True
    weights, edits = zip(*EDITS, strict=True)
    chosen = chance.choices(edits, weights, k=chance.choice((1, 1, 1, 2, 4)))
    return " + ".join(one(paper, chance) for one in chosen), False
