"""What the statements of a notebook's cells bind, read and change, found without running them."""

from __future__ import annotations

import ast
import builtins
import dis
import re
import traceback
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import CodeType
from typing import NamedTuple

READS = ("LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS")  # of Python 3.11 to 3.14
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
IMPORTS = (ast.Import, ast.ImportFrom)
# `%%time` and its like run the rest of their cell as Python, `%time` the rest of its line.
TIMED = re.compile(r"\A\s*%%(?:time|capture|prun)\b.*|^(\s*)%time[ \t]+(?=\S)", re.M)
# Calls of these change nothing that a part is made of.
SHOWING = {"dreamer", "matplotlib", "IPython", "ipywidgets", "tqdm", "time"}
CHANGING = {"setattr", "delattr", "exec", "eval", "next"}
HARMLESS = (set(vars(builtins)) | {"display"}) - CHANGING


class Statement(NamedTuple):
    """A top-level statement: the global names that it binds, and those that it and its functions read."""

    node: ast.stmt
    code: CodeType
    binds: frozenset[str]
    uses: frozenset[str]

    @property
    def is_code(self) -> bool:
        """Whether it defines or imports: what it binds is not changed by being called or handed on."""
        return isinstance(self.node, (*DEFINITIONS, *IMPORTS)) or _is_number(self.node)

    @property
    def stub(self) -> bool:
        """Whether it is a definition in which a `raise NotImplementedError` of the release is left."""
        return is_stub(self.node)


