"""Questions about the site's articles that only an editor can answer.

``doubts(root, site)`` returns them as problems; no file is changed. :mod:`article_queries` checks
the text of one article, :mod:`similar_names` and :mod:`misread` hold its rules for names and
characters, :mod:`open_doubts` runs them over all editions and adds what was doubtful when the seeds
were read.
"""

from generator.ingest.doubts.open_doubts import doubts as doubts
