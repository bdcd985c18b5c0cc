"""``python -m generator``: the same as ``huozi``."""

from generator.cli.main import run

# A worker process imports this module again, under another name.
if __name__ == "__main__":
    run()
