"""Ingest: a printed page's text becomes articles, and not one character is lost.

The way of a page: ``readers`` (bytes into text) → ``lines`` → ``rows`` (what each line is by
itself, asking ``forms``) → ``furniture`` (what is no article's) → ``stories`` (where articles
begin, asking ``headings``) → ``draft`` (``headline`` and ``body``, mended by ``healing``) →
``ledger`` (the audit). That is ``page``, a pure function. Around it: ``seeds`` finds the pages,
``edition`` numbers and ``ties`` them, ``settling`` writes what is not the editor's, ``record``
remembers, ``intake`` runs it all.
"""

from generator.ingest.doubts import doubts as doubts
from generator.ingest.sync.ingest_report import IngestReport as IngestReport
from generator.ingest.sync.run import ingest as ingest
from generator.ingest.sync.run import pending as pending
