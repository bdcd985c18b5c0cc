"""Packs the themes, which stand at the repository's top, into the wheel beside the modules."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["generator*"]), "generator.themes"],
    package_dir={"generator.themes": "themes"},
    package_data={"": ["*", "**/*"]},
    exclude_package_data={"": ["*.pyc", "**/__pycache__/*"]},
)
