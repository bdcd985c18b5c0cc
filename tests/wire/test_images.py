"""Pictures of an article: on its page, on the front, in feeds, and when they change."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

from lxml import html
from PIL import Image

from tests.press.driver import Paper, dangling, difference
from tests.wire.conftest import build_in

HERE = "content/2025-03-20/"
PAGE = "2025/03-20/01-01/"


def jpeg(width: int = 1000, height: int = 500, shade: int = 90) -> bytes:
    kept = BytesIO()
    Image.new("RGB", (width, height), (shade, 120, 60)).save(kept, "JPEG")
    return kept.getvalue()


def illustrated(folder: Path) -> Paper:
    paper = build_in(folder)
    paper.write(HERE + "粮仓.jpg", jpeg())
    paper.write(HERE + "plan.jpg", jpeg(300, 300))
    paper.replace(
        HERE + "01-01.md",
        "title: 粮价平稳\n",
        "title: 粮价平稳\nkind: photo\n"
        "images: [{file: 粮仓.jpg, alt: 粮仓里的麦子, caption: 满仓, credit: 李文 摄}]\n",
    )
    text = (paper.root / HERE / "01-01.md").read_text("utf-8")
    paper.write(HERE + "01-01.md", text.rstrip() + "\n\n![粮仓的图样](plan.jpg)\n")
    assert paper.build().status == 0
    return paper


def pictures(paper: Paper, path: str) -> list[html.HtmlElement]:
    tree = html.fromstring((paper.out / path / "index.html").read_bytes().decode())
    return list(tree.xpath("//main//img"))


def test_pictures_stand_in_their_sizes_with_words(tmp_path: Path) -> None:
    paper = illustrated(tmp_path)
    first, second = pictures(paper, PAGE + "zh-hant-tw")
    assert (first.get("width"), first.get("height"), first.get("alt")) == (
        "1000",
        "500",
        "糧倉裡的麥子",
    )
    assert first.get("loading") is None and second.get("loading") == "lazy"
    assert second.get("alt") == "糧倉的圖樣"
    assert re.fullmatch(r"\.\./\.\./[0-9a-f]{10}-1000\.jpg", first.get("src"))
    for image in (first, second):
        (source,) = image.xpath("ancestor::picture[1]//source")
        for chosen in (source, image):
            assert chosen.get("sizes")
            for part in chosen.get("srcset").split(", "):
                file, width = part.split(" ")
                path = (paper.out / PAGE / "zh-hant-tw" / file).resolve()
                with Image.open(path) as picture:
                    assert f"{picture.width}w" == width
                    assert (picture.format == "WEBP") is (chosen is source)
    assert dangling(paper.out) == []
    assert not list(paper.out.rglob("粮仓.jpg"))


def test_a_picture_on_the_front_is_put_off_until_it_is_near(tmp_path: Path) -> None:
    paper = illustrated(tmp_path)
    for path in ("", "2025/03-20", "2025/03-20/01"):
        (image,) = pictures(paper, path)
        assert image.get("loading") == "lazy" and image.get("width") == "1000"


def test_the_picture_is_in_open_graph_and_json_ld(tmp_path: Path) -> None:
    paper = illustrated(tmp_path)
    page = html.fromstring((paper.out / PAGE / "index.html").read_bytes().decode())
    (image,) = page.xpath('//meta[@property="og:image"]/@content')
    assert re.fullmatch(r"https://paper\.example/repo/2025/03-20/[0-9a-f]+-1000\.jpg", image)
    assert page.xpath('//meta[@property="og:image:alt"]/@content') == ["粮仓里的麦子"]
    told = json.loads(page.xpath('//script[@type="application/ld+json"]')[0].text)
    (article,) = [thing for thing in told["@graph"] if thing["@type"] == "NewsArticle"]
    assert article["image"] == [image]
    feed = json.loads((paper.out / "feed.json").read_text("utf-8"))
    (item,) = [one for one in feed["items"] if one["url"].endswith(PAGE)]
    assert image in item["content_html"] and item["image"] == image
    assert not re.findall(r'(?:src|srcset)="(?!https)', item["content_html"])


def test_another_picture_has_another_name_and_the_old_one_goes(tmp_path: Path) -> None:
    paper = illustrated(tmp_path)
    before = set(paper.out.rglob("*-*.jpg")) | set(paper.out.rglob("*-*.webp"))
    paper.replace(HERE + "01-01.md", "caption: 满仓", "caption: 满仓的麦子")
    assert not [path for path in paper.build().written if path.endswith((".jpg", ".webp"))]
    paper.write(HERE + "粮仓.jpg", jpeg(shade=10))
    paper.build()
    after = set(paper.out.rglob("*-*.jpg")) | set(paper.out.rglob("*-*.webp"))
    assert len(after) == len(before) == 6 and len(after & before) == 2
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


def test_a_cache_that_is_gone_changes_nothing(tmp_path: Path) -> None:
    paper = illustrated(tmp_path)
    paper.remove(".huozi/pictures")
    paper.replace(HERE + "01-01.md", "caption: 满仓", "caption: 仓满")
    assert not [path for path in paper.build().written if path.endswith((".jpg", ".webp"))]
    assert dangling(paper.out) == []


def test_an_edition_with_a_damaged_picture_stays_as_it_was(tmp_path: Path) -> None:
    paper = illustrated(tmp_path)
    before = paper.tree()
    paper.write(HERE + "plan.jpg", jpeg()[:400])
    report = paper.build()
    (problem,) = [one for one in report.problems if one.rule == "image-damaged"]
    assert problem.path == HERE + "01-01.md" and "plan.jpg" in problem.message
    text = (paper.root / HERE / "01-01.md").read_text("utf-8").splitlines()
    assert "plan.jpg" in text[problem.line - 1]
    assert report.status == 1 and difference(paper.tree(), before) == []


def test_a_picture_in_print_only_is_not_published(tmp_path: Path) -> None:
    paper = illustrated(tmp_path)
    paper.replace(HERE + "01-01.md", "kind: photo\n", "kind: photo\nrights: {offline: false}\n")
    paper.build()
    assert not list(paper.out.rglob("*-*.jpg")) and not list(paper.out.rglob("*-*.webp"))
    assert dangling(paper.out) == []
