"""Nothing in the core, the formats or the recorder is there for the tests alone.

It exists because what no screen and no command needs is still read, kept right and mended.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path

import trackclock

ROOT = Path(trackclock.__file__).parent


def modules() -> dict[str, ast.Module]:
    """Every module by its place; read by the test that asks, since every worker imports this file."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in sorted(ROOT.rglob("*.py"))
    }


def names_used(trees: Iterable[ast.Module]) -> set[str]:
    """Every name that some module of the app reads; an import alone is no use."""
    nodes = [node for tree in trees for node in ast.walk(tree)]
    read = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return read | {node.attr for node in nodes if isinstance(node, ast.Attribute)}


def names_given(tree: ast.Module) -> set[str]:
    """The functions, methods, classes and constants of a module."""
    given = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            given |= {target.id for target in targets if isinstance(target, ast.Name)}
    return {name for name in given if not name.startswith("__")}


def test_what_only_tests_use_stands_with_the_tests() -> None:
    found = modules()
    used = names_used(found.values())
    idle = {
        f"{path}: {name}"
        for path, tree in found.items()
        if path.startswith(("core/", "formats/", "recorder"))
        for name in names_given(tree) - used
    }
    assert idle == set()
