"""Plates of a picture file: sizes, kinds, no metadata; a message for each unusable file."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageStat

from generator.formats.images import MOST_BYTES, Refused, examine, make

GPS = {1: "N", 2: (40.0, 4.0, 36.0), 3: "E", 4: (113.0, 18.0, 0.0)}


def picture(width: int = 2000, height: int = 1000, mode: str = "RGB") -> Image.Image:
    """Dark at the left, light at the right."""
    return Image.linear_gradient("L").rotate(90).resize((width, height)).convert(mode)


def save(path: Path, image: Image.Image, **more: object) -> Path:
    kind = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".gif": "GIF", ".webp": "WEBP"}
    image.save(path, kind[path.suffix.lower()], **more)  # type: ignore[arg-type]
    return path


def photo(path: Path, orientation: int = 1) -> Path:
    """As a telephone saves it."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Telephone of a reporter", orientation
    exif.get_ifd(0x8825).update(GPS)
    return save(path, picture(), exif=exif)


def sizes(folder: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for path in folder.iterdir():
        if path.suffix != ".json":
            with Image.open(path) as image:
                found[path.name.partition("-")[2]] = image.size
    return found


def test_a_photo_has_three_widths_in_two_kinds(tmp_path: Path) -> None:
    made = make(photo(tmp_path / "photo.jpg"), tmp_path / "cache")
    assert sizes(made.folder) == {
        "480.jpg": (480, 240),
        "480.webp": (480, 240),
        "960.jpg": (960, 480),
        "960.webp": (960, 480),
        "1600.jpg": (1600, 800),
        "1600.webp": (1600, 800),
    }
    assert set(made.plate.files()) == {p.name for p in made.folder.iterdir()} - {"plate.json"}
    assert (made.plate.width, made.plate.height) == (1600, 800)


def test_a_small_picture_is_never_made_larger(tmp_path: Path) -> None:
    made = make(save(tmp_path / "small.png", picture(300, 200)), tmp_path / "cache")
    assert sizes(made.folder) == {"300.png": (300, 200), "300.webp": (300, 200)}
    made = make(save(tmp_path / "middle.webp", picture(700, 70)), tmp_path / "cache")
    assert sizes(made.folder) == {"480.webp": (480, 48), "700.webp": (700, 70)}


def test_place_and_camera_are_removed(tmp_path: Path) -> None:
    source = photo(tmp_path / "photo.jpg")
    with Image.open(source) as before:
        assert dict(before.getexif().get_ifd(0x8825)) == GPS
    for path in make(source, tmp_path / "cache").folder.iterdir():
        data = path.read_bytes()
        assert b"Telephone" not in data and b"Exif" not in data and b"EXIF" not in data, path


def test_a_picture_taken_sideways_stands_upright(tmp_path: Path) -> None:
    made = make(photo(tmp_path / "photo.jpg", orientation=6), tmp_path / "cache")
    assert made.plate.width < made.plate.height
    with Image.open(made.folder / made.plate.file(480)) as image:
        top, bottom = image.getpixel((240, 20)), image.getpixel((240, 900))
    assert isinstance(top, tuple) and isinstance(bottom, tuple) and top[0] < bottom[0]


@pytest.mark.parametrize(
    ("mode", "name"),
    [
        ("L", "a.jpg"),
        ("CMYK", "a.jpg"),
        ("1", "a.png"),
        ("P", "a.png"),
        ("RGBA", "a.png"),
        ("I;16", "a.png"),
        ("LA", "a.png"),
        ("P", "a.gif"),
        ("RGBA", "a.webp"),
    ],
)
def test_every_kind_of_pixel_is_understood(mode: str, name: str, tmp_path: Path) -> None:
    grey = picture(600, 300, "L")
    image = (
        grey.convert("I").point(lambda v: v * 257).convert(mode)
        if mode == "I;16"
        else (grey.convert("RGB").convert(mode))
    )
    made = make(save(tmp_path / name, image), tmp_path / "cache")
    for file in made.plate.files():
        with Image.open(made.folder / file) as small:
            tenth, luma = small.width // 10, small.convert("L")
            left = ImageStat.Stat(luma.crop((0, 0, tenth, small.height))).mean[0]
            right = ImageStat.Stat(luma.crop((9 * tenth, 0, small.width, small.height))).mean[0]
        assert left < 40 and right > 215, (file, left, right)


def test_transparency_is_kept(tmp_path: Path) -> None:
    image = Image.new("RGBA", (500, 500), (200, 0, 0, 0))
    made = make(save(tmp_path / "seal.png", image), tmp_path / "cache")
    for file in made.plate.files():
        with Image.open(made.folder / file) as small:
            assert small.convert("RGBA").getpixel((9, 9)) == small.convert("RGBA").getpixel((1, 1))
            assert small.convert("RGBA").getchannel("A").getextrema() == (0, 0)


def test_colours_are_converted_to_srgb(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ"))
    source = tmp_path / "photo.jpg"
    save(source, picture(100, 100), icc_profile=profile.tobytes())
    made = make(source, tmp_path / "cache")
    assert b"ICC_PROFILE" not in (made.folder / made.plate.file(100)).read_bytes()


def test_a_picture_is_scaled_once_and_the_same_everywhere(tmp_path: Path) -> None:
    source = photo(tmp_path / "photo.jpg")
    first = make(source, tmp_path / "cache")
    stamps = {p.name: p.stat().st_mtime_ns for p in first.folder.iterdir()}
    source.rename(tmp_path / "other.jpg")
    again = make(tmp_path / "other.jpg", tmp_path / "cache")
    assert again.plate == first.plate
    assert {p.name: p.stat().st_mtime_ns for p in again.folder.iterdir()} == stamps
    elsewhere = make(tmp_path / "other.jpg", tmp_path / "elsewhere")
    for file in first.plate.files():
        assert (elsewhere.folder / file).read_bytes() == (first.folder / file).read_bytes()


def test_a_cache_that_was_cut_off_is_made_again(tmp_path: Path) -> None:
    source = photo(tmp_path / "photo.jpg")
    first = make(source, tmp_path / "cache")
    (first.folder / "plate.json").write_text("{", "utf-8")
    (first.folder / first.plate.file(480)).unlink()
    assert (make(source, tmp_path / "cache").folder / first.plate.file(480)).exists()


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def huge(data: bytes) -> bytes:
    at = data.index(b"IHDR") + 4
    header = data[at - 4 : at] + (60_000).to_bytes(4, "big") * 2 + data[at + 8 : at + 13]
    return data[: at - 4] + header + zlib.crc32(header).to_bytes(4, "big") + data[at + 17 :]


BAD: list[tuple[str, str, Callable[[bytes], bytes], str]] = [
    ("photo.jpg", "JPEG", cut, "image-damaged"),
    ("photo.png", "PNG", cut, "image-damaged"),
    ("photo.webp", "WEBP", cut, "image-damaged"),
    ("photo.gif", "GIF", lambda data: data[:20], "image-damaged"),
    ("photo.jpg", "PNG", bytes, "image-disguised"),
    ("photo.heic", "JPEG", bytes, "image-disguised"),
    ("photo", "JPEG", bytes, "image-disguised"),
    ("photo.png", "PNG", lambda _: b"<svg onload='alert(1)'/>", "image-disguised"),
    ("photo.jpg", "PNG", lambda _: b"", "image-disguised"),
    ("photo.tiff", "TIFF", bytes, "image-disguised"),
    ("photo.png", "PNG", huge, "image-huge"),
]


@pytest.mark.parametrize(("name", "kind", "spoil", "rule"), BAD)
def test_unusable_pictures_are_refused_with_a_message(
    name: str, kind: str, spoil: Callable[[bytes], bytes], rule: str, tmp_path: Path
) -> None:
    kept = BytesIO()
    picture(400, 300).save(kept, kind)
    source = tmp_path / name
    source.write_bytes(spoil(kept.getvalue()))
    for refuse in (examine, lambda path: make(path, tmp_path / "cache")):
        with pytest.raises(Refused) as why:
            refuse(source)
        assert why.value.rule == rule and name in why.value.message and why.value.hint
    assert not list((tmp_path / "cache").glob("*")) if (tmp_path / "cache").exists() else True


def test_a_wrong_suffix_is_refused_with_the_right_one(tmp_path: Path) -> None:
    kept = BytesIO()
    picture(40, 30).save(kept, "PNG")
    (tmp_path / "桥.jpg").write_bytes(kept.getvalue())
    with pytest.raises(Refused) as why:
        examine(tmp_path / "桥.jpg")
    assert why.value.hint == "name it 桥.png"


def test_a_file_too_large_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "photo.jpg").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(Refused, match="too large"):
        examine(tmp_path / "photo.jpg")
