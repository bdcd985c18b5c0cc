"""The editor's files below ``content/``: one Markdown file an article, one ``edition.toml`` an
edition, read with the line and column of each problem.
"""
