"""The newspaper: content into editions, editions into cards and views, views into targets.

All functions of values but for ``catalog``, which reads the editor's files.
"""
