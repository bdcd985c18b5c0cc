"""An edition of eight pages of every kind, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import makeup
from tests.conftest import huozi


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The paper; not to be changed."""
    site = tmp_path_factory.mktemp("rich")
    makeup.write(site, 1)
    done = huozi("build", "--no-search", "--now", makeup.CLOCK, site=site)
    assert done.returncode == 0, done.stderr
    return site
