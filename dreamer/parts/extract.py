"""Extracts the parts from notebooks, and executes only what they need.

Only the statements that a part needs are executed: its definition, the names that it uses, and
theirs in turn. So a plot or an hour of training in the same notebook is left alone.
"""

from __future__ import annotations

import ast
import dis
import hashlib
import inspect
import itertools
import json
import linecache
import re
import sys
import textwrap
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

from dreamer.errors import UserError
from dreamer.parts.exercises import Exercise

READS = (
    "LOAD_NAME",
    "LOAD_GLOBAL",
    "LOAD_FROM_DICT_OR_GLOBALS",
)  # instructions, of Python 3.11 to 3.13

# `%magic`, `!shell`, `name?`, `files = !shell` and `found = %magic`, each a line
IPYTHON = re.compile(r"^[ \t]*([%!?].*|[\w.]+\?\??|[\w., ]+=[ \t]*[%!].*)$", re.M)


class NotDone(UserError):
    """An exercise still has its stub, or its notebook is not there."""


class Notebooks:
    """The notebooks of one folder, each read once."""

    def __init__(self, folder: Path):
        if not folder.is_dir():
            raise UserError(f"no folder {folder}: give the one that holds the notebooks")
        self.folder = folder
        self._read: dict[str, _Notebook] = {}

    def symbols(
        self, exercise: Exercise, known: dict[str, Any], stubs: bool = False
    ) -> tuple[dict[str, Any], str]:
        """Symbol -> object, and a digest of their source. Raises NotDone at a stub unless `stubs`."""
        if exercise.notebook not in self._read:
            self._read[exercise.notebook] = _Notebook(self._path(exercise))
        return self._read[exercise.notebook].symbols(exercise, known, stubs)

    def _path(self, exercise: Exercise) -> Path:
        for ending in (".ipynb", ".py"):
            path = self.folder / (exercise.notebook + ending)
            if path.is_file():
                return path
        raise NotDone(
            f"exercise '{exercise.id}': no notebook {exercise.notebook}.ipynb in {self.folder}"
        )


def load_exercise(folder: str | Path, exercise: Exercise) -> list[Any]:
    """What one exercise asks for, as it stands in the notebooks of `folder`: stubs too.

    Raises UserError where the notebook or a definition is missing, or a cell does not run.
    """
    symbols, _ = Notebooks(Path(folder)).symbols(exercise, known={}, stubs=True)
    return [symbols[name] for name in exercise.symbols]


def defined_here(exercise: Exercise, here: Mapping[str, Any]) -> tuple[dict[str, Any], str] | None:
    """An exercise as the globals `here` of a running notebook define it: symbol -> object, and a digest.

    None where they do not, or not yet.
    """
    if not all(callable(here.get(symbol)) for symbol in exercise.symbols):
        return None
    found = {symbol: here[symbol] for symbol in exercise.symbols}
    try:
        sources = [
            textwrap.dedent(inspect.getsource(function))
            for thing in found.values()
            for function in functions(thing)
        ]
    except (OSError, TypeError):  # made by a call, and not written as a definition
        return None
    if any(_is_stub(_parse(source)) for source in sources):
        return None
    return found, hashlib.sha256("\n".join(sources).encode()).hexdigest()


def functions(thing: object) -> list[FunctionType]:
    """A function, or the methods of a class."""
    found = [thing] if not isinstance(thing, type) else list(vars(thing).values())
    return [f for f in found if isinstance(f, FunctionType)]


def _code_cells(path: Path) -> list[str]:
    """The sources of a notebook's code cells."""
    if path.suffix == ".ipynb":  # read as JSON: nbformat takes four seconds to import
        cells = json.loads(path.read_text("utf-8"))["cells"]
        return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    import jupytext

    return [cell.source for cell in jupytext.read(path).cells if cell.cell_type == "code"]


class _Statement(NamedTuple):
    node: ast.stmt
    code: CodeType
    binds: frozenset[str]
    uses: frozenset[str]


