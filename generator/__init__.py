"""Huozi (活字): a newspaper's pages in, a searchable edition in three scripts out.

The packages, lowest first; each imports only from those above it in this list
(``tests/test_architecture.py``):

``model``    the values: edition, article, card, address, variant, problem, settings
``content``  the editor's files: front matter and Markdown
``convert``  conversion from one script into another (OpenCC)
``theme``    templates (Jinja2), interface words and assets
``formats``  feeds, books, pictures, lunar dates
``ingest``   seed pages into content, with a ledger of every character
``build``    the engine: scans, renders, compares, releases
``search``   the search index
``pages``    the views of all pages, from articles, cards and the state
``check``    errors, warnings and doubts about content and output
``cli``      the commands; the only package that prints
"""

__version__ = "0.1.0"
