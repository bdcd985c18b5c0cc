"""The preview of ``huozi serve``.

A change passes through ``watcher`` (changed paths), ``affected`` (owners to rebuild), ``rebuilder``
(a build into the preview's output folder), ``reload_hub`` (state of the pages) and ``server``
(pages, with a script that reloads them).
"""
