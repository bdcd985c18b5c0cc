"""Loops that only count.

Knows that most loops ask of ``loop`` no more than which turn this is, for which a number does.
Refuses to touch those that ask what is to come: Jinja2's own loop looks ahead for them.
"""

from __future__ import annotations

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

_KNOWN = frozenset(("first", "index", "index0"))


def counted(tree: nodes.Template) -> nodes.Template:
    """The template, its loops' turns counted by Python where that is all they ask."""
    made: nodes.Template = _Counting().visit(tree)
    return made


class _Counting(NodeTransformer):
    """Reads the loops, those inside others first."""

    _loops = 0

    def visit_For(self, loop: nodes.For) -> nodes.For:
        """A loop, of numbers and what it goes through."""
        self.generic_visit(loop)
        if not _only_counts(loop):
            return loop
        self._loops += 1
        turn = _name(f"turn_{self._loops}")
        inside = _Turns(turn)
        loop.target = nodes.Tuple([turn, loop.target], "store")
        loop.iter = nodes.Call(_name("enumerate"), [loop.iter], [], None, None)
        loop.body = [inside.visit(node) for node in loop.body]
        return loop


def _only_counts(loop: nodes.For) -> bool:
    body = nodes.Scope(loop.body)
    asked = [one.attr for one in body.find_all(nodes.Getattr) if _is_loop(one.node)]
    named = sum(map(_is_loop, body.find_all(nodes.Name)))
    if not asked or len(asked) < named or not _KNOWN.issuperset(asked):
        return False
    pieces = body.find_all((nodes.Block, nodes.Include, nodes.Import, nodes.FromImport))
    return not (loop.recursive or loop.test or any(pieces))


def _is_loop(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "loop"


def _name(name: str) -> nodes.InternalName:
    """A name of Python's, as Jinja2's parser makes those that no template can say."""
    made: nodes.InternalName = object.__new__(nodes.InternalName)
    nodes.Node.__init__(made, name)
    return made


class _Turns(NodeTransformer):
    """Says the number for what is asked of the loop, but not of another inside it."""

    def __init__(self, number: nodes.InternalName) -> None:
        self._number = number

    def visit_For(self, node: nodes.For) -> nodes.For:
        """All but its body is of the loop outside."""
        inside, node.body = node.body, []
        self.generic_visit(node)
        node.body = inside
        return node

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:
        """``loop.first`` is turn 0."""
        if not _is_loop(node.node):
            return self.generic_visit(node)
        if node.attr == "first":
            return nodes.Not(self._number)
        return nodes.Add(self._number, nodes.Const(1)) if node.attr == "index" else self._number
