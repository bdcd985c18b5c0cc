"""A picture file into plates: a few widths, each as WebP and in its own kind.

Every plate is made anew from the pixels, so that no camera's place, time or name is in it. Plates
are stored by content: a picture is scaled once. The only importer of Pillow for photos.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import warnings
from io import BytesIO
from pathlib import Path

import msgspec
from PIL import Image, ImageCms, ImageOps

from generator.model import digest
from generator.model.card import Plate

WIDTHS = (480, 960, 1600)
"""Pixels: a telephone's column, a telephone's column at twice the density, a wide screen."""
MOST_BYTES = 50_000_000
MOST_PIXELS = 80_000_000
"""A picture of 80 million pixels takes some 240 MB while it is scaled."""
_RECIPE = 1
"""Raised when the same file gives other plates; part of their names."""

_ENDINGS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}
_OWN_KIND = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "png"}
_NOTE = "plate.json"


class Refused(Exception):  # noqa: N818 - describes the file
    """A file that no plate is made of."""

    def __init__(self, rule: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.rule, self.message, self.hint = rule, message, hint


class PlateFiles(msgspec.Struct, frozen=True):
    """A plate with the files it consists of."""

    plate: Plate
    folder: Path
    """The folder of the files, whose names :meth:`Plate.file` gives."""


def make(source: Path, cache: Path) -> PlateFiles:
    """The plates of a picture file; taken from ``cache`` (a folder) where they are known.

    Raises Refused where the file is damaged, too large, or not what its name says."""
    data = _bytes(source)
    mark = digest.of_value([_RECIPE, digest.of_bytes(data), source.suffix.lower()])[:10]
    folder = cache / mark
    try:
        note = json.loads((folder / _NOTE).read_text("utf-8"))
        return PlateFiles(Plate(mark, note["kind"], tuple(note["widths"]), note["height"]), folder)
    except (OSError, ValueError, KeyError):
        shutil.rmtree(folder, ignore_errors=True)
    return _write_plates(mark, _opened(source.name, data), folder)


def examine(source: Path) -> None:
    """Raises Refused where no plates can be made of a file."""
    _opened(source.name, _bytes(source))


def _bytes(source: Path) -> bytes:
    try:
        if source.stat().st_size > MOST_BYTES:
            hint = f"at most {MOST_BYTES // 1_000_000} MB; save a smaller copy"
            raise Refused("image-huge", f"{source.name} is too large a file", hint)
        return source.read_bytes()
    except FileNotFoundError:
        hint = "put it beside the article, or below static/ and write /its/path"
        raise Refused("image-missing", f"there is no picture {source.name}", hint) from None
    except OSError as fault:
        message = f"{source.name} cannot be read: {fault.strerror}"
        raise Refused("image-missing", message, "see that it is a file you may read") from None


def _opened(name: str, data: bytes) -> Image.Image:
    """The decoded picture, upright, in sRGB or grey, with an alpha channel only if it has one."""
    wanted = _ENDINGS.get(name.rpartition(".")[2].lower(), "")
    damaged = Refused("image-damaged", f"{name} is damaged", "export it again from its source")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            picture = Image.open(BytesIO(data), formats=[*_OWN_KIND, "MPO"])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many(name) from None
    except Exception:  # Pillow's decoders raise what they like on a broken file
        if wanted and data.startswith(_BEGINNINGS[wanted]):
            raise damaged from None
        hint = "a picture beside an article is a JPEG, PNG, WebP or GIF file"
        raise Refused("image-disguised", f"{name} is no such picture", hint) from None
    # A telephone's JPEG with a second picture behind the first (MPO) is a JPEG to every program.
    kind = "JPEG" if picture.format == "MPO" else str(picture.format)
    if kind != wanted:
        hint = f"name it {name.rpartition('.')[0] or name}.{kind.lower().replace('jpeg', 'jpg')}"
        raise Refused("image-disguised", f"{name} is in truth a {kind} picture", hint)
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_many(name)
    try:
        return _upright(picture, kind)
    except Exception:
        raise damaged from None


_BEGINNINGS = {"JPEG": b"\xff\xd8", "PNG": b"\x89PNG", "WEBP": b"RIFF", "GIF": b"GIF8"}


def _too_many(name: str) -> Refused:
    hint = f"at most {MOST_PIXELS // 1_000_000} million pixels; save a smaller copy"
    return Refused("image-huge", f"{name} has too many pixels", hint)


def _upright(picture: Image.Image, kind: str) -> Image.Image:
    if kind == "JPEG":  # decoded at a fraction of its size where that is still large enough
        picture.draft(None, (WIDTHS[-1] * 2, WIDTHS[-1] * 2))
    picture.load()
    profile = picture.info.get("icc_profile")
    turned = ImageOps.exif_transpose(picture)
    is_clear = turned.has_transparency_data
    if turned.mode.startswith("I;16"):  # 65,536 greys into 256; Pillow would cut, not scale
        turned = turned.convert("I").point(lambda grey: grey * (1 / 257)).convert("L")
    elif profile and turned.mode in ("RGB", "CMYK"):
        turned = _in_srgb(turned, profile)
    mode = "RGBA" if is_clear else "L" if turned.mode in ("1", "L") else "RGB"
    plain = turned if turned.mode == mode else turned.convert(mode)
    plain.format, plain.info = kind, {}
    return plain


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        srgb = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, given, srgb, outputMode="RGB") or picture
    except (ImageCms.PyCMSError, OSError):
        return picture  # an unusable profile is ignored


def _write_plates(mark: str, picture: Image.Image, folder: Path) -> PlateFiles:
    kind = _OWN_KIND[str(picture.format)]
    # A picture hardly wider than a step has no plate of that step beside its own.
    widths = [width for width in WIDTHS if width * 1.1 < picture.width]
    if len(widths) < len(WIDTHS):
        widths.append(picture.width)
    height = max(1, round(picture.height * widths[-1] / picture.width))
    plate = Plate(mark, kind, tuple(widths), height)
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".plate-"))
    try:
        for width in widths:
            size = width, max(1, round(picture.height * width / picture.width))
            small = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
            for ending in dict.fromkeys((kind, "webp")):
                (work / plate.file(width, ending)).write_bytes(_encoded(small, kind, ending))
        note = {"kind": kind, "widths": widths, "height": height}
        (work / _NOTE).write_text(json.dumps(note), "utf-8")
        work.replace(folder)
    except OSError:
        if not (folder / _NOTE).exists():  # or another process made the same at the same time
            raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return PlateFiles(plate, folder)


def _encoded(picture: Image.Image, kind: str, ending: str) -> bytes:
    if ending == "jpg":
        return _saved(picture, "JPEG", quality=80, optimize=True, progressive=True)
    if ending == "png":
        return _saved(picture, "PNG", optimize=True)
    lossy = _saved(picture, "WEBP", quality=78, method=4)
    if kind != "png":
        return lossy
    # A drawing is smaller and sharper without loss, a photo much larger.
    return min(lossy, _saved(picture, "WEBP", lossless=True, method=4), key=len)


def _saved(picture: Image.Image, name: str, **options: bool | int) -> bytes:
    data = BytesIO()
    picture.save(data, name, **options)
    return data.getvalue()
