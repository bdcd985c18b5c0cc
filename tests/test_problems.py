"""Bad input: one problem each, all reported together, and the published output stays."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.conftest import CLOCK, example_site, huozi

ARTICLE = "content/2025-03-20/01-03.md"


def built(folder: Path) -> Path:
    site = example_site(folder)
    done = huozi("build", "--no-search", "--now", CLOCK, site=site)
    assert done.returncode == 0, done.stderr
    return site


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_all_errors_in_the_content_are_reported_at_once(tmp_path: Path) -> None:
    site = built(tmp_path)
    before = tree(site / "output")
    edit(site / ARTICLE, "subtitle:", "autor:")
    edit(site / "content/2025-03-20/01-04.md", "title: ", "title: [")
    edit(site / "content/2025-03-20/01-05.md", "source:", "source：")
    (site / "content/2025-03-20/01-06.md").write_bytes(b"---\ntitle: \xff\n---\n")
    (site / "content/notes").mkdir()
    done = huozi("build", "--no-search", "--now", CLOCK, site=site)
    assert done.returncode == 1
    lines = done.stderr.strip().split("\n")
    assert f'{ARTICLE}:3:1: unknown key "autor"; did you mean "bylines"?' in lines
    for name in ("01-04.md", "01-05.md", "01-06.md"):
        assert any(line.startswith(f"content/2025-03-20/{name}:") for line in lines), name
    assert any(line.startswith("content/notes:1:1:") for line in lines)
    assert all(re.match(r"\S+:\d+:\d+: \S", line) for line in lines)
    assert "Traceback" not in done.stderr
    assert tree(site / "output") == before, "the edition's last good output stays"


def test_a_broken_edition_does_not_stop_the_others(tmp_path: Path) -> None:
    site = built(tmp_path)
    other = site / "content/2025-03-21"
    other.mkdir()
    (other / "01-01.md").write_text("---\ntitle: 次日要闻\n---\n\n正文。\n", "utf-8")
    edit(site / ARTICLE, "title:", "titel:")
    done = huozi("build", "--no-search", "--json", "--now", "2025-03-22T08:00:00+08:00", site=site)
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert [p["rule"] for p in report["problems"] if p["severity"] == "error"] == ["unknown-key"]
    assert (site / "output/2025/03-21/01-01/index.html").exists()
    assert (site / "output/2025/03-20/01-03/index.html").exists()


def test_a_wrong_configuration_writes_nothing(tmp_path: Path) -> None:
    site = built(tmp_path)
    before = tree(site / "output")
    edit(site / "site.toml", 'theme = "default"', 'theme = "default"\ntimezon = "Asia/Shanghai"')
    edit(site / "site.toml", '"zh-Hant-HK"', '"zh-Hant-XX"')
    done = huozi("build", site=site)
    assert done.returncode == 2
    assert 'unknown key "timezon"; did you mean "timezone"?' in done.stderr
    edit(site / "site.toml", "timezon =", "timezone =")
    edit(site / "site.toml", 'timezone = "Asia/Shanghai"\n', "")
    done = huozi("build", site=site)
    assert done.returncode == 2
    assert 'unknown variant "zh-Hant-XX"' in done.stderr
    assert tree(site / "output") == before


def test_two_articles_with_one_number_withhold_their_edition(tmp_path: Path) -> None:
    site = built(tmp_path)
    before = tree(site / "output")
    double = site / "content/2025-03-20/01-03-again.md"
    double.write_text("---\ntitle: 又一篇\n---\n\n正文。\n", "utf-8")
    done = huozi("build", "--no-search", "--now", CLOCK, site=site)
    assert done.returncode == 1
    assert "01-03-again.md" in done.stderr
    assert "01-03.md" in done.stderr
    assert tree(site / "output") == before


def test_a_seed_without_a_date_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    site = example_site(tmp_path)
    (site / "seeds/special").mkdir()
    (site / "seeds/special/01.txt").write_text("# 特刊\n\n正文。\n", "utf-8")
    done = huozi("build", "--no-search", "--now", CLOCK, site=site)
    assert done.returncode == 1
    assert "seeds/special" in done.stderr
    assert (site / "output/2025/03-20/01-01/index.html").exists()


def test_an_output_that_cannot_be_written_is_one_problem(tmp_path: Path) -> None:
    site = example_site(tmp_path)
    (site / "output").write_text("a file where a folder should be", "utf-8")
    done = huozi("build", "--no-search", site=site)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().split("\n")) == 1, done.stderr
    assert (site / "output").read_text("utf-8").startswith("a file")


def test_no_site_here_is_wrong_usage(tmp_path: Path) -> None:
    done = huozi("build", site=tmp_path)
    assert done.returncode == 2
    assert "site.toml" in done.stderr


def test_all_errors_in_the_settings_are_reported_at_once(tmp_path: Path) -> None:
    site = built(tmp_path)
    settings = (site / "site.toml").read_text("utf-8")
    toml = settings.replace("Asia/Shanghai", "Asia/Nowhere").replace('"default"', '"nowhere"')
    toml += 'autor = "x"\nepub = "seven"\nedition_picture = "no.otf"\nslugs = {"要闻" = "A B"}\n'
    (site / "site.toml").write_text(toml, "utf-8")
    (site / "glossary.toml").write_text('[[term]]\nhans = "出租车"\nhant-tw = "計程車"\n', "utf-8")
    (site / "names.toml").write_text("[[person]\n", "utf-8")
    (site / "pages").mkdir(exist_ok=True)
    (site / "pages" / "about.md").write_text("---\ntitel: 关于\n---\n", "utf-8")
    for command in (["build"], ["check"], ["ingest"], ["serve", "--port", "0"]):
        done = huozi(*command, site=site)
        assert done.returncode == 2, done.stderr
        for place, words in (
            ("site.toml", 'unknown key "autor"'),
            ("site.toml", '"epub" must be a whole number'),
            ("site.toml", 'unknown time zone "Asia/Nowhere"'),
            ("site.toml", '"A B" is no slug'),
            ("site.toml", 'no theme "nowhere"'),
            ("site.toml", "there is no font no.otf"),
            ("glossary.toml", 'unknown key "hant-tw"'),
            ("names.toml", "not valid TOML"),
            ("pages/about.md", 'unknown key "titel"'),
        ):
            lines = [line for line in done.stderr.splitlines() if line.startswith(place)]
            assert any(words in line for line in lines), (words, done.stderr)
        assert "Traceback" not in done.stderr
    (site / "site.toml").write_text(settings.replace("title = ", "titel = "), "utf-8")
    done = huozi("build", "--base-url", "ftp://x", site=site)
    assert "no title" not in done.stderr, "it has one, under a name with a slip"
    assert 'did you mean "title"' in done.stderr and "no base address" in done.stderr
    assert "glossary.toml:" in done.stderr
