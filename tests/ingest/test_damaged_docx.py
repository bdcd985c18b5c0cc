"""A damaged .docx gives one problem for that seed; all other seeds are read."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

import docx
import pytest

from generator.ingest.read import formats
from generator.ingest.read.formats import SeedError
from generator.model.problem import Severity
from tests.conftest import huozi
from tests.ingest.conftest import Paper

SEED = "seeds/2025-03-20/01.docx"
SHORT = "# 新桥通车\n\n本报讯（记者 王明）昨日，城南新桥通车。\n"
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
PackageChange = Callable[[str, bytes], bytes | None]


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("新桥通车", style="Heading 1")
    document.add_paragraph("本报讯（记者 王明）昨日，城南新桥通车。")
    document.add_table(rows=2, cols=2).cell(0, 0).text = "甲"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


SOUND = word()


def rebuilt(change: PackageChange) -> bytes:
    """A sound zip whose parts were changed; None leaves a part out."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(SOUND)) as packed,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in packed.namelist():
            data = change(name, packed.read(name))
            if data is not None:
                package.writestr(name, data)
    return file.getvalue()


def put(part: str, data: bytes | None) -> bytes:
    return rebuilt(lambda name, was: data if name == part else was)


def cut(part: str) -> bytes:
    return rebuilt(lambda name, was: was[: len(was) // 2] if name == part else was)


def body(xml: str) -> bytes:
    """A document with this body."""

    def change(name: str, was: bytes) -> bytes:
        if name != DOCUMENT:
            return was
        head = was.decode().partition("<w:body>")[0]
        return f"{head}<w:body>{xml}</w:body></w:document>".encode()

    return rebuilt(change)


def flagged() -> bytes:
    """Parts that say they are encrypted."""
    data = bytearray(SOUND)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for flags in re.finditer(re.escape(mark), SOUND):
            data[flags.start() + at] |= 1
    return bytes(data)


def garbled() -> bytes:
    """One byte of the packed words is another."""
    with zipfile.ZipFile(io.BytesIO(SOUND)) as packed:
        start = packed.getinfo(DOCUMENT).header_offset + 300
    return SOUND[:start] + bytes([SOUND[start] ^ 0xFF]) + SOUND[start + 1 :]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
RELATIONS = "_rels/.rels"
DAMAGED: dict[str, tuple[Callable[[], bytes], str]] = {
    "the words break off": (lambda: cut(DOCUMENT), "damaged"),
    "the words are empty": (lambda: put(DOCUMENT, b""), "damaged"),
    "the words are no text": (lambda: put(DOCUMENT, bytes(range(256))), "damaged"),
    "the words are other XML": (lambda: put(DOCUMENT, b"<a/>"), "damaged"),
    "no words": (lambda: put(DOCUMENT, None), "binary"),
    "the styles break off": (lambda: cut(STYLES), "damaged"),
    "no list of types": (lambda: put("[Content_Types].xml", None), "binary"),
    "the list of types breaks off": (lambda: cut("[Content_Types].xml"), "damaged"),
    "no relationships": (lambda: put(RELATIONS, None), "binary"),
    "wrong relationships": (
        lambda: rebuilt(
            lambda n, was: was.replace(b"document.xml", b"x.xml") if n == RELATIONS else was
        ),
        "binary",
    ),
    "the zip breaks off": (lambda: SOUND[: len(SOUND) // 2], "damaged"),
    "a wrong byte in the zip": (lambda: garbled(), "damaged"),
    "an encrypted zip": (lambda: flagged(), "password"),
    "locked by Word": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "an older .doc": (lambda: OLE, "binary"),
    "another zip": (lambda: rebuilt(lambda n, was: was if "docProps" in n else None), "binary"),
    "a zip bomb": (lambda: put("docProps/thumbnail.jpeg", bytes(101_000_000)), "size"),
    "a bomb of words": (lambda: body("<w:p/>" * 3_500_000), "size"),
    "too many paragraphs": (lambda: body("<w:p><w:r><w:t>字</w:t></w:r></w:p>" * 20_001), "size"),
    "one huge paragraph": (
        lambda: body(f"<w:p><w:r><w:t>{'字' * 200_001}</w:t></w:r></w:p>"),
        "size",
    ),
    "nested too deep": (
        lambda: body("<w:p>" + "<w:ins>" * 999 + "</w:ins>" * 999 + "</w:p>"),
        "damaged",
    ),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_docx_gives_one_problem_and_other_seeds_are_read(paper: Paper, name: str) -> None:
    make, rule = DAMAGED[name]
    paper.write(SEED, make())
    paper.write("seeds/2025-03-20/02.txt", SHORT)
    paper.write("seeds/2025-03-21/01.txt", SHORT)
    report = paper.ingest()
    assert [(p.path, p.rule, p.severity) for p in report.problems] == [(SEED, rule, Severity.ERROR)]
    assert "\n" not in str(report.problems[0])
    assert report.problems[0].hint
    assert [path for path in paper.content() if path.endswith(".md")] == [
        "content/2025-03-20/02-01.md",
        "content/2025-03-21/01-01.md",
    ]


def test_the_command_exits_with_1_and_names_the_file(paper: Paper) -> None:
    paper.write(SEED, cut(DOCUMENT))
    paper.write("seeds/2025-03-21/01.txt", SHORT)
    done = huozi("ingest", site=paper.root)
    assert done.returncode == 1
    assert f"{SEED}:1:1" in done.stdout + done.stderr
    assert "fault of huozi" not in done.stdout + done.stderr
    assert "content/2025-03-21/01-01.md" in paper.content()


def test_articles_stay_and_the_repaired_file_is_read(paper: Paper) -> None:
    paper.write(SEED, SOUND)
    assert paper.ingest().problems == []
    before = paper.content()
    paper.write(SEED, cut(DOCUMENT))
    assert [p.rule for p in paper.ingest().problems] == ["damaged"]
    assert paper.content() == before
    paper.write(SEED, SOUND)
    assert paper.ingest().problems == []


def test_a_cell_spanning_a_billion_columns_is_one_cell() -> None:
    wide = '<w:tcPr><w:gridSpan w:val="900000000"/></w:tcPr>'
    cell = f"<w:tc>{wide}<w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"
    data = body(f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>")
    assert formats.read(".docx", data).text == "甲\t甲"


def test_random_damage_raises_only_seed_errors() -> None:
    """Bytes changed at random in the packed file and in its parts."""
    chance = random.Random(7)
    names = zipfile.ZipFile(io.BytesIO(SOUND)).namelist()
    files = [SOUND[: chance.randrange(len(SOUND))] for _ in range(20)]
    for _ in range(60):
        data = bytearray(SOUND)
        data[chance.randrange(len(data))] = chance.randrange(256)
        files.append(bytes(data))
        part = chance.choice([name for name in names if name.endswith(("xml", "rels"))])
        with zipfile.ZipFile(io.BytesIO(SOUND)) as packed:
            data = bytearray(packed.read(part))
        for _ in range(3):
            data[chance.randrange(len(data))] = chance.choice(b"<>/\"' a\x00\xff0:w&;")
        files.append(put(part, bytes(data)))
    refused = 0
    for file in files:
        try:
            formats.read(".docx", file)
        except SeedError as fault:
            refused += 1
            assert fault.rule in ("damaged", "binary", "password", "empty", "size")
    assert refused > 50