class _Notebook:
    """The top-level statements of a notebook, ready to be picked by name."""

    def __init__(self, path: Path):
        self.path = path
        self.statements: list[_Statement] = []
        self.broken: dict[str, str] = {}  # source of a cell that does not parse -> why
        try:
            sources = _code_cells(path)
        except Exception as error:
            raise UserError(f"{path} is not a notebook that can be read: {error!r}") from error
        for number, source in enumerate(sources, start=1):
            self._add(source, f"{path}, code cell {number}")

    def _add(self, source: str, filename: str) -> None:
        try:
            nodes = _parse(source).body
            codes = [compile(ast.Module([n], type_ignores=[]), filename, "exec") for n in nodes]
        except SyntaxError as error:
            self.broken[source] = f"{filename}, line {error.lineno}: {error.msg}"
            return
        # Known to linecache, so that tracebacks show the learner's own line.
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        for node, code in zip(nodes, codes, strict=True):
            binds, uses = _names(code)
            binds |= _changed(node)
            if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
                binds |= {"*"}
            self.statements.append(_Statement(node, code, binds, uses))

    def symbols(
        self, exercise: Exercise, known: dict[str, Any], stubs: bool
    ) -> tuple[dict[str, Any], str]:
        where = f"exercise '{exercise.id}' in {self.path}"
        for symbol in exercise.symbols:
            definitions = [s for s in self.statements if symbol in s.binds]
            if not definitions:
                for source, reason in self.broken.items():
                    if symbol in source:  # begun, so not to be passed over in silence
                        raise UserError(f"{where}: {reason}")
                raise NotDone(f"{where}: `{symbol}` is not defined")
            if not stubs and _is_stub(definitions[-1].node):
                raise NotDone(f"{where}: `{symbol}` is not done yet")
        namespace = _new_module(self.path.stem).__dict__
        sources = hashlib.sha256()
        for statement in self._slice(exercise.symbols):
            given = {name: known[name] for name in statement.binds & known.keys()}
            if given and not statement.binds & set(exercise.symbols):
                namespace.update(given)  # another exercise's part, already chosen
                continue
            sources.update(ast.unparse(statement.node).encode())
            try:
                exec(statement.code, namespace)
            except Exception as error:
                cell, line = statement.code.co_filename, statement.node.lineno
                raise UserError(
                    f"{where}: {cell}, line {line}: {type(error).__name__}: {error}"
                ) from error
        return {symbol: namespace[symbol] for symbol in exercise.symbols}, sources.hexdigest()

    def _slice(self, names: Iterable[str]) -> list[_Statement]:
        """The statements that `names` need, in notebook order."""
        wanted, picked = list(names), set()
        seen = set(wanted)
        while wanted:
            name = wanted.pop()
            for index, statement in enumerate(self.statements):
                if index not in picked and (name in statement.binds or "*" in statement.binds):
                    picked.add(index)
                    new = statement.uses - seen
                    seen |= new
                    wanted.extend(new)
        return [self.statements[index] for index in sorted(picked)]


_loaded = itertools.count()


def _new_module(name: str) -> ModuleType:
    """An empty module of its own that Python can find by name: torch.compile looks up globals so."""
    module = ModuleType(f"{name}_{next(_loaded)}")
    sys.modules[module.__name__] = module
    return module


def _parse(source: str) -> ast.Module:
    """Parse a cell; lines for IPython alone (%magic, !shell, name?) are blanked, as they define no part."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        try:
            return ast.parse(source)
        except SyntaxError:
            return ast.parse(IPYTHON.sub("", source))


def _names(code: CodeType) -> tuple[frozenset[str], frozenset[str]]:
    """The global names that a compiled statement binds, and those that it and its functions read."""
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


def _changed(node: ast.AST) -> frozenset[str]:
    """The names whose attributes or items a statement sets: of `RSSM.prior = prior`, RSSM."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
        return frozenset()  # what stands in there does not happen yet
    found = frozenset().union(*map(_changed, ast.iter_child_nodes(node)))
    if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
        root: ast.AST = node
        while isinstance(root, ast.Attribute | ast.Subscript):
            root = root.value
        if isinstance(root, ast.Name):
            found |= {root.id}
    return found


def _is_stub(node: ast.AST) -> bool:
    """Whether a `raise NotImplementedError` of the released notebook is still there."""
    raises = (n.exc for n in ast.walk(node) if isinstance(n, ast.Raise) and n.exc)
    names = (exc.func if isinstance(exc, ast.Call) else exc for exc in raises)
    return any(isinstance(name, ast.Name) and name.id == "NotImplementedError" for name in names)
