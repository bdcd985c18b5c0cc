"""The least a Python program of this kind can do, on one processor: read an article, render it,
convert it twice, put it into one small page, write three files.

    python -m benchmarks.floor SITE OUT
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import jinja2
import opencc
import yaml
from markdown_it import MarkdownIt

PAGE = (
    "<!doctype html><html lang={{ lang }}><title>{{ title }}</title><h1>{{ title }}</h1>"
    "{% for b in bylines %}<p>{{ b.name }}</p>{% endfor %}{{ html | safe }}</html>"
)


def main(site: Path, out: Path) -> float:
    """Milliseconds an article."""
    md = MarkdownIt("commonmark").enable("table")
    page = jinja2.Environment(autoescape=True).from_string(PAGE)
    scripts = [("zh-Hans", str), *((f"zh-{c}", opencc.OpenCC(c).convert) for c in ("s2tw", "s2hk"))]
    began, count = time.perf_counter(), 0
    for path in sorted((site / "content").glob("*/*.md")):
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        front = yaml.load(head, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        text = page.render(
            lang="zh", title=front["title"], bylines=front["bylines"], html=md.render(body)
        )
        for tag, convert in scripts:
            folder = out / path.parent.name / path.stem / tag
            folder.mkdir(parents=True)
            (folder / "index.html").write_text(convert(text), "utf-8")
        count += 1
    return (time.perf_counter() - began) / count * 1000


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), Path(sys.argv[2])))
