"""Packs the themes and the lock file, which stand at the repository's top, into the wheel beside
the modules."""

import shutil
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py


class Build(build_py):
    """Copies the lock file too: a new paper's requirements are made of it."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            shutil.copy("requirements.lock", Path(self.build_lib, "generator", "cli", "scaffold"))


setup(
    packages=[*find_packages(include=["generator*"]), "generator.themes"],
    package_dir={"generator.themes": "themes"},
    package_data={"": ["*", "**/*"]},
    exclude_package_data={"": ["*.pyc", "**/__pycache__/*"]},
    cmdclass={"build_py": Build},
)
