"""A wheel of the running huozi, for a paper to be built with the version that created it.

The format is described at packaging.python.org, "Binary distribution format". The files are those
of this installation, a checkout or an installed wheel; the same files give the same bytes.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import stat
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from generator import __version__
from generator.model.problem import Stop, error
from generator.theme.theme import SHIPPED

NAME = f"huozi-{__version__}-py3-none-any.whl"
_PACKAGE = Path(__file__).resolve().parent.parent
_INFO = f"huozi-{__version__}.dist-info"
LOCK = "generator/cli/scaffold/requirements.lock"
"""The path, in the wheel, of the requirements it was tested with."""
_TAGS = "Wheel-Version: 1.0\nGenerator: huozi\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel's bytes."""

    data: bytes

    @property
    def digest(self) -> str:
        """The digest in the form of a requirement's ``--hash``."""
        return digest_of(self.data)


def digest_of(data: bytes) -> str:
    """The digest of a wheel's bytes in the form of a requirement's ``--hash``."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def locked() -> str:
    """The requirements that this huozi was tested with, each with its digests."""
    packed = _PACKAGE.parent / LOCK
    return (packed if packed.is_file() else _PACKAGE.parent / packed.name).read_text("utf-8")


def pack() -> Wheel:
    """The wheel of the running huozi. Raises Stop if it is not installed."""
    files = contents()
    record = f"{_INFO}/RECORD"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in [*files.items(), (record, listing(files, record))]:
            entry = zipfile.ZipInfo(path)  # dated 1980, so that equal files give equal bytes
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return Wheel(packed.getvalue())


def contents() -> dict[str, bytes]:
    """Every file of the wheel but its RECORD: path → bytes, the metadata last."""
    info = _metadata()
    program = dict(_program()) | {LOCK: locked().encode()}
    return dict(sorted(program.items())) | {
        f"{_INFO}/{name}": text.encode() for name, text in info.items()
    }


def listing(files: Mapping[str, bytes], record: str) -> bytes:
    """The RECORD of a wheel: each file with digest and size, RECORD itself without."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    for path, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.writerow((path, f"sha256={digest}", len(data)))
    rows.writerow((record, "", ""))
    return text.getvalue().encode()


def _program() -> Iterator[tuple[str, bytes]]:
    """The modules and the themes, which are beside the package in a checkout."""
    for folder, place in ((_PACKAGE, "generator"), (SHIPPED, "generator/themes")):
        for path in folder.rglob("*"):
            steps = path.relative_to(folder).parts
            scrap = any(step.startswith(".") or step == "__pycache__" for step in steps)
            if path.is_file() and not scrap and path.suffix != ".pyc":
                yield "/".join((place, *steps)), path.read_bytes()


def _metadata() -> dict[str, str]:
    """The files of ``.dist-info`` that an installer reads."""
    for installed in metadata.distributions(name="huozi"):
        about = installed.read_text("METADATA")
        if about is None:
            continue  # left over from a build
        if installed.version != __version__:
            message = f"huozi {installed.version} is installed, but {__version__} runs"
            raise Stop(
                [error("huozi", message, "install it again: make site", rule="installation")]
            )
        files = {"METADATA": about, "WHEEL": _TAGS}
        names = installed.metadata.get_all("License-File") or []
        for name in ("entry_points.txt", *(f"licenses/{name}" for name in names)):
            text = installed.read_text(name)
            if text is not None:
                files[name] = text
        return files
    hint = "install it: make site, or pip install with huozi's folder"
    raise Stop(
        [error("huozi", "is not installed, so a paper cannot carry it", hint, rule="installation")]
    )
