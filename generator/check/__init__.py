"""What is wrong or doubtful, of the content and of the built site; changes nothing.

``inspection`` holds the one visible list of checks and runs them over the ``matter``: editions as
they are read, ``webpage`` by web page as they stand in the output. Each check is a module with its
``Rule`` values and a function; each rule has a paragraph in ``docs/rules.md`` and a broken
mini-site in the tests. ``silence`` is how an editor answers one for good.
"""
