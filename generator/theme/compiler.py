"""How a template becomes Python: as Jinja2 makes it, but plainly.

Knows what closed views make needless: an attribute is read as Python reads it, for a view has no
items; a function is called as it is, for none wants the context; a text is not wrapped as markup
to be joined at once. A page takes half the time. Where Jinja2's own compiler is no longer built
like this, its way is taken, and pages are the same.
"""

from __future__ import annotations

import contextlib
import keyword
import os
import re
import sys
from functools import cache, partial
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, find_undeclared, optimizeconst
from markupsafe import Markup, escape

from generator.model import digest
from generator.theme.loops import counted
from generator.theme.slim import BARE, Plain, bare

_ACTIVE = re.compile(r"[&<>\"']").search


def printed(value: object) -> str:
    """A value as a page's text."""
    if type(value) is str:
        return escape(value) if _ACTIVE(value) else value
    return value if type(value) is Plain or type(value) is Markup else escape(value)


marked = partial(str.__new__, Markup)
"""A text that is markup; half of what it takes by way of ``Markup(text)``."""


class Compiler(CodeGenerator):
    """Jinja2's, with plainer code for attributes, calls and texts."""

    _asked: nodes.Expr | None = None
    """What a test or a filter asks whether it is there at all."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Begins with the functions that the code of pages calls."""
        self.writeline(f"from {printed.__module__} import marked, printed")
        self.writeline(f"from {bare.__module__} import bare")
        super().visit_Template(counted(node), frame)

    def visit_Macro(self, node: nodes.Macro, frame: Frame) -> None:
        """A function of Python, without an object that sorts what it is given."""
        names = [arg.name for arg in node.args]
        asked = find_undeclared(node.body, ("caller", "kwargs", "varargs"))
        if asked or not frame.eval_ctx.autoescape or any(map(_OWN_NAME, names)):
            super().visit_Macro(node, frame)
            return
        inner = frame.inner()
        inner.require_output_check = False
        inner.symbols.analyze_node(node)
        given = ", ".join(f"{name}=missing" for name in names)
        self.writeline(f"def macro_{node.name}({given}):", node)
        self.indent()
        self.buffer(inner)
        self.enter_frame(inner)
        self._parameters(node, inner)
        self.blockvisit(node.body, inner)
        self.writeline(f"return marked(concat({inner.buffer}))")
        self.leave_frame(inner, with_python_scope=True)
        self.outdent()
        kept = f"{frame.symbols.ref(node.name)} = macro_{node.name}"
        if frame.toplevel:
            self.writeline(f"context.exported_vars.add({node.name!r})")
            kept = f"context.vars[{node.name!r}] = {kept}"
        self.writeline(kept)

    def _parameters(self, node: nodes.Macro, inner: Frame) -> None:
        refs = [inner.symbols.ref(arg.name) for arg in node.args]
        self.push_parameter_definitions(inner)
        for at, (arg, ref) in enumerate(zip(node.args, refs, strict=True), -len(refs)):
            self.writeline(f"{ref} = {arg.name}")
            self.writeline(f"if {ref} is missing:")
            self.indent()
            self.writeline(f"{ref} = ")
            if -at <= len(node.defaults):
                self.visit(node.defaults[at], inner)
            else:
                said = f"parameter {arg.name!r} was not provided"
                self.write(f"undefined({said!r}, name={arg.name!r})")
            self.mark_parameter_stored(ref)
            self.outdent()
        self.pop_parameter_definitions()

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


_OWN_NAME = re.compile(
    r"[lt]_\d|(?:missing|environment|context|resolve|undefined|concat|cond_expr_undefined|printed"
    r"|bare|marked|enumerate|Markup|escape|identity|markup_join|str_join|LoopContext|Macro|Namespace"
    r"|Template\w+|Undefined|internalcode|self|(?:macro|turn)_\w+)\Z"
).match
"""Names that the code itself uses: a parameter so called is handed over in Jinja2's way."""


def _is_literal(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Literal)


class Compiled(jinja2.BytecodeCache):
    """Each variant has an environment of its own, so that what a template imports is made once and
    knows its words; what a template was compiled to, they share, and leave to the next process."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """What another variant's environment, or an earlier process, made of the template."""
        body = self._kept.get(bucket.key)
        if body is None and self._folder:
            with contextlib.suppress(OSError):
                body = digest.unsealed((self._folder / bucket.key).read_bytes(), _version())
        if body is not None:
            self._kept[bucket.key] = body
            bucket.bytecode_from_string(body)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps it for the others."""
        body = self._kept[bucket.key] = bucket.bytecode_to_string()
        if self._folder:
            part = self._folder / f"{bucket.key}.{os.getpid()}.part"
            with contextlib.suppress(OSError):  # what cannot be kept is compiled again
                self._folder.mkdir(parents=True, exist_ok=True)
                part.write_bytes(digest.sealed(body, _version()))
                part.replace(self._folder / bucket.key)


@cache
def _version() -> str:
    """The digest of all that decides what a template is compiled to, beside its source."""
    here = Path(__file__).resolve().parent
    own = [digest.of_bytes(path.read_bytes()) for path in sorted(here.glob("*.py"))]
    return digest.of_value([jinja2.__version__, own, list(sys.version_info[:3])])
