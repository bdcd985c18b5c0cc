"""Destinations as a person writes them: a bucket, a machine, a folder."""

from __future__ import annotations

import re
import urllib.parse
from pathlib import Path

from generator.publish.headers import Form
from generator.publish.place import Destination, refused
from generator.publish.places.bucket import Bucket
from generator.publish.places.folder import LocalFolder
from generator.publish.places.machine import Machine

_BUCKET = re.compile(r"s3://([a-z0-9][a-z0-9._-]{1,62})(/[^\s]*)?")
_MACHINE = re.compile(r"ssh://((?:[\w.-]+@)?(?:[\w.-]+|\[[0-9a-fA-F:]+\]))(/[^\s]*)")
_KNOWN = "s3://BUCKET[/PREFIX], ssh://HOST/PATH or dir:PATH"


def place(to: str, endpoint: str, form: Form, root: Path, stage: Path) -> Destination:
    """The place that ``to`` names; paths are relative to ``root``. ``stage`` is a folder in which
    files wait for a transfer. Raises Stop where it names none."""
    if match := _BUCKET.fullmatch(to):
        if form.compress == "twins":
            hint = 'compress = "gzip" stores compressed objects'
            raise refused(to, "a bucket does not serve twins", hint, status=2)
        return Bucket(match[1], match[2] or "", endpoint, form)
    if form.compress == "gzip":
        hint = 'compress = "twins" writes compressed files beside the others'
        raise refused(to, "only a bucket stores an encoding", hint, status=2)
    if form.redirects:
        hint = "redirects = false: redirect pages do the same"
        raise refused(to, "only a bucket stores redirects", hint, status=2)
    if match := _MACHINE.fullmatch(to):
        return Machine(match[1], urllib.parse.unquote(match[2]), stage, form)
    if to.startswith("dir:") and to != "dir:":
        return LocalFolder((root / to[4:]).resolve(), form)
    message = f'"{to}" is no destination' if to else "no destination is given"
    hint = f"--to {_KNOWN}, or to below [upload] in site.toml"
    raise refused("--to", message, hint, status=2)
