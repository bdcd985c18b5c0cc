"""Quality as others measure it: the gates of ``make quality``, each shown to find planted faults.

python -m benchmarks.quality               every gate, in all scripts; writes QUALITY.md
python -m benchmarks.quality --only epub   one of them; writes nothing
python -m benchmarks.quality --once        Lighthouse once a page instead of three times
"""
