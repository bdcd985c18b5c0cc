"""Whether the workflow can install huozi, and whether that is the version that runs here.

Reads ``requirements.txt`` as ``huozi new`` writes it and in the other forms that pip accepts. Asks
no package index.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from functools import partial
from pathlib import Path

from generator import __version__
from generator.cli import wheel
from generator.cli.health.health_report import HealthFinding, SiteHealth, blocking, notice, ok
from generator.cli.health.publishing import WORKFLOW
from generator.content import git

_FILE = "requirements.txt"
_RENEW = "huozi new --renew . puts the huozi that runs here into the paper"
_PIN = re.compile(r"([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==([^\s;]+)")
_DIGEST = re.compile(r"--hash=(sha256:[0-9a-f]{64})")
_OURS = re.compile(r"(?:huozi\b|\S*\bhuozi-[\w.+]+-py3-none-any\.whl|git\+\S*\bhuozi\b)")


@dataclass(frozen=True, slots=True)
class _Requirement:
    """One requirement with its options."""

    text: str

    @property
    def digests(self) -> list[str]:
        return _DIGEST.findall(self.text)

    @property
    def pin(self) -> tuple[str, str]:
        """(name, version); empty if it names no single version."""
        pinned = _PIN.match(self.text)
        return (_name(pinned[1]), pinned[2]) if pinned else ("", "")


def installation(health: SiteHealth) -> list[HealthFinding]:
    """The requirements in requirements.txt against the files present."""
    file, workflow = health.root / _FILE, health.root / WORKFLOW
    if not file.is_file():
        if workflow.is_file() and _FILE in workflow.read_text("utf-8", "replace"):
            return [_blocking(f"the workflow installs from {_FILE}, and there is none")]
        return [_ok(f"huozi {__version__} runs here")]
    text = file.read_text("utf-8", "replace")
    requirements = _requirements(text)
    own_requirement = next((each for each in requirements if _OURS.match(each.text)), None)
    if own_requirement is None:
        elsewhere = re.search(r"(?m)^\s*-(r|e|-requirement|-editable)\b", text)
        message = f"{_FILE} does not name huozi"
        return [_notice(f"{message} itself") if elsewhere else _blocking(message)]
    if ".whl" in own_requirement.text.split()[0]:
        return list(_of_wheel(health.root, own_requirement, requirements)) or [
            _ok(f"huozi {__version__}, from the wheel beside {_FILE}")
        ]
    if "git+" in own_requirement.text:
        return [_of_commit(own_requirement, requirements)]
    return [_of_index(own_requirement)]


def _of_index(requirement: _Requirement) -> HealthFinding:
    name = requirement.text.split()[0]
    if requirement.digests and requirement.pin[0]:
        return _notice(f"whether an index has {name} cannot be seen from here")
    message = f'{_FILE} asks an index for "{name}": whoever holds that name there runs code in the'
    return _blocking(f"{message} workflow")


def _of_commit(requirement: _Requirement, requirements: list[_Requirement]) -> HealthFinding:
    if not re.search(r"@[0-9a-f]{40}\b", requirement.text):
        return _notice(
            "huozi is taken from a branch or tag, which may move", hint="name a whole commit"
        )
    if any(each.digests for each in requirements):
        return _blocking("pip takes no commit where other requirements have digests")
    return _ok("huozi is taken from one commit")


def _of_wheel(
    root: Path, requirement: _Requirement, requirements: list[_Requirement]
) -> Iterator[HealthFinding]:
    name = requirement.text.split()[0]
    try:
        data = (root / name).read_bytes()
        packed = zipfile.ZipFile(io.BytesIO(data))
    except (OSError, zipfile.BadZipFile):
        yield _blocking(f"{_FILE} names {name}, which is not there or is no wheel")
        return
    if wheel.LOCK not in packed.namelist():
        yield _blocking(f"{name} is no wheel of huozi")
        return
    if wheel.digest_of(data) not in requirement.digests:
        yield _blocking(f"{name} has not the digest that {_FILE} states")
        return
    yield from _of_pins(packed, requirements)
    if _program(packed) != _running():
        message = f"what {name} installs is not the huozi that runs here ({__version__})"
        yield _notice(f"{message}: what you see is not what will be published")
    if not _is_tracked(root, name):
        yield _notice(f"{name} is not under version control", hint=f"commit it with {_FILE}")


def _of_pins(packed: zipfile.ZipFile, requirements: list[_Requirement]) -> Iterator[HealthFinding]:
    """The pins against the wheel's dependencies and the versions it was tested with."""
    pins = {each.pin[0]: each.pin[1] for each in requirements if each.digests}
    for needed in _needed(packed):
        name = _name(re.split(r"[\[<>=!~; ]", needed, maxsplit=1)[0])
        exact = _PIN.match(needed)
        if name not in pins:
            yield _blocking(f"{_FILE} pins no {name} with a digest, and huozi needs it")
        elif exact and pins[name] != exact[2]:
            yield _blocking(f"{_FILE} pins {name} {pins[name]}, and huozi needs {exact[2]}")
    lock = packed.read(wheel.LOCK).decode()
    tested = {each.pin for each in _requirements(lock)}
    other = sorted(f"{name} {version}" for name, version in tested - set(pins.items()))
    if other:
        message = f"huozi was tested with {', '.join(other)}; {_FILE} says otherwise"
        yield _notice(message)


def _needed(packed: zipfile.ZipFile) -> list[str]:
    """The dependencies in the wheel's metadata."""
    about = next(path for path in packed.namelist() if path.endswith(".dist-info/METADATA"))
    required = message_from_bytes(packed.read(about)).get_all("Requires-Dist") or []
    return [each for each in required if "extra ==" not in each]


def _requirements(text: str) -> list[_Requirement]:
    joined = re.sub(r"\\\n\s*", " ", text)
    lines = (line.strip() for line in joined.splitlines())
    return [_Requirement(line) for line in lines if line and line[0] not in "#-"]


def _name(text: str) -> str:
    """A distribution's normalized name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", text).lower()


def _program(packed: zipfile.ZipFile) -> dict[str, bytes]:
    return {path: packed.read(path) for path in packed.namelist() if ".dist-info/" not in path}


def _running() -> dict[str, bytes]:
    return {path: data for path, data in wheel.contents().items() if ".dist-info/" not in path}


def _is_tracked(root: Path, name: str) -> bool:
    """Whether Git tracks the file; True if Git cannot be run."""
    tracked = git.run(root, "ls-files", "--", name)
    return tracked is None or bool(tracked.strip())


_ok = partial(ok, "installation")
_notice = partial(notice, "installation", hint=_RENEW)
_blocking = partial(blocking, "installation", hint=_RENEW)
