"""Mending what the press or the conversion broke: cut paragraphs, half-width marks.

Values in, values out; every change can be seen in the ledger and switched off in site.toml.
Refuses to correct words.
"""
