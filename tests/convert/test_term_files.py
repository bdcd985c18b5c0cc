"""names.toml and glossary.toml: what an editor may write, and the errors for all else."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.convert import Converter, load_terms
from generator.convert.term_placeholders import LIMIT
from generator.model import site_file
from generator.model.site import Site


def site(script: str = "zh-Hans") -> Site:
    parsed, problems = site_file.parse(f'title = "报"\nscript = "{script}"\n')
    assert parsed, problems
    return parsed


def problems(root: Path, **files: str) -> list[str]:
    for name, text in files.items():
        (root / f"{name}.toml").write_text(text, "utf-8")
    return [str(problem) for problem in load_terms(root, site())[1]]


def test_a_site_without_the_files_has_no_terms(tmp_path: Path) -> None:
    terms, reported = load_terms(tmp_path, site())
    assert terms.entries == ()
    assert reported == []


def test_people_places_bodies_and_terms_are_read(tmp_path: Path) -> None:
    (tmp_path / "names.toml").write_text(
        '[[person]]\nhans = "丰曼"\nkeep = true\nnote = "本报记者"\n'
        '[[place]]\nhans = "于家庄"\nhant = "于家莊"\n'
        '[[body]]\nhans = "总台"\nhant_tw = "總臺"\nhant_hk = "總台"\n',
        "utf-8",
    )
    (tmp_path / "glossary.toml").write_text('[[term]]\nhans = "软件"\nhant_tw = "軟體"\n', "utf-8")
    paper = site()
    terms, reported = load_terms(tmp_path, paper)
    assert reported == []
    assert [entry.kind for entry in terms.entries] == ["person", "place", "body", "term"]
    assert [entry.form(paper.source) for entry in terms.people] == ["丰曼"]
    converter = Converter(paper.source, paper.variants, terms, press_forms=False)
    _, taiwan, hong_kong = paper.variants
    text = "丰曼在于家庄说，总台软件"
    assert converter.convert_text(text, taiwan) == "丰曼在于家莊說，總臺軟體"
    assert converter.convert_text(text, hong_kong) == "丰曼在于家莊説，總台軟件"


def test_a_paper_in_traditional_script_writes_its_own_form(tmp_path: Path) -> None:
    (tmp_path / "names.toml").write_text(
        '[[person]]\nhant = "葉問"\nhans = "叶问"\n[[person]]\nhant = "著生"\nkeep = true\n',
        "utf-8",
    )
    paper = site("zh-Hant-TW")
    terms, reported = load_terms(tmp_path, paper)
    assert reported == []
    simplified = next(v for v in paper.variants if v.tag == "zh-Hans")
    converter = Converter(paper.source, paper.variants, terms)
    assert converter.convert_text("葉問與著生", simplified) == "叶问与著生"


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ('[[person]]\nhant = "丰"\n', "names.toml:1:1: the entry lacks the word itself (hans)"),
        (
            '\n[[person]]\nhans = "丰"\nkep = true\n',
            'names.toml:2:1: unknown key "kep"; did you mean "keep"?',
        ),
        (
            '[[people]]\nhans = "丰"\n',
            "names.toml:1:1: unknown table [[people]]; known: [[person]], [[place]], [[body]]",
        ),
        ('[[person]]\nhans = ["丰"]\n', 'names.toml:1:1: "hans" must be a text in quotes'),
        ('person = "丰"\n', "names.toml:1:1: person must be written as [[person]]"),
        ('[[person]]\nhans = " "\n', 'names.toml:1:1: "hans" is empty; leave it out'),
        (
            '[[person]]\nhans = "丰曼"\nkeep = true\nhant_tw = "豐曼"\n',
            "names.toml:1:1: keep and hant_tw contradict each other; leave out keep, or hant_tw",
        ),
    ],
)
def test_an_error_names_its_line(tmp_path: Path, names: str, message: str) -> None:
    reported = problems(tmp_path, names=names)
    assert len(reported) == 1
    assert reported[0].startswith(message)


def test_entries_that_contradict_each_other_are_an_error_with_both_places(tmp_path: Path) -> None:
    reported = problems(
        tmp_path,
        names='[[person]]\nhans = "范围"\nkeep = true\n',
        glossary='\n\n[[term]]\nhans = "范围"\nhant = "範圍"\n',
    )
    assert len(reported) == 1
    assert reported[0].startswith(
        "glossary.toml:3:1: 范围: 範圍 for zh-Hant-TW here, 范围 in names.toml:1"
    )


def test_people_who_share_a_name_are_distinguished_by_id(tmp_path: Path) -> None:
    twice = '[[person]]\nhans = "王明"\nid = "{}"\n[[person]]\nhans = "王明"\nid = "{}"\n'
    assert problems(tmp_path, names=twice.format("wang-ming-1", "wang-ming-2")) == []
    assert "stands in names.toml:1 already" in problems(tmp_path, names=twice.format("", ""))[0]


def test_more_terms_than_there_are_placeholders_are_refused(tmp_path: Path) -> None:
    words = (chr(0x4E00 + at % 20_000) + chr(0x4E00 + at // 20_000) for at in range(LIMIT + 1))
    text = "term = [\n" + "".join(f'{{hans = "{word}", keep = true}},\n' for word in words) + "]\n"
    (tmp_path / "glossary.toml").write_text(text, "utf-8")
    reported = load_terms(tmp_path, site())[1]
    assert [problem.rule for problem in reported] == ["terms"]
