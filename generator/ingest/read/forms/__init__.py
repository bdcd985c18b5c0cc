"""Parsers for the printed forms of who, where and when: openings, bylines, credits, jumps.

Each module parses one form: text in, a value with the parsed facts out. Offsets count characters of
the text as printed. The rules are tested by the tables in ``tests/ingest/forms``.
"""
