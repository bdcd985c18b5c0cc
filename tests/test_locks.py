"""Every dependency is locked, so that a new machine installs what was tested."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = (
    "requirements.lock",
    "requirements-s3.lock",
    "requirements-test.lock",
    "tests/publish/swift.lock",
)


def name_of(requirement: str) -> str:
    """The distribution's name of a requirement, as lock files write it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0]).lower()


def locked(file: str) -> set[str]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return {name_of(line) for line in lines if re.match(r"[A-Za-z0-9].*==", line)}


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {name_of(one) for one in project["dependencies"]}
    asked_by_tests = asked | {name_of(one) for one in project["optional-dependencies"]["test"]}
    assert asked <= locked("requirements.lock")
    assert asked_by_tests <= locked("requirements-test.lock")
    assert locked("requirements.lock") <= locked("requirements-test.lock")
    asked_for_buckets = {name_of(one) for one in project["optional-dependencies"]["s3"]}
    assert asked_for_buckets <= locked("requirements-s3.lock")
    assert locked("requirements-s3.lock") <= locked("requirements-test.lock")


def test_every_locked_file_is_known_by_its_digest() -> None:
    for file in LOCKS:
        text = (ROOT / file).read_text(encoding="utf-8")
        entries = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"(?m)^\s*#.*\n", "", text))
        assert len(entries) > 5
        for entry in entries:
            assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), f"{file}: {entry[:40]}"
            assert re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+", entry), f"{file}: {entry[:40]}"
