"""``python -m generator``: the same as ``huozi``."""

from generator.desk.cli import run

# A worker process imports this module again, under another name.
if __name__ == "__main__":
    run()
