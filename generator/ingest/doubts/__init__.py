"""What is doubtful in the paper, for an editor to answer; nothing here changes anything.

``of_article`` asks one finished article, ``names`` the paper's people, ``rounds`` goes through the
site with both and with what the ledger remembers of the reading.
"""

from generator.ingest.doubts.open_doubts import doubts as doubts
