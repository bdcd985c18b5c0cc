"""How well pages (版) are made up: 200 generated pages, measured in Chromium.

    python -m benchmarks.makeup FOLDER [--editions 25] [--report FILE]

Eight kinds of pages: with pictures, of two stories, of thirty, of verse, of photos, with briefs.
Printed are, for each width of the window, the share of the page covered by ink (text, pictures,
headlines' boxes, on a raster of 8 px), columns of a story that end more than two lines apart, empty
squares of eight characters, clipped lines, bytes; and the time of a makeup.
"""

from __future__ import annotations

import argparse
import datetime as dt
import functools
import gzip
import http.server
import json
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, sync_playwright

from benchmarks import archive
from tests import chromium

NEWEST = dt.date(2025, 3, 20)
CLOCK = "2025-03-20T08:00:00+08:00"
SITE = 'title = "云州日报"\nbase_url = "https://paper.example/"\nscript = "zh-Hans"\n'
SECTIONS = ("要闻", "时政", "经济", "县区", "简讯", "文化", "副刊", "视界")
WIDTHS = (768, 1024, 1280, 1920)
CELL = 8
"""Pixels of the raster."""
HEADLINES = (
    "我市加快培育算力新质生产力",
    "把营商环境的“软实力”变成发展的“硬支撑”",
    "灵丘：黄芪种出好“钱景”",
    "万亩荒山披上新绿装",
    "市图书馆“夜读”活动走过第一百期",
    "专家谈春季养生：早睡早起、清淡饮食",
    "恒山脚下农家乐迎来首批外地游客",
    "老旧小区加装电梯 居民“一键直达”",
    "大张高铁日均发送旅客突破两万人次 铁路部门加开临客应对客流高峰",
    "凝心聚力服务发展大局 发挥优势主动担当作为",
    "真抓实干开拓进取 奋力谱写高质量发展新篇章",
    "暖",
    "从“煤都”到“数都”",
    "YF-102V发动机完成第5次试车",
    "今起，这些新规影响你我生活",
    "全省选手同台竞技 我市三人获一等奖",
    "《云冈纪事》首发式在市博物馆举行",
    "一季度全市规模以上工业增加值同比增长6.8%",
    "春耕备耕正当时 农技人员下田头",
    "公交15路、23路今起临时改道",
    "阳高杏花节四月十日开幕",
    "市政府常务会议研究部署安全生产、防汛备汛和城市更新工作",
    "小积分兑出大文明",
    "新春走基层：夜班司机的一碗热汤面",
    "习惯动手，更要动脑 中学生科技节侧记",
    "古城墙下，他守了三十年",
)
KICKERS = ("新春走基层·一线见闻", "深入贯彻党的二十届三中全会精神", "每周一评", "向“新”求质")
SUBTITLES = (
    "全市累计投运服务器68万台，年用电量突破43亿千瓦时",
    "全市十个县（区）实现基层医共体全覆盖",
    "——访浑源县委副书记、县长",
)
VERSE = (
    "云冈的佛，坐了一千五百年\\\n还在听武周川的水\\\n听一个孩子\\\n把母亲的名字念得很轻",
    "风从塞上来\\\n吹过矿灯、瓦檐和晾衣绳\\\n吹到春分这天\\\n忽然慢了下来",
    "有人说，城老了\\\n可城墙下的杏树\\\n每一年都开得\\\n像第一次那样慌张",
)
SHAPES = ((1200, 800), (1200, 675), (900, 1200), (1200, 900))


