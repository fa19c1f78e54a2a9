"""No module of trackclock needs itself, at whatever time and by whatever detour.

It reads the source: what is imported inside a function, or for the types alone, ties two modules together as well.
"""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def modules_of(package: str) -> dict[str, Path]:
    """Every module by its dotted name."""
    found: dict[str, Path] = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported_by(source: str, modules: frozenset[str]) -> set[str]:
    """The modules among `modules` that a source asks for anywhere: at its top, in a function, for its types."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            found.update(name if name in modules else node.module for name in names)
    return found & modules


def circle_of(graph: dict[str, set[str]]) -> list[str]:
    """One circle, as the way around it; empty where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def graph_of(package: str) -> dict[str, set[str]]:
    modules = modules_of(package)
    names = frozenset(modules)
    return {name: imported_by(path.read_text(encoding="utf-8"), names) - {name} for name, path in modules.items()}


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = graph_of("trackclock")
    assert len(graph) > 150
    assert sum(map(len, graph.values())) > 500
    assert circle_of(graph) == []


@pytest.mark.parametrize(
    "back",
    [
        "import trackclock.one",
        "from trackclock.one import thing",
        "from trackclock import one",
        "def later():\n    from trackclock.one import thing",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from trackclock.one import thing",
    ],
)
def test_a_circle_is_found_however_it_is_closed(back: str) -> None:
    names = frozenset({"trackclock.one", "trackclock.two"})
    graph = {
        "trackclock.one": imported_by("from trackclock.two import thing", names),
        "trackclock.two": imported_by(back, names),
    }
    assert set(circle_of(graph)) == names
    assert circle_of({**graph, "trackclock.two": set()}) == []
