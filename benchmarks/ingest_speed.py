"""How many pages a second ingest reads, on a generated year of a newspaper.

    python -m benchmarks.ingest_speed            365 editions of 8 pages
    python -m benchmarks.ingest_speed --editions 20

Prints pages per second of processor time and of the clock for a first run, for a run where nothing
changed, and for one where one seed did; `--json` for a machine. The pages are of every form that
ingest knows: marked and unmarked, Simplified, dispatches, features, briefs, photos, jumps, columns
with their lines kept.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import tempfile
import time
from pathlib import Path

from generator.content import markdown
from generator.ingest import ingest
from generator.model import site_file

CLAUSES = (
    "城南的新桥昨日建成通车",
    "沿岸的居民早早来到桥头",
    "工程前后用了三年时间",
    "总投资5.17亿元,比预算节省了3%",
    "农户们忙着选种备肥",
    "市里组织技术人员下到田间",
    "今年的春耕比往年早了一周",
    "全市共出动农机1,200余台",
    "图书馆从下周起延长开放",
    "阅览室(二楼)新添座位三百个",
    "读者可以凭身份证入馆",
    "开放时间为8:30-21:00",
    "老街的改造保留了青砖灰瓦",
    "店铺陆续搬了回来",
    "游客说这里又有了烟火气",
    "夜里的灯光把城墙照得通明",
    "医院引进了新的检查设备",
    "排队的时间缩短了一半",
    "志愿者在大厅里为老人引路",
    "这是今年第三批投用的设备",
)
HEADS = (
    "城南新桥建成通车",
    "春耕忙 田野新",
    "图书馆延长开放到晚九点",
    "老街焕新颜",
    "看病不再排长队",
    "全市项目建设提速增效",
    "一座古城的新生活",
    "让好政策落到田间地头",
    "夜经济点亮小城",
    "三百个座位等你来",
)
NAMES = ("王明", "李大华", "周静", "何青", "张小满", "刘洋", "陈晨", "赵敏")
MANY = 8


def paragraph(chance: random.Random, clauses: int) -> str:
    return ",".join(chance.choice(CLAUSES) for _ in range(clauses)) + "。"


def body(chance: random.Random, paragraphs: int) -> list[str]:
    made = []
    for _ in range(paragraphs):
        text = paragraph(chance, chance.randint(4, 14))
        if chance.random() < 0.12 and len(text) > 60:
            # A column ends in the middle of a word.
            at = len(text) // 2
            made += [text[:at], text[at:]]
        else:
            made.append(text)
    return made


def news(chance: random.Random, mark: str) -> list[str]:
    name = chance.choice(NAMES)
    other, day = chance.choice(NAMES), chance.randint(1, 28)
    openings = (
        f"本报讯(记者 {name})",
        f"本报讯（通讯员{name} 记者 {other}）",
        "本报讯 日前,",
        f"新华社西安3月18日电（记者{name}、{other}）",
        f"据新华社北京3月{day}日电 ",
        f"【本报太原讯】记者{name}报道：",
    )
    text = body(chance, chance.randint(2, 5))
    return [f"{mark}{chance.choice(HEADS)}", "", chance.choice(openings) + text[0], *text[1:]]


def feature(chance: random.Random, mark: str) -> list[str]:
    made = [f"{mark}{chance.choice(HEADS)}", f"{mark and '#' + mark}——{chance.choice(HEADS)}纪实"]
    made.append(f"□ 本报记者 {chance.choice(NAMES)} {chance.choice(NAMES)}")
    for title in ("一、产业怎么选", "二、人才怎么来", "三、下一步怎么干"):
        made += body(chance, 2) + ([f"#{mark}{title}"] if mark else [title])
    return [*made, *body(chance, 2), chance.choice(("(下转第三版)", "（完）", ""))]


def photo(chance: random.Random, mark: str) -> list[str]:
    caption = paragraph(chance, 4) + "图为现场。"
    return ["", "", caption, f"本报记者 {chance.choice(NAMES)}摄", "", ""]


def briefs(chance: random.Random, mark: str) -> list[str]:
    return [f"{mark}简讯", *(f"△ {paragraph(chance, 3)}" for _ in range(4))]


def column(chance: random.Random, mark: str) -> list[str]:
    text = "".join(body(chance, 2))
    lines = [text[at : at + 17] for at in range(0, len(text), 17)]
    return [f"{mark}{chance.choice(HEADS)}", f"本报记者 {chance.choice(NAMES)}", *lines]


def page(chance: random.Random) -> str:
    mark = chance.choice(("# ", "## ", ""))
    kinds = chance.choices((news, feature, photo, briefs, column), (8, 2, 1, 1, 0.3), k=MANY)
    lines = [line for kind in kinds for line in ["", *kind(chance, mark)]]
    joined = "\n\n" if chance.random() < 0.7 else "\n"
    return joined.join(lines) + f"\n\n责编：{chance.choice(NAMES)} 校对：{chance.choice(NAMES)}\n"


def write_year(root: Path, editions: int) -> int:
    """Writes the seeds; how many characters."""
    chance = random.Random(7)
    (root / "site.toml").write_text('title = "晚报"\n', "utf-8")
    size = 0
    for day in range(editions):
        folder = root / "seeds" / str(dt.date(2025, 1, 1) + dt.timedelta(days=day))
        folder.mkdir(parents=True)
        for number in range(1, 9):
            text = page(chance)
            size += len(text)
            (folder / f"{number:02d}.txt").write_text(text, "utf-8")
    return size


def timed(root: Path) -> dict[str, float]:
    site, _ = site_file.parse((root / "site.toml").read_text("utf-8"))
    assert site is not None
    wall, cpu = time.perf_counter(), time.process_time()
    report = ingest(root, site)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    faults = [p for p in report.problems if p.severity == "error"]
    assert not faults, faults[0]
    return {"pages": len(report.read), "files": len(report.written), "wall": wall, "cpu": cpu}


def yardstick(root: Path) -> float:
    """Seconds of processor time to render the same pages as Markdown once: what no reader of
    pages that checks its work can do without."""
    pages = [seed.read_text("utf-8") for seed in root.glob("seeds/*/*.txt")]
    start = time.process_time()
    for text in pages:
        markdown.parse(text).document.to_html()
    return time.process_time() - start


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--editions", type=int, default=365)
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        size = write_year(root, given.editions)
        render = yardstick(root)
        runs = {"first": timed(root), "nothing changed": timed(root)}
        seed = next((root / "seeds").glob("*/03.txt"))
        seed.write_text(seed.read_text("utf-8") + "\n# 补记\n\n本报讯 日前,又一条。\n", "utf-8")
        runs["one seed changed"] = timed(root)
    if given.json:
        print(json.dumps({"characters": size, "render": render, "runs": runs}))
        return
    pages = given.editions * 8
    ratio = runs["first"]["cpu"] / render
    print(f"ingest costs {ratio:.1f} times what rendering the same pages as Markdown costs")
    print(f"{given.editions} editions, {pages} pages, {size / pages:.0f} characters a page")
    for name, run in runs.items():
        rate = (
            f"{run['pages'] / run['cpu']:.0f} pages/s of processor time, "
            if name == "first"
            else ""
        )
        print(
            f"{name}: {run['pages']:.0f} pages read, {run['files']:.0f} files written, "
            f"{rate}{run['cpu']:.2f} s processor, {run['wall']:.2f} s"
        )


if __name__ == "__main__":
    main()
