"""``python -m generator``: the same as ``huozi``."""

from generator.desk.cli import run

run()
