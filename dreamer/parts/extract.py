"""Extracts the parts from notebooks, and executes only what they need.

What counts is what an exercise's last `check("id", …)` saw, in the notebook's order. Of the
statements up to there, those are executed that a part needs: its definition, the names that it uses
and theirs in turn, and what changes the objects behind them. So a plot or an hour of training in the
same notebook is left alone, and so is a later cell that gives a name to something else.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import hashlib
import inspect
import io
import itertools
import linecache
import re
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from dreamer.errors import UserError
from dreamer.parts.cells import Cell, find_notebook, parse_cells
from dreamer.parts.exercises import Exercise
from dreamer.parts.statements import Statement, asks, changes, is_stub, parse, statements


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
            path = find_notebook(self.folder, exercise.notebook)
            if path is None:
                raise NotDone(
                    f"exercise '{exercise.id}': no notebook {exercise.notebook}.ipynb in {self.folder}"
                )
            self._read[exercise.notebook] = _Notebook(path)
        return self._read[exercise.notebook].symbols(exercise, known, stubs)


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
        sources = [source for thing in found.values() for source in _sources(thing)]
    except (OSError, TypeError):  # made by a call, and not written as a definition
        return None
    if any(is_stub(parse(source)) for source in sources):
        return None
    return found, hashlib.sha256("\n".join(sources).encode()).hexdigest()


def functions(thing: object) -> list[FunctionType]:
    """A function, or the methods of a class."""
    found = [thing] if not isinstance(thing, type) else list(vars(thing).values())
    return [f for f in found if isinstance(f, FunctionType)]


def _sources(thing: object) -> list[str]:
    return [textwrap.dedent(inspect.getsource(function)) for function in functions(thing)]


def _is_left_undone(thing: object) -> bool:
    """Whether a function or a method of a class is still the stub."""
    try:
        return any(is_stub(parse(source)) for source in _sources(thing))
    except (OSError, TypeError, SyntaxError):  # a lambda within an expression, a call's result
        return False


class _Notebook:
    """The top-level statements of a notebook, ready to be picked by name."""

    def __init__(self, path: Path):
        self.path = path
        self.statements: list[Statement] = []
        self.checked: dict[str, int] = {}  # exercise -> statements before its last check
        self.broken: dict[str, str] = {}  # source of a cell that does not parse -> why
        try:
            cells = parse_cells(path.name, path.read_bytes())
        except (OSError, UserError) as error:
            raise UserError(f"{path} cannot be read: {error}") from error
        self.prose: list[Cell] = [cell for cell in cells if cell.kind != "code"]
        code = (cell.source for cell in cells if cell.kind == "code")
        for number, source in enumerate(code, start=1):
            self._add(source, f"{path}, code cell {number}")

    def _add(self, source: str, filename: str) -> None:
        try:
            found = statements(source, filename)
        except (SyntaxError, ValueError, RecursionError) as error:
            line = getattr(error, "lineno", 1)
            self.broken[source] = f"{filename}, line {line}: {getattr(error, 'msg', error)}"
            return
        # Known to linecache, so that tracebacks show the learner's own line.
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        for statement in found:
            for id in asks(statement.node):
                self.checked[id] = len(self.statements)
            self.statements.append(statement)

    def symbols(
        self, exercise: Exercise, known: dict[str, Any], stubs: bool
    ) -> tuple[dict[str, Any], str]:
        where = f"exercise '{exercise.id}' in {self.path}"
        for symbol in exercise.symbols:
            self._must_be_defined(symbol, where)
        namespace = _new_module(self.path.stem).__dict__
        namespace["get_ipython"] = _Shell
        sources = hashlib.sha256()
        needed, picked = self._slice(exercise)
        for statement in picked:
            given = {name: known[name] for name in statement.binds & known.keys()}
            if given and not statement.binds & set(exercise.symbols):
                namespace.update(given)  # another exercise's part, already chosen
                continue
            sources.update(ast.unparse(statement.node).encode())
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    exec(statement.code, namespace)
            except Exception as error:
                if not statement.binds & needed:
                    continue  # as in JupyterLab, where the cells below run all the same
                cell, line = statement.code.co_filename, statement.node.lineno
                raise UserError(
                    f"{where}: {cell}, line {line}: {type(error).__name__}: {error}"
                ) from error
        found = {symbol: namespace.get(symbol) for symbol in exercise.symbols}
        for symbol, thing in found.items():
            if thing is None:
                raise NotDone(f"{where}: `{symbol}` is not defined")
            if not stubs and _is_left_undone(thing):
                raise NotDone(f"{where}: `{symbol}` is not done yet")
        return found, sources.hexdigest()

    def _must_be_defined(self, symbol: str, where: str) -> None:
        """Raise where nothing but stubs defines a symbol, and say so where an answer has been begun."""
        definitions = [s for s in self.statements if symbol in s.binds]
        if not all(statement.stub for statement in definitions):
            return
        written = re.compile(rf"^\s*(def|class)\s+{symbol}\b", re.M)
        for source, reason in self.broken.items():
            if written.search(source) or (not definitions and symbol in source):
                raise UserError(f"{where}: {reason}")
        for cell in self.prose:
            if written.search(cell.source):
                kind = {"markdown": "a Markdown cell", "raw": "a raw cell"}[cell.kind]
                raise UserError(
                    f"{where}: `{symbol}` stands in {kind}, which is not run: click beside it and "
                    "press y, which makes it code"
                )
        if not definitions:
            raise NotDone(f"{where}: `{symbol}` is not defined")

    @functools.cached_property
    def _changes(self) -> list[set[str]]:
        return changes(self.statements)

    def _slice(self, exercise: Exercise) -> tuple[set[str], list[Statement]]:
        """The names that an exercise needs, and the statements that they need, in notebook order."""
        cut = self.checked.get(exercise.id, len(self.statements))
        wanted = list(exercise.symbols)
        picked: set[int] = set()
        needed = set(wanted)
        while wanted:
            for index in self._about(wanted.pop(), cut) - picked:
                picked.add(index)
                new = self.statements[index].uses - needed
                needed |= new
                wanted.extend(new)
        return needed, [self.statements[index] for index in sorted(picked)]

    def _about(self, name: str, cut: int) -> set[int]:
        """The statements that give a name its object or change it: those before `cut`, where that is done there.

        A stub counts only where it is all there is.
        """
        binding = [index for index, s in enumerate(self.statements) if name in s.binds]
        done = [index for index in binding if not self.statements[index].stub] or binding
        if any(index < cut for index in done):
            done = [index for index in done if index < cut]
        elif done:  # written below its check
            cut = len(self.statements)
        changing = (
            index
            for index, s in enumerate(self.statements[:cut])
            if name in self._changes[index] or "*" in s.binds
        )
        return {*done, *changing}


class _Shell:
    """Stands for IPython where a cell calls its magics: nothing is done."""

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: None


_loaded = itertools.count()


def _new_module(name: str) -> ModuleType:
    """An empty module of its own that Python can find by name: torch.compile looks up globals so."""
    module = ModuleType(f"{name}_{next(_loaded)}")
    sys.modules[module.__name__] = module
    return module
