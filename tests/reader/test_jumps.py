"""转版: a reader who comes to the break goes on with one step; both halves know each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import huozi

FIRST = """# 真抓实干开拓进取

本报记者 苑捷

今年是规划收官之年，意义非凡，全县上下干劲十足。（下转第三版）
"""
SECOND = """# 真抓实干开拓进取

（上接第一版）要继续努力，把各项工作做得更好。
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site.toml").write_text('title = "试刊"\n', "utf-8")
    seeds = tmp_path / "seeds" / "2025-03-20"
    seeds.mkdir(parents=True)
    (seeds / "01.txt").write_text(FIRST, "utf-8")
    (seeds / "03.txt").write_text(SECOND, "utf-8")
    return tmp_path


def built(site: Path, stem: str, folder: str = "") -> str:
    done = huozi("build", "--no-search", "--now", "2025-03-20T08:00+08:00", site=site)
    assert done.returncode == 0, done.stderr
    return (site / "output/2025/03-20" / stem / folder / "index.html").read_text("utf-8")


def test_the_printed_words_are_the_link(site: Path) -> None:
    assert '<a href="../03-01/">（下转第三版）</a>' in built(site, "01-01")
    assert '<a href="../01-01/">（上接第一版）</a>' in built(site, "03-01")
    assert '<a href="../../03-01/zh-hant-tw/">（下轉第三版）</a>' in built(
        site, "01-01", "zh-hant-tw"
    )


def test_a_site_can_show_both_halves_on_the_first_ones_page(site: Path) -> None:
    (site / "site.toml").write_text('title = "试刊"\njoin_jumps = true\n', "utf-8")
    first, second = built(site, "01-01"), built(site, "03-01")
    assert "把各项工作做得更好" in first
    assert 'id="jp1">' in first
    assert first.count('id="p1">') == 1
    assert "干劲十足" not in second
