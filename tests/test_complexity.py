"""How much one function and one file may hold, counted from the source, so that no hand has to remember it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

CEILING = 20
"""Branches and boolean operators of one function, plus one."""

MOST_LINES = 60
"""Lines of one function, its docstring among them."""

LONGEST_FILE = 400
"""Lines of one file."""

BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.IfExp, ast.match_case, ast.comprehension)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def complexity(function: ast.AST) -> int:
    """Branches, filters of comprehensions and boolean operators, plus one; what is defined inside counts for itself."""
    count = 1
    waiting = list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop()
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            continue
        count += isinstance(node, BRANCHES)
        if isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            count += len(node.ifs)
        waiting.extend(ast.iter_child_nodes(node))
    return count


def files() -> list[tuple[str, str]]:
    """The path and the text of each file of the program."""
    paths = sorted((ROOT / "trackclock").rglob("*.py"))
    return [(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in paths]


def all_functions() -> Mapping[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    """Each function that the ceiling holds for, by the place where it stands."""
    found: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = {}
    for path, text in files():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, FUNCTIONS):
                found[f"{path}:{node.lineno} {node.name}"] = node
    return found


def test_no_function_is_too_complex_or_too_long() -> None:
    functions = all_functions()
    assert len(functions) > 1_000, "the program was not found"
    counted = {where: complexity(node) for where, node in functions.items()}
    assert {where: count for where, count in counted.items() if count > CEILING} == {}
    lengths = {where: (node.end_lineno or 0) - node.lineno + 1 for where, node in functions.items()}
    assert {where: length for where, length in lengths.items() if length > MOST_LINES} == {}


def test_no_file_is_too_long() -> None:
    lengths = {path: len(text.splitlines()) for path, text in files()}
    assert len(lengths) > 100, "the program was not found"
    too_long = {path: length for path, length in lengths.items() if length > LONGEST_FILE}
    assert too_long == {}, "split it where it holds two things"


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("return 1", 1),
        ("if a: pass\n elif b: pass\n else: pass", 3),
        ("for x in y: pass", 2),
        ("while a and b or c: pass", 4),
        ("try: pass\n except OSError: pass\n except ValueError: pass", 3),
        ("return a if b else c", 2),
        ("return [x for x in y if x if not x for z in x]", 5),
        ("match a:\n  case 1: pass\n  case _: pass", 3),
        ("return lambda: a or b", 2),
        ("def inner():\n  if a: pass", 1),
    ],
)
def test_what_is_counted(body: str, count: int) -> None:
    function = ast.parse(f"def outer():\n {body}").body[0]
    assert complexity(function) == count
