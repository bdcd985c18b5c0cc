"""The editor's files: one Markdown file an article, one ``edition.toml`` an edition.

Knows their form, to the line and column. Knows nothing of seeds, pages of the site or scripts.
"""
