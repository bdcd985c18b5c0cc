"""JSON-LD, Open Graph and links in the head of an article's page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lxml import html

from tests.press.driver import Paper
from tests.wire.conftest import FOLDERS

BASE = "https://paper.example/repo/"


def page(paper: Paper, path: str) -> html.HtmlElement:
    return html.fromstring((paper.out / path / "index.html").read_bytes().decode())


def told(paper: Paper, path: str) -> dict[str, dict[str, Any]]:
    """The JSON-LD of a page, by type."""
    scripts = page(paper, path).xpath("//script[@type='application/ld+json']/text()")
    found = [fields for script in scripts for fields in json.loads(script)["@graph"]]
    return {fields["@type"]: fields for fields in found}


def graph(paper: Paper, path: str) -> dict[str, str]:
    return {
        m.get("property"): m.get("content") for m in page(paper, path).xpath("//meta[@property]")
    }


def test_json_ld_has_every_printed_fact(built: Paper) -> None:
    article = told(built, "2025/03-19/01-01")["NewsArticle"]
    assert article == {
        "@type": "NewsArticle",
        "headline": "新桥通车",
        "alternativeHeadline": "两岸盼了十年 从此出门少绕三十里",
        "datePublished": "2025-03-19T00:00:00+08:00",
        "dateModified": "2025-03-21T00:00:00+08:00",
        "author": [
            {
                "@type": "Person",
                "name": "李文",
                "url": f"{BASE}authors/%E6%9D%8E%E6%96%87/",
            }
        ],
        "dateline": "西安 2025-03-18",
        "printEdition": "2025-03-19",
        "printPage": "01",
        "printSection": "要闻",
        "articleSection": "要闻",
        "inLanguage": "zh-Hans",
        "isPartOf": {
            "@type": "PublicationIssue",
            "@id": f"{BASE}2025/03-19/",
            "issueNumber": "6",
        },
        "publisher": {"@type": "NewsMediaOrganization", "name": "试报社"},
        "correction": [
            {
                "@type": "CorrectionComment",
                "datePublished": "2025-03-21",
                "text": "桥长应为一里半。",
            }
        ],
    }


def test_json_ld_is_in_the_pages_script(built: Paper) -> None:
    article = told(built, "2025/03-19/01-01/zh-hant-tw")["NewsArticle"]
    assert article["headline"] == "新橋通車"
    assert article["inLanguage"] == "zh-Hant-TW"
    assert article["author"][0]["url"].endswith("/authors/%E6%9D%8E%E6%96%87/zh-hant-tw/")
    assert article["correction"][0]["text"] == "橋長應為一里半。"


def test_an_article_without_a_name_is_the_papers_own(built: Paper) -> None:
    author = told(built, "2025/03-20/01-02")["NewsArticle"]["author"]
    assert author == {"@type": "NewsMediaOrganization", "name": "试报社", "url": BASE}


def test_only_what_was_updated_or_corrected_has_a_date_of_that(built: Paper) -> None:
    article = told(built, "2025/03-20/01-02")["NewsArticle"]
    assert article["datePublished"] == "2025-03-20T00:00:00+08:00"
    assert "dateModified" not in article
    assert told(built, "2025/03-19/01-01")["NewsArticle"]["dateModified"]


def test_breadcrumbs_lead_over_edition_and_page_to_the_article(built: Paper) -> None:
    steps = told(built, "2025/03-19/01-01")["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == ["2025-03-19", "要闻"]
    assert [step["item"] for step in steps] == [
        f"{BASE}2025/03-19/",
        f"{BASE}2025/03-19/01/",
    ]


def test_the_title_is_the_whole_headline(built: Paper) -> None:
    whole = "两岸盼了十年 新桥通车 从此出门少绕三十里"
    assert page(built, "2025/03-19/01-01").findtext(".//title") == f"{whole} · 试报"
    assert graph(built, "2025/03-19/01-01")["og:title"] == whole


def test_open_graph_names_the_page_in_its_script(built: Paper) -> None:
    found = graph(built, "2025/03-20/01-01/zh-hant-hk")
    assert found["og:type"] == "article"
    assert found["og:url"] == f"{BASE}2025/03-20/01-01/zh-hant-hk/"
    assert found["og:description"] == "春旱之年，糧價仍穩。"
    assert graph(built, "")["og:type"] == "website"


def test_no_file_holds_a_word_of_a_text_that_may_only_be_printed(built: Paper) -> None:
    for path in Path(built.out).rglob("*"):
        if path.is_file():
            text = path.read_bytes().decode("utf-8", "replace")
            assert "只许印在纸上的" not in text and "只許印在紙上的" not in text, path


def test_every_page_names_itself_all_its_siblings_and_the_default(built: Paper) -> None:
    named: dict[str, dict[str, str]] = {}
    for path in sorted(built.out.rglob("*.html")):
        tree = html.fromstring(path.read_bytes().decode())
        if tree.xpath("//meta[@name='robots' and contains(@content, 'noindex')]"):
            continue
        own = tree.xpath("string(//link[@rel='canonical']/@href)")
        found = {a.get("hreflang"): a.get("href") for a in tree.xpath("//link[@hreflang]")}
        assert set(found) == {*FOLDERS, "x-default"}, path
        assert found[tree.get("lang")] == own, path
        assert found["x-default"] == found["zh-Hans"], path
        named[own] = found
    assert len(named) > 60
    for own, found in named.items():
        for there in found.values():
            assert named[there] == found, f"{own} names {there}, which does not name the same"


def test_every_page_leads_to_a_feed_and_the_search_in_its_script(built: Paper) -> None:
    tree = page(built, "authors/李文/zh-hant-tw")
    feeds = {a.get("type"): a.get("href") for a in tree.xpath("//link[@rel='alternate'][@type]")}
    assert feeds == {"application/atom+xml": "feed.xml", "application/feed+json": "feed.json"}
    assert tree.xpath("string(//link[@rel='search']/@href)") == "../../../zh-hant-tw/opensearch.xml"
