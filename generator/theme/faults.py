"""What went wrong in a template, as a problem with the template's file and line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import jinja2

from generator.model.problem import Problem, error
from generator.theme.environment import TEMPLATES


class MissingError(LookupError):
    """A template asks the theme for something that it does not have."""


def problem(folders: Sequence[Path], template: str, page: str, fault: Exception) -> Problem:
    """The problem that ``fault`` is, met while ``template`` was rendered for the page at the
    address ``page``. ``folders`` are the theme's, nearest first."""
    if isinstance(fault, jinja2.TemplateSyntaxError):
        place = _place(folders, fault.filename) or _expected(folders, template)
        return error(place, fault.message or "wrong syntax", rule="theme", line=fault.lineno)
    place, line = _innermost(folders, fault) or (_expected(folders, template), 1)
    return error(place, _sentence(fault, page), rule="theme", line=line)


def _sentence(fault: Exception, page: str) -> str:
    if isinstance(fault, jinja2.TemplateNotFound):
        return f'the theme lacks the template "{fault.name}"'
    if isinstance(fault, RecursionError):
        return f"the template includes or extends itself without end, for {page}"
    if isinstance(fault, jinja2.TemplateError | MissingError | TypeError):
        return f"{fault}, for {page}"
    return f"{type(fault).__name__}: {fault}, for {page}"


def _innermost(folders: Sequence[Path], fault: Exception) -> tuple[str, int] | None:
    """The last place in a template that the fault's traceback passes through: Jinja2 writes
    templates' own files and lines into it."""
    places = [(_place(folders, file), line) for file, line in _frames(fault)]
    return next(((place, line) for place, line in reversed(places) if place), None)


def _frames(fault: Exception) -> Iterator[tuple[str, int]]:
    trace = fault.__traceback__
    while trace is not None:
        yield trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next


def _place(folders: Sequence[Path], file: str | None) -> str:
    """A template's file as problems name it; empty for a file that is no template."""
    for folder in folders:
        if file and Path(file).is_relative_to(folder / TEMPLATES):
            return f"themes/{folder.name}/{Path(file).relative_to(folder).as_posix()}"
    return ""


def _expected(folders: Sequence[Path], template: str) -> str:
    """Where the page's template stands, or should."""
    holder = next((f for f in folders if (f / TEMPLATES / template).is_file()), folders[0])
    return f"themes/{holder.name}/{TEMPLATES}/{template}"
