"""Checks of the content and of the built site; nothing is changed.

``inspection`` lists all checks and runs them over the ``material``: editions as read, web pages as
in the output. Each check is a module with its ``Rule`` values and a function; each rule has a
paragraph in ``docs/rules.md`` and a broken mini-site in the tests. ``silenced_problems`` applies
what an editor has silenced.
"""
