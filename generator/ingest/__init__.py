"""Ingest: the text of printed pages in, article files out; no character is lost.

A page is read in these steps, all of :mod:`generator.ingest.read`: ``formats`` (bytes to text),
``lines``, ``line_kinds`` (the kind of each line, by the patterns in ``forms``), ``furniture``
(nameplate, folio, imprint and page credits), ``bare_headings`` and ``stories`` (where articles
begin, by ``headings``), ``draft`` (front matter by ``headline``, text by ``body`` and ``repair``)
and ``audit`` (every character accounted for). ``page_reading.read_page`` runs them; it is a pure
function.

:mod:`generator.ingest.sync` finds the seeds, numbers the articles, writes them to ``content/`` and
keeps the ledger. :mod:`generator.ingest.doubts` lists what an editor should look at.
"""

from generator.ingest.doubts import doubts as doubts
from generator.ingest.sync.ingest_report import IngestReport as IngestReport
from generator.ingest.sync.run import ingest as ingest
from generator.ingest.sync.run import pending as pending
from generator.ingest.sync.seed_doubts import SeedDoubts as SeedDoubts
from generator.ingest.sync.seed_doubts import answer_to as answer_to
from generator.ingest.sync.seed_doubts import of_seed as of_seed
