"""The index a reader asks: every string of every article, in any script."""
