"""Loops that only count.

Knows that most loops ask of ``loop`` no more than which turn this is, for which a number does.
Refuses to touch those that ask what is to come: Jinja2's own loop looks ahead for them.
"""

from __future__ import annotations

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

_KNOWN = frozenset(("first", "index", "index0"))


def counted(loop: nodes.For, turn: str) -> nodes.For:
    """The loop, its turns counted by Python, as ``turn``, where that is all it asks."""
    body = nodes.Scope(loop.body)
    asked = [one.attr for one in body.find_all(nodes.Getattr) if _is_loop(one.node)]
    named = sum(map(_is_loop, body.find_all(nodes.Name)))
    if not asked or len(asked) < named or not _KNOWN.issuperset(asked):
        return loop
    pieces = body.find_all((nodes.Block, nodes.Include, nodes.Import, nodes.FromImport))
    if loop.recursive or loop.test or any(pieces):
        return loop
    number = _name(turn)
    inside = _Counted(number)
    return nodes.For(
        nodes.Tuple([number, loop.target], "store"),
        nodes.Call(_name("enumerate"), [loop.iter], [], None, None),
        [inside.visit(node) for node in loop.body],
        loop.else_,
        None,
        False,
        lineno=loop.lineno,
        environment=loop.environment,
    )


def _is_loop(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "loop"


def _name(name: str) -> nodes.InternalName:
    """A name of Python's, as Jinja2's parser makes those that no template can say."""
    made: nodes.InternalName = object.__new__(nodes.InternalName)
    nodes.Node.__init__(made, name)
    return made


class _Counted(NodeTransformer):
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
