"""The engine: compares what should stand with what stands, writes, deletes, reports.

Knows targets, what they were made of, and files. Refuses to know what is on a page.
"""
