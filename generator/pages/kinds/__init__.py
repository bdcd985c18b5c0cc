"""The kinds of pages that are made of more than one edition, each a module with a ``KIND``."""
