"""Huozi (活字): a newspaper's pages in, a searchable edition in three scripts out.

The folders are the rooms of a paper, lowest first (a room imports only from those above it in
this list; ``tests/test_architecture.py`` holds the code to it):

``values``      what an edition, a page, an article, a variant, a problem is
``manuscript``  the editor's files: front matter and Markdown
``script``      one script into another (OpenCC)
``almanac``     the Chinese calendar
``pictures``    a picture file into the sizes readers are sent, an edition into a picture (Pillow)
``theme``       a view into a web page (Jinja2), words and assets
``state``       what was built last time (SQLite)
``ingest``      seed pages into manuscripts, with the ledger of every character
``paper``       the newspaper: content into editions, editions into views, views into targets
``press``       the engine: compares, writes, deletes, reports
``search``      the index a reader asks
``check``       what is wrong or doubtful
``desk``        the person at the keyboard; the only room that prints
"""

__version__ = "0.1.0"
