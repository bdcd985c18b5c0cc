"""A page's template in one piece.

Knows what may be joined before anything is made: the templates a page's own extends, their blocks
in place, and those it includes by name. The page is then one function of its view, instead of a
dozen pieces that look each other up for every page. What only shows as a template runs is left to
Jinja2; a template of which more cannot be said beforehand is left as it is, whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import jinja2
from jinja2 import nodes
from jinja2.visitor import NodeTransformer

PAGE = "page_as_a_whole"
"""The function that a joined template defines."""
FUNCTIONS = ("t", "choose", "url", "asset", "inline", "once")
"""What a template sees beside its view."""

_IMPORTS = (nodes.Import, nodes.FromImport)
_BINDING = (nodes.Assign, nodes.AssignBlock, nodes.Macro, *_IMPORTS)
_ITSELF = ("self", "super")
_OPEN = (nodes.Template, nodes.Block, nodes.If, nodes.Output)
"""What may stand around a block or an include without lending it a name."""


class Involved(Exception):  # noqa: N818
    """More than this module can join."""


def whole(env: jinja2.Environment, name: str, mark: str) -> Callable[[object], str]:
    """A page's template as a function of its view. ``mark`` changes with every file of the theme:
    what was compiled of the same ones is taken from the environment's cache.

    Raises Involved, or what Jinja2 finds wrong."""
    kept = env.bytecode_cache
    assert kept is not None
    bucket = kept.get_bucket(env, f"{name} as a whole", None, mark)
    if bucket.code is None:
        bucket.code = env.compile(_joined(env, name), name)
        kept.set_bucket(bucket)
    template = env.template_class.from_code(env, bucket.code, env.globals)
    made = getattr(template.module, PAGE)
    given = [env.globals[function] for function in FUNCTIONS]
    return lambda view: made(view, *given)


def _joined(env: jinja2.Environment, name: str) -> nodes.Template:
    """A template that defines :data:`PAGE`. Raises Involved, or what Jinja2 finds wrong."""
    chain = _chain(env, name)
    imports: list[nodes.Node] = []
    begun: list[nodes.Node] = []
    for tree in chain[:-1]:
        for node in tree.body[1:]:
            if isinstance(node, _IMPORTS):
                imports.append(node)
            elif isinstance(node, nodes.Assign | nodes.Macro):
                begun.append(node)
            elif not isinstance(node, nodes.Block | nodes.Output):
                raise Involved(type(node).__name__)
    joiner = _Joiner(env, chain)
    body = joiner.joined([*begun, *chain[-1].body])
    given = [nodes.Name(name, "param") for name in ("view", *FUNCTIONS)]
    page = nodes.Macro(PAGE, given, [], body)
    whole = nodes.Template([*imports, page], lineno=1)
    _check(whole, imports)
    return whole.set_lineno(1).set_environment(env)  # type: ignore[return-value]


def _chain(env: jinja2.Environment, name: str) -> list[nodes.Template]:
    """The template and those it extends, the last being the one that stands on no other."""
    chain: list[nodes.Template] = []
    names: list[str] = []
    while name not in names:
        names.append(name)
        chain.append(_parsed(env, name))
        if not _has(chain[-1], nodes.Extends):
            return chain
        first = chain[-1].body[0]
        if not isinstance(first, nodes.Extends) or not isinstance(first.template, nodes.Const):
            break
        name = first.template.value
    raise Involved("extends")


def _parsed(env: jinja2.Environment, name: str) -> nodes.Template:
    assert env.loader is not None
    source, file, _ = env.loader.get_source(env, name)
    return env._parse(source, name, file)


def _check(whole: nodes.Template, imports: Sequence[nodes.Node]) -> None:
    """What is imported, once, must be the only thing of its name, and depend on nothing else."""
    bound: list[str] = []
    for node in whole.find_all((nodes.Name, nodes.EvalContextModifier, *_BINDING)):
        names = _bound(node)
        if names is None:
            raise Involved("self, super or autoescape")
        bound += names
    for node in imports:
        if node.with_context or not isinstance(node.template, nodes.Const):  # type: ignore[attr-defined]
            raise Involved("import")
        if any(bound.count(name) > 1 for name in _bound(node) or ()):
            raise Involved("two of a name")


def _bound(node: nodes.Node) -> list[str] | None:
    """The names that a node binds; None for what only Jinja2 can do."""
    if isinstance(node, nodes.Name):
        if node.name in _ITSELF:
            return None
        return [] if node.ctx == "load" else [node.name]
    if isinstance(node, nodes.FromImport):
        return [name if isinstance(name, str) else name[1] for name in node.names]
    if isinstance(node, nodes.Import | nodes.Macro):
        return [node.target if isinstance(node, nodes.Import) else node.name]
    return None if isinstance(node, nodes.EvalContextModifier) else []


def _has(tree: nodes.Node, *kinds: type[nodes.Node]) -> bool:
    return next(tree.find_all(kinds), None) is not None


def _asks_for_itself(tree: nodes.Node) -> bool:
    return any(name.name in _ITSELF for name in tree.find_all(nodes.Name))


class _Joiner(NodeTransformer):
    """Puts blocks and what is included where they are named."""

    def __init__(self, env: jinja2.Environment, chain: Sequence[nodes.Template]) -> None:
        self._env = env
        self._blocks: dict[str, list[nodes.Block]] = {}
        for tree in chain:
            for block in tree.find_all(nodes.Block):
                self._blocks.setdefault(block.name, []).append(block)
        self._said: list[tuple[str, int]] = []
        """The blocks that are being put in place: how far up the chain each was found."""
        self._including: list[str] = []
        self._within = 0
        """How many loops, macros and the like stand around."""

    def joined(self, body: Iterable[nodes.Node]) -> list[nodes.Node]:
        """The same statements, with nothing left to be looked up."""
        found: list[nodes.Node] = []
        for node in body:
            for one in self.visit_list(node):
                if found and isinstance(one, nodes.Output) and isinstance(found[-1], nodes.Output):
                    found[-1] = nodes.Output([*found[-1].nodes, *one.nodes])
                else:
                    found.append(one)
        return found

    def visit(self, node: nodes.Node, *args: object, **kwargs: object) -> object:
        """Knows how deep it is; expressions hold nothing to join."""
        if isinstance(node, nodes.Expr):
            return node
        within = not isinstance(node, _OPEN)
        self._within += within
        try:
            return super().visit(node, *args, **kwargs)
        finally:
            self._within -= within

    def visit_Block(self, node: nodes.Block) -> list[nodes.Node]:
        """What the template nearest to the page says in it."""
        return self._block(node.name, 0)

    def _block(self, name: str, level: int) -> list[nodes.Node]:
        said = self._blocks[name][level:]
        if self._within or not said or said[0].required or (name, level) in self._said:
            raise Involved(name)
        if _has(said[0], *_BINDING) and _has(said[0], nodes.Block):
            raise Involved(name)  # a name would reach the block inside
        self._said.append((name, level))
        body = self._apart(said[0].body)
        self._said.pop()
        return body

    def _apart(self, body: Sequence[nodes.Node]) -> list[nodes.Node]:
        """Statements whose names stay theirs."""
        found = self.joined(body)
        scope = nodes.Scope(found)
        return [scope] if _has(scope, *_BINDING) else found

    def visit_Output(self, node: nodes.Output) -> list[nodes.Node]:
        """``{{ super() }}`` is what the next template up the chain says."""
        found: list[nodes.Node] = [nodes.Output([])]
        for said in node.nodes:
            if self._said and _is_super(said):
                name, level = self._said[-1]
                found += [*self._block(name, level + 1), nodes.Output([])]
            else:
                found[-1].nodes.append(said)  # type: ignore[attr-defined]
        return found

    def visit_Include(self, node: nodes.Include) -> nodes.Node | list[nodes.Node]:
        """What is included, where it can be known and is no page itself."""
        if not node.with_context:
            raise Involved("include")  # Jinja2 can do this in a page, but not in a function
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if self._within > 1 or not isinstance(name, str):
            return node
        try:
            tree = _parsed(self._env, name)
        except jinja2.TemplateNotFound:
            return node
        pieces = _has(tree, nodes.Extends, nodes.Block)
        if pieces or name in self._including or _asks_for_itself(tree):
            return node
        self._including.append(name)
        body = self._apart(tree.body)
        self._including.pop()
        return body


def _is_super(node: nodes.Expr) -> bool:
    called = isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)
    return called and node.node.name == "super"  # type: ignore[attr-defined]