def picture(folder: Path, name: str, size: tuple[int, int], chance: random.Random) -> None:
    """A landscape, drawn."""
    width, height = size
    image = Image.new("RGB", size, (chance.randint(120, 200), 180, 220))
    draw = ImageDraw.Draw(image)
    for layer in range(1, 5):
        base = height * (40 + layer * 12) // 100
        points = [(0, height)]
        for step in range(13):
            points.append((width * step // 12, base - chance.randint(0, height // 8)))
        shade = 150 - layer * 28
        draw.polygon([*points, (width, height)], fill=(shade, shade + 12, shade))
    image.save(folder / name, quality=60)


def _text(chance: random.Random, characters: int) -> str:
    blocks: list[str] = []
    while sum(map(len, blocks)) < characters:
        count = chance.randint(1, 4)
        blocks.append("".join(chance.choices(archive.sentences(), k=count)))
    return "\n\n".join(blocks) + "\n"


def _story(chance: random.Random, kind: str, shot: str = "", words: int = 0) -> str:
    title = chance.choice(HEADLINES)
    lines = ["---"]
    if kind != "photo" or chance.random() < 0.7:
        lines.append(f"title: {json.dumps(title, ensure_ascii=False)}")
    if kind in ("photo", "brief"):
        lines.append(f"kind: {kind}")
    if kind == "article" and chance.random() < 0.2:
        lines.append(f"kicker: {chance.choice(KICKERS)}")
    if kind == "article" and chance.random() < 0.3:
        lines.append(f"subtitle: {chance.choice(SUBTITLES)}")
    if kind != "brief":
        lines.append("bylines:\n  - {roles: [记者], name: 韩云峰, house: 本报}")
    if shot:
        lines.append(f"images:\n  - {{file: {shot}, caption: 图为春天里的一瞬。, credit: 韩堃 摄}}")
    words = words or chance.choice((180, 300, 420, 600, 900, 1400))
    words = {"photo": chance.randint(50, 160), "brief": chance.randint(50, 110)}.get(kind, words)
    return "\n".join([*lines, "---", "", _text(chance, words)])


def _page(chance: random.Random, number: int, shots: Sequence[str]) -> Iterator[str]:
    """The articles of a page, by its number."""
    if number == 7:
        yield "---\ntitle: 武周川\nsection: 诗歌\n---\n\n" + "\n\n".join(VERSE) + "\n"
        yield from (_story(chance, "article", words=500) for _ in range(3))
        return
    if number == 8:
        yield from (_story(chance, "photo", chance.choice(shots)) for _ in range(4))
        return
    if number == 5:
        count = chance.choice((8, 14, 26))
        yield from (_story(chance, "article") for _ in range(4))
        yield from (_story(chance, "brief") for _ in range(count))
        return
    count = {1: chance.randint(5, 9), 2: 6, 3: chance.randint(4, 7), 4: 2}.get(number, 5)
    count = 30 if number == 3 and chance.random() < 0.1 else count
    for at in range(count):
        with_shot = number in (1, 6) and at in (0, 3)
        yield _story(chance, "article", chance.choice(shots) if with_shot else "")


def write(root: Path, editions: int) -> None:
    """Writes a paper of so many editions of eight pages."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "site.toml").write_text(SITE, "utf-8")
    for back in range(editions):
        day = NEWEST - dt.timedelta(days=back)
        chance = random.Random(day.toordinal())
        folder = root / "content" / day.isoformat()
        folder.mkdir(parents=True, exist_ok=True)
        names = "\n".join(f'{at:02d} = "{name}"' for at, name in enumerate(SECTIONS, 1))
        (folder / "edition.toml").write_text(f"[pages]\n{names}\n", "utf-8")
        shots = [f"p{at}.jpg" for at in range(len(SHAPES))]
        for name, size in zip(shots, SHAPES, strict=True):
            picture(folder, name, size, chance)
        for number in range(1, 9):
            for at, text in enumerate(_page(chance, number, shots), 1):
                (folder / f"{number:02d}-{at:02d}.md").write_text(text, "utf-8")


RECTS = """() => {
  const main = document.querySelector('main'), top = main.getBoundingClientRect();
  const inks = [], feet = [];
  const clip = new Map();
  const clipOf = (e) => {
    if (!clip.has(e)) {
      const style = getComputedStyle(e), over = e === main ? null : clipOf(e.parentElement);
      let box = over;
      if (style.overflowX !== 'visible') {
        const r = e.getBoundingClientRect();
        box = [r.left, r.top, r.right, r.bottom];
      }
      clip.set(e, box);
    }
    return clip.get(e);
  };
  const add = (r, e) => {
    const c = clipOf(e);
    let [a, b, x, y] = [r.left, r.top, r.right, r.bottom];
    if (c) {
      [a, b] = [Math.max(a, c[0]), Math.max(b, c[1])];
      [x, y] = [Math.min(x, c[2]), Math.min(y, c[3])];
    }
    if (x > a && y > b) inks.push([a - top.left, b - top.top, x - top.left, y - top.top]);
  };
  const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (!node.data.trim()) continue;
    range.selectNodeContents(node);
    for (const r of range.getClientRects()) add(r, node.parentElement);
  }
  for (const e of main.querySelectorAll('img, .hl')) add(e.getBoundingClientRect(), e);
  let clipped = 0, over = 0;
  for (const text of main.querySelectorAll('.makeup > :not([class*=verse]) > .text')) {
    const box = text.getBoundingClientRect(), ends = new Map();
    const line = parseFloat(getComputedStyle(text).lineHeight);
    let beyond = false;
    for (const p of text.children) for (const r of p.getClientRects()) {
      if (r.left > box.right) { beyond = true; continue; }
      const at = Math.round(r.left / 8);
      ends.set(at, Math.max(ends.get(at) || 0, Math.min(r.bottom, box.bottom)));
      if (r.bottom > box.bottom + line / 2) beyond = true;
    }
    const lows = [...ends.values()];
    const low = Math.min(...lows);
    feet.push([(Math.max(...lows) - low) / line, (box.bottom - low) / line]);
    const more = text.parentElement.querySelector('.more');
    const cut = more && getComputedStyle(more).display !== 'none';
    if (beyond && !cut) clipped++;
  }
  for (const head of main.querySelectorAll('.makeup .head')) {
    const r = head.getBoundingClientRect();
    for (const e of head.children) {
      const q = e.getBoundingClientRect();
      if (q.bottom > r.bottom + 14 || q.right > r.right + 18) over++;
    }
  }
  const em = parseFloat(getComputedStyle(document.querySelector('.makeup') || main).fontSize);
  const page = document.querySelector('.makeup')?.getBoundingClientRect() || top;
  const inner = [page.left, page.top, page.right, page.bottom];
  inner.forEach((side, at) => { inner[at] = side - (at % 2 ? top.top : top.left); });
  return {inner, width: top.width, height: top.height, inks, feet, clipped, over, em};
}"""


def raster(inks: Sequence[Sequence[float]], width: float, height: float) -> list[bytearray]:
    """The cells that ink covers."""
    across, down = int(width) // CELL, int(height) // CELL
    rows = [bytearray(across) for _ in range(down)]
    for left, top, right, bottom in inks:
        a, b = max(int(left) // CELL, 0), min(-(-int(right) // CELL), across)
        if b <= a:
            continue
        line = b"\x01" * (b - a)
        for row in range(max(int(top) // CELL, 0), min(-(-int(bottom) // CELL), down)):
            rows[row][a:b] = line
    return rows


def inside(rows: Sequence[bytearray], box: Sequence[float]) -> list[bytearray]:
    """The part of a raster in a box."""
    left, top, right, bottom = (int(side) // CELL for side in box)
    return [row[left:right] for row in rows[top:bottom]]


def empty_square(rows: Sequence[bytearray], side: int) -> bool:
    """Whether a square of so many cells has no ink."""
    across = len(rows[0]) if rows else 0
    above = [0] * across
    for row in rows:
        run = 0
        for at in range(across):
            above[at] = 0 if row[at] else above[at] + 1
            run = run + 1 if above[at] >= side else 0
            if run >= side:
                return True
    return False


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *words: object) -> None:
        pass


def serve(folder: Path) -> str:
    """Serves a folder; its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}/"


