"""How a template becomes Python: as Jinja2 makes it, but plainly.

Knows what closed views make needless: an attribute is read as Python reads it, for a view has no
items; a function is called as it is, for none wants the context; a text is not wrapped as markup
to be joined at once. A page takes half the time. Where Jinja2's own compiler is no longer built
like this, its way is taken, and pages are the same.
"""

from __future__ import annotations

import keyword
import re
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from markupsafe import Markup, escape

from generator.theme.slim import BARE, bare

_ACTIVE = re.compile(r"[&<>\"']").search


def printed(value: object) -> str:
    """A value as a page's text."""
    if type(value) is Markup:
        return value
    return value if type(value) is str and not _ACTIVE(value) else escape(value)


class Compiler(CodeGenerator):
    """Jinja2's, with plainer code for attributes, calls and texts."""

    _asked: nodes.Expr | None = None
    """What a test or a filter asks whether it is there at all."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Begins with the two functions that the code of pages calls."""
        self.writeline(f"from {printed.__module__} import printed")
        self.writeline(f"from {bare.__module__} import bare")
        super().visit_Template(node, frame)

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """``view.card``, as in Python."""
        if node is self._asked or keyword.iskeyword(node.attr) or _is_literal(node.node):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """``url(view.front)``, as in Python."""
        if forward_caller or node.dyn_args or node.dyn_kwargs or _is_literal(node.node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for arg in (*node.args, *node.kwargs):
            self.visit(arg, frame)
            self.write(", ")
        self.write(")")

    @optimizeconst
    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        """What :func:`bare` does is done where it is printed."""
        if node.name == BARE and node.node is not None:
            self.visit(node.node, frame)
        else:
            self._asked = node.node if node.name in ("default", "d") else None
            super().visit_Filter(node, frame)

    @optimizeconst
    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        """A test may ask for what is not there."""
        self._asked = node.node if node.name in ("defined", "undefined") else None
        super().visit_Test(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            is_bare = isinstance(node, nodes.Filter) and node.name == BARE
            self.write("bare(" if is_bare else "printed(")


def _is_literal(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Literal)
