"""Feeds, sitemaps and what leads to them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lxml import etree

from tests.press.driver import Paper, difference
from tests.wire.conftest import FOLDERS

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def xml(paper: Paper, path: str) -> etree._Element:
    return etree.fromstring((paper.out / path).read_bytes())


def entries(paper: Paper, path: str) -> dict[str, dict[str, Any]]:
    """The entries of an Atom feed by title: its simple elements, in lists where repeated."""
    found = {}
    for entry in xml(paper, path).iter(f"{ATOM}entry"):
        fields: dict[str, Any] = {"authors": [e.text for e in entry.iter(f"{ATOM}name")]}
        fields |= {e.tag.removeprefix(ATOM): e.text for e in entry if e.text}
        found[fields["title"]] = fields
    return found


def locations(paper: Paper, path: str) -> list[str]:
    return [e.text or "" for e in xml(paper, path).iter(f"{MAP}loc")]


def test_a_feed_holds_the_edition_in_its_order_and_the_whole_text(built: Paper) -> None:
    found = entries(built, "feed.xml")
    assert list(found) == [
        "粮价平稳",
        "台风将至",
        "长篇连载",
        "桥上的孩子在放风筝",
        "两岸盼了十年 新桥通车 从此出门少绕三十里",
    ]
    assert found["台风将至"]["content"] == "<p>台风将至，请系好绳索。</p>"
    assert found["粮价平稳"]["summary"] == "春旱之年，粮价仍稳。"
    assert found["粮价平稳"]["authors"] == ["李文"]


def test_programs_that_sort_by_time_keep_the_editions_order(built: Paper) -> None:
    times = [fields["updated"] for fields in entries(built, "feed.xml").values()]
    today = [moment for moment in times if moment.startswith("2025-03-20T00")]
    assert today == sorted(today, reverse=True)
    assert len(set(times)) == len(times)


def test_links_in_a_text_lead_from_anywhere(built: Paper) -> None:
    bridge = next(v for k, v in entries(built, "feed.xml").items() if "新桥" in k)
    assert 'href="https://paper.example/repo/2025/03-20/01-01/"' in bridge["content"]
    assert 'href="https://paper.example/repo/2025/03-19/01-01/#fn1"' in bridge["content"]
    assert ' id="' not in bridge["content"]
    tw = next(iter(v for k, v in entries(built, "zh-hant-tw/feed.xml").items() if "新橋" in k))
    assert 'href="https://paper.example/repo/2025/03-20/01-01/zh-hant-tw/"' in tw["content"]


def test_whatever_stands_in_a_text_the_feed_stays_one(built: Paper) -> None:
    bridge = next(v for k, v in entries(built, "feed.xml").items() if "新桥" in k)
    assert "a &lt; b &amp;&amp; c ]]&gt; d" in bridge["content"]


def test_corrections_and_texts_in_print_only_are_noted_in_the_feed(built: Paper) -> None:
    found = entries(built, "zh-hant-hk/feed.xml")
    bridge = next(v for k, v in found.items() if "新橋" in k)
    assert "<b>更正</b> 2025-03-21 橋長應為一里半。" in bridge["content"]
    assert bridge["updated"].startswith("2025-03-21T00:")
    serial = next(v for k, v in found.items() if "長篇" in k)
    assert serial["content"] == "<p>本文僅見於印刷版。</p>"


def test_sections_and_authors_have_feeds_of_their_own(built: Paper) -> None:
    assert [k[-4:] for k in entries(built, "authors/李文/feed.xml")] == [
        "粮价平稳",
        "少绕三十里"[-4:],
    ]
    assert list(entries(built, "sections/副刊/zh-hant-tw/feed.xml")) == [
        "長篇連載",
        "橋上的孩子在放風箏",
    ]


def test_both_formats_have_the_same_entries(built: Paper) -> None:
    for folder in (*FOLDERS.values(), "authors/周南/", "sections/要闻/zh-hant-tw/"):
        atom = entries(built, folder + "feed.xml")
        feed = json.loads((built.out / folder / "feed.json").read_text("utf-8"))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert [item["title"] for item in feed["items"]] == list(atom)
        for item in feed["items"]:
            own = atom[item["title"]]
            assert (item["id"], item["content_html"]) == (own["id"], own["content"])
            assert (item["date_published"], item["date_modified"]) == (
                own["published"],
                own["updated"],
            )


def test_ids_stay_when_the_site_moves(paper: Paper) -> None:
    before = [fields["id"] for fields in entries(paper, "feed.xml").values()]
    assert before[0] == "tag:huozi,2025:trial.example:2025-03-20/01-01:zh-Hans"
    paper.replace("site.toml", "https://paper.example/repo/", "https://elsewhere.example/")
    paper.replace("site.toml", 'title = "试报"', 'title = "新试报"')
    paper.build()
    assert [fields["id"] for fields in entries(paper, "feed.xml").values()] == before


def test_a_feed_follows_a_word_deep_in_a_text(paper: Paper, tmp_path: Path) -> None:
    paper.replace("content/2025-03-19/01-01.md", "里程从此短了", "路程从此**短了**")
    written = paper.build().written
    assert {"feed.xml", "authors/李文/zh-hant-hk/feed.json"} <= set(written)
    assert "路程从此<strong>短了</strong>" in (paper.out / "feed.xml").read_text("utf-8")
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


def test_texts_that_are_lost_are_read_again(paper: Paper, tmp_path: Path) -> None:
    for file in (paper.root / ".huozi").rglob("*.bodies"):
        file.unlink()
    paper.replace("content/2025-03-20/01-01.md", "今年干旱", "今年大旱")
    paper.build()
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


def test_an_article_is_one_entry_of_its_months_sitemap_with_all_its_siblings(built: Paper) -> None:
    base = "https://paper.example/repo/"
    assert locations(built, "sitemap.xml") == [f"{base}sitemap-2025-03.xml"]
    assert locations(built, "sitemap-2025-03.xml") == [
        f"{base}2025/03-19/",
        f"{base}2025/03-19/01-01/",
        f"{base}2025/03-20/",
        *(f"{base}2025/03-20/{stem}/" for stem in ("01-01", "01-02", "02-01", "02-02")),
    ]
    url = xml(built, "sitemap-2025-03.xml")[1]
    assert url.findtext(f"{MAP}lastmod") == "2025-03-21"
    links = {link.get("hreflang"): link.get("href") for link in url.iter(LINK)}
    own = f"{base}2025/03-19/01-01/"
    assert links == {
        "zh-Hans": own,
        "zh-Hant-TW": f"{own}zh-hant-tw/",
        "zh-Hant-HK": f"{own}zh-hant-hk/",
        "x-default": own,
    }


def test_news_is_what_came_out_within_two_days(paper: Paper) -> None:
    assert [where[-18:] for where in locations(paper, "news-sitemap.xml")] == [
        f"/2025/03-{day}/" for day in ("20/01-01", "20/01-02", "20/02-01", "20/02-02", "19/01-01")
    ]
    entry = xml(paper, "news-sitemap.xml")[0]
    assert [e.text for e in entry.iter(f"{NEWS}title", f"{NEWS}language", f"{NEWS}name")] == [
        "试报",
        "zh-cn",
        "粮价平稳",
    ]
    paper.now = "2025-03-21T08:00:00+08:00"
    assert paper.build().written == ["news-sitemap.xml"]
    assert len(locations(paper, "news-sitemap.xml")) == 4
    paper.now = "2025-03-23T08:00:00+08:00"
    paper.build()
    assert locations(paper, "news-sitemap.xml") == []


def test_robots_txt_and_opensearch_are_complete(built: Paper) -> None:
    robots = (built.out / "robots.txt").read_text("utf-8")
    assert "Sitemap: https://paper.example/repo/sitemap.xml\n" in robots
    search = (built.out / "zh-hant-tw/opensearch.xml").read_text("utf-8")
    assert 'template="https://paper.example/repo/search/zh-hant-tw/?q={searchTerms}"' in search
    assert "<ShortName>試報</ShortName>" in search
