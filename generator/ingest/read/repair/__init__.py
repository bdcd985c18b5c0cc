"""Repairs of what printing or conversion broke: cut paragraphs and half-width punctuation.

All functions are pure. Every repair is recorded in the ledger and can be switched off in site.toml.
Words are not corrected.
"""
