"""The search: records of articles in, an index that a reader's browser can ask out.

Knows that any string a reader can see finds its article, in any script, and how an archive is
cut so that tonight's edition costs tonight. ``docs/decisions/005-search.md`` has the reasons.
"""
