"""The preview: what ``huozi serve`` shows in the browser, and what keeps it fresh.

The way of a change: ``watcher`` (paths that moved) → ``changes`` (whom they concern) →
``rebuilding`` (the press, on the preview's own output) → ``bulletin`` (what browsers must know)
→ ``server`` (pages, with a script that listens).
"""