def statements(source: str, filename: str) -> list[Statement]:
    """The statements of a cell. Raises SyntaxError where it is neither Python nor IPython's."""
    found = []
    for node in parse(source).body:
        module = ast.Module([node], type_ignores=[])
        code = compile(module, filename, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        binds, uses = _names(code)
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
            binds |= {"*"}
        found.append(Statement(node, code, binds, uses))
    return found


def parse(source: str) -> ast.Module:
    """Parse a cell; where it is no Python, as IPython would: `%magic`, `!shell`, `name?`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        try:
            return ast.parse(source)
        except SyntaxError:
            from IPython.core.inputtransformer2 import TransformerManager

            return ast.parse(TransformerManager().transform_cell(TIMED.sub(r"\1", source)))


def is_stub(node: ast.AST) -> bool:
    """Whether a function, or a method of a class, comes to a `raise NotImplementedError`, whatever it is given."""
    if isinstance(node, ast.Module | ast.ClassDef):
        return any(map(is_stub, node.body))
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    for statement in node.body:
        if isinstance(statement, ast.Raise) and statement.exc:
            exc = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
            return isinstance(exc, ast.Name) and exc.id == "NotImplementedError"
        if _leaves(statement):
            return False
    return False


def raised_by_stub(error: BaseException) -> bool:
    """Whether an exception comes from a stub; PyTorch raises NotImplementedError too, with a text or in a file of its own."""
    if type(error) is not NotImplementedError or error.args:
        return False
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    return not frames or frames[-1].f_globals.get("__name__", "").split(".")[0] != "torch"


def asks(node: ast.AST) -> set[str]:
    """The exercises that a statement checks: of `check("symlog", symlog, symexp)`, symlog."""
    found = set()
    for inner in ast.walk(node):
        match inner:
            case ast.Call(func=ast.Name(id="check"), args=[ast.Constant(value=str(id)), *_]):
                found.add(id)
    return found


def changes(all_statements: list[Statement]) -> list[set[str]]:
    """For each statement of a notebook, the global names whose objects it may change.

    It does so by setting an attribute or an item, by a call made for its effect (a method's
    receiver, an argument), or through a function of the notebook that it calls or is decorated with.
    """
    code, shows = set(HARMLESS), set(HARMLESS)
    bodies: dict[str, list[tuple[_Effects, frozenset[str]]]] = {}
    for statement in all_statements:
        if isinstance(statement.node, DEFINITIONS):
            within = _effects(ast.walk(statement.node))
            bodies.setdefault(statement.node.name, []).append((within, statement.uses))
        elif isinstance(statement.node, IMPORTS):
            module = getattr(statement.node, "module", None) or statement.node.names[0].name
            shows |= statement.binds if module.split(".")[0] in SHOWING else set()
    for statement in all_statements:
        code |= statement.binds if statement.is_code else set()

    def changed(effects: _Effects, reads: frozenset[str], seen: set[str]) -> set[str]:
        found = effects.roots | (effects.receivers - code)
        for callee, name in effects.handed:
            sets = any(within.sets_arguments for within, _ in bodies.get(callee, ()))
            if callee not in shows and (name not in code or callee in CHANGING or sets):
                found |= {name}
        found = (found & reads) | effects.declared  # what else it changes is its own
        for name in effects.called & bodies.keys() - seen:
            for within, uses in bodies[name]:
                found |= changed(within, uses, seen | {name})
        return found

    running = (_effects(_running(statement.node)) for statement in all_statements)
    return [
        changed(effects, statement.uses, set())
        for effects, statement in zip(running, all_statements, strict=True)
    ]


@dataclass
class _Effects:
    """What code does to objects that it did not make.

    roots: names of whose objects it sets attributes or items; receivers: of methods called for their
    effect; handed: pairs of a function and a name that it is given for its effect; called: functions'
    names; declared: global ones; sets_arguments: whether it sets an attribute or an item of anything.
    """

    roots: set[str] = field(default_factory=set)
    receivers: set[str] = field(default_factory=set)
    handed: set[tuple[str, str]] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    declared: set[str] = field(default_factory=set)
    sets_arguments: bool = False


def _effects(nodes: Iterable[ast.AST]) -> _Effects:
    found = _Effects()
    for node in nodes:
        match node:
            case (
                ast.Attribute(ctx=ast.Store() | ast.Del())
                | ast.Subscript(ctx=ast.Store() | ast.Del())
            ):
                found.roots.add(_root(node))
                found.sets_arguments = True
            case ast.Global(names=names):
                found.declared.update(names)
            case ast.Call(func=ast.Name(id=name)):
                found.called.add(name)
                found.sets_arguments |= name in CHANGING
        for call in _for_effect(node):
            callee = _root(call)
            match call:
                case ast.Name():
                    found.called.add(callee)
                case ast.Attribute() | ast.Call(func=ast.Attribute()):
                    found.receivers.add(callee)
            if isinstance(call, ast.Call):
                given = [*call.args, *(keyword.value for keyword in call.keywords)]
                found.handed |= {(callee, _root(value)) for value in given}
    return found


def _for_effect(node: ast.AST) -> list[ast.expr]:
    """Calls whose effect counts: a statement of its own, a method whose result is kept, decorators."""
    match node:
        case ast.Expr(value=ast.Call() as call):
            return [call]
        case ast.Assign(value=ast.Call(func=ast.Attribute()) as call):
            return [call]
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return node.decorator_list
    return []


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run when a statement does: not what stands inside functions."""
    yield node
    inner: Iterable[ast.AST] = ast.iter_child_nodes(node)
    if isinstance(node, FUNCTIONS):
        inner = getattr(node, "decorator_list", ())
    for child in inner:
        yield from _running(child)


def _root(node: ast.AST) -> str:
    """The name that an expression begins with: of `RSSM.prior[0]`, RSSM; "" where there is none."""
    while not isinstance(node, ast.Name):
        match node:
            case ast.Attribute(value=inner) | ast.Subscript(value=inner) | ast.Starred(value=inner):
                node = inner
            case ast.Call(func=inner):
                node = inner
            case _:
                return ""
    return node.id


def _is_number(node: ast.stmt) -> bool:
    """Whether it binds numbers or words alone, as `EPS = 1e-8`: nothing can change them."""
    if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
        return False
    plain = (ast.Constant, ast.UnaryOp, ast.BinOp, ast.operator, ast.unaryop)
    return all(isinstance(inner, plain) for inner in ast.walk(node.value))


def _leaves(statement: ast.stmt) -> bool:
    """Whether a function ends there, however its conditions turn out."""
    match statement:
        case ast.Return() | ast.Raise():
            return True
        case ast.If(body=body, orelse=orelse):
            return any(map(_leaves, body)) and any(map(_leaves, orelse))
        case ast.With(body=body):
            return any(map(_leaves, body))
    return False


def _names(code: CodeType) -> tuple[frozenset[str], frozenset[str]]:
    binds, uses, nested = set(), set(), [code]
    for instruction in dis.get_instructions(code):
        if instruction.opname in ("STORE_NAME", "STORE_GLOBAL"):
            binds.add(instruction.argval)
    while nested:
        inner = nested.pop()
        nested += [constant for constant in inner.co_consts if isinstance(constant, CodeType)]
        for instruction in dis.get_instructions(inner):
            if instruction.opname in READS:
                uses.add(instruction.argval)
    return frozenset(binds), frozenset(uses)
