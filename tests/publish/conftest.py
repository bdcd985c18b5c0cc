"""What the tests of publishing share: an S3 server, a proxy before it, two days of a paper."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.build.paths import Paths
from tests import s3_server
from tests.conftest import huozi
from tests.press.driver import PAPER, Paper
from tests.publish.command import Done, run_huozi
from tests.publish.proxy import Proxy
from tests.publish.storage import ENVIRONMENT, Storage

FIRST, SECOND = "2025-03-19T20:00:00+08:00", "2025-03-20T20:00:00+08:00"


@pytest.fixture(scope="session")
def swift(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of an S3 server on this machine."""
    python = s3_server.installed()
    if not python:
        pytest.skip("no S3 server: run python -m tests.s3_server (Linux)")
    root = tmp_path_factory.mktemp("swift")
    try:
        os.setxattr(root, "user.huozi", b"1")
    except OSError:
        pytest.skip("the S3 server needs a disk that keeps extended attributes")
    log = (root / "log").open("w+b")
    process = subprocess.Popen(
        [python, "-W", "ignore", str(Path(__file__).parent / "serve_swift.py"), str(root)],
        stdout=subprocess.PIPE,
        stderr=log,
    )
    assert process.stdout is not None
    port = process.stdout.readline()
    if not port:
        log.seek(0)
        pytest.fail(f"the S3 server does not start: {log.read().decode()[-2000:]}")
    yield int(port)
    process.terminate()
    process.wait()
    log.close()


@pytest.fixture
def storage(swift: int, request: pytest.FixtureRequest) -> Iterator[Storage]:
    """An empty bucket behind a proxy."""
    with Proxy(swift) as proxy:
        yield Storage(swift, proxy, f"test-{abs(hash(request.node.nodeid)) % 10**12}")


@pytest.fixture(scope="session")
def days(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """A paper, with its output on two days in ``first/`` and ``second/``. Not to be changed."""
    paper = Paper(tmp_path_factory.mktemp("days") / "paper", PAPER)
    paper.write(
        "site.toml",
        'title = "试报"\nbase_url = "https://paper.example/"\nvariants = ["zh-Hans"]\n'
        'epub = 0\n[moved]\n"/old/" = "/2025/03-19/"\n',
    )
    for name, now in (("first", FIRST), ("second", SECOND)):
        done = huozi("build", "--now", now, "--out", str(paper.root / name), site=paper.root)
        assert done.returncode == 0, done.stderr
    return paper


def copy_of(paper: Paper, root: Path, *, records: bool = False) -> Paper:
    """A paper in another folder, with its outputs and the state of its builds; with ``records``
    those of its publications too."""
    subprocess.run(["cp", "-a", str(paper.root), str(root)], check=True)
    for folder in () if records else (root / ".huozi").glob("published-*/"):
        shutil.rmtree(folder)
    for day in ("first", "second"):
        # An output folder of any name is known by a digest of its path.
        old = Paths(paper.root / day, paper.root / ".huozi")
        new = Paths(root / day, root / ".huozi")
        for file in sorted((root / ".huozi").glob(f"{old.name}.*")):
            file.rename(file.with_name(file.name.replace(old.name, new.name, 1)))
    return Paper(root, "")


@pytest.fixture
def paper(days: Paper, tmp_path: Path) -> Paper:
    """The same paper, to publish and to edit."""
    return copy_of(days, tmp_path / "paper")


Publish = Callable[..., Done]


@pytest.fixture
def publish(paper: Paper, storage: Storage) -> Publish:
    """Publishes a day of the paper to the bucket."""

    def run(day: str, *words: str, **env: str) -> Done:
        to = ("--to", f"s3://{storage.bucket}/paper", "--endpoint", storage.url)
        out = ("--out", str(paper.root / day))
        return run_huozi("publish", *to, *out, *words, site=paper.root, env=ENVIRONMENT | env)

    return run


def start(*words: str, site: Path) -> subprocess.Popen[str]:
    """Starts huozi, to be killed."""
    return subprocess.Popen(
        [sys.executable, "-m", "generator", *words, "--site", str(site)],
        cwd=s3_server.ROOT,
        env={**os.environ, **ENVIRONMENT},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
