"""The search: makes an index for the reader's browser from the records of articles.

Any string that a reader sees finds its article, in any script. The archive is divided into periods,
so that a new edition indexes only the newest. ``docs/decisions/005-search.md`` has the reasons.
"""