def measure(
    browser: Browser, origin: str, pages: Sequence[str], width: int, style: str = ""
) -> list[dict[str, Any]]:
    """What is measured of pages in a window of a width, with some styles added."""
    window = browser.new_page(viewport={"width": width, "height": 800})
    results = []
    for page in pages:
        window.goto(origin + page)
        if style:
            window.add_style_tag(content=style)
        data = window.evaluate(RECTS)
        rows = raster(data["inks"], data["width"], data["height"])
        cells = sum(map(len, rows))
        results.append(
            {
                "page": page,
                "width": width,
                "ink": sum(map(sum, rows)) / cells if cells else 0,
                "height": round(data["height"]),
                "feet": sum(1 for apart, _ in data["feet"] if apart > 2.4),
                "void": sum(1 for _, short in data["feet"] if short > 2.5),
                "empty": empty_square(inside(rows, data["inner"]), int(8 * data["em"] / CELL) + 1),
                "clipped": data["clipped"],
                "over": data["over"],
            }
        )
    window.close()
    return results


def report(results: Sequence[dict[str, Any]]) -> str:
    """The figures, a line for each width."""
    lines = []
    for width in sorted({row["width"] for row in results}):
        rows = [row for row in results if row["width"] == width]
        verse = [row["ink"] for row in rows if "/07/" in row["page"]]
        inks = sorted(row["ink"] for row in rows if "/07/" not in row["page"])
        total = {
            key: sum(row[key] for row in rows)
            for key in ("feet", "void", "empty", "clipped", "over")
        }
        lines.append(
            f"{width}: ink median {statistics.median(inks):.1%}, least {inks[0]:.1%}, below 60 %"
            f" {sum(1 for ink in inks if ink < 0.6)}; verse {statistics.median(verse):.1%},"
            f" least {min(verse):.1%}; height median"
            f" {statistics.median(row['height'] for row in rows):.0f}; {total}"
        )
    return "\n".join(lines)


def main() -> None:
    """Writes, builds, measures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--editions", type=int, default=25)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--widths", default=",".join(map(str, WIDTHS)))
    words = parser.parse_args()
    write(words.folder, words.editions)
    began = time.perf_counter()
    command = [sys.executable, "-m", "generator", "build", "--site", str(words.folder)]
    subprocess.run([*command, "--no-search", "--now", CLOCK, "--quiet"], check=True)
    output = words.folder / "output"
    pages = [
        f"{day:%Y/%m-%d}/{number:02d}/"
        for back in range(words.editions)
        for day in [NEWEST - dt.timedelta(days=back)]
        for number in range(1, 9)
    ]
    sizes = [len(gzip.compress((output / page / "index.html").read_bytes(), 9)) for page in pages]
    print(
        f"built in {time.perf_counter() - began:.1f} s; bytes of a page, compressed: median"
        f" {statistics.median(sizes):.0f}, most {max(sizes)}"
    )
    origin = serve(output)
    results = []
    with sync_playwright() as play:
        path = chromium.installed()
        browser = play.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        for width in map(int, words.widths.split(",")):
            results += measure(browser, origin, pages, width)
        browser.close()
    print(report(results))
    if words.report:
        words.report.write_text(json.dumps(results, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
