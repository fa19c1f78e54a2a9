"""Each limit stands once: in `trackclock/core/limits.py`, or in the one module that needs it.

It exists because a number that stands twice is mended once. The numbers are read from the source by `ast`, sums of
constants included, so that `6 * 3_600_000` does not hide.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

import trackclock
from trackclock.adapters.audio import tones
from trackclock.application import settings
from trackclock.core import limits

ROOT = Path(trackclock.__file__).parent
LIMITS = {name: value for name, value in vars(limits).items() if name.isupper()}

COMMON = (
    "FASTEST_MS_PER_M",
    "LIKELY_FASTEST_MS_PER_M",
    "STALE_GO_MS",
    "SHORTEST_JOG_MS",
    "MAX_STEPS",
    "LONGEST_WAIT_MS",
)
"""Numbers so small or round that they mean a hundred things; these are found by name."""

OTHER_THINGS = {
    ("core/progress/goal.py", 400_000): "one of the distances that a pace is told for",
    ("core/notation/words/paces.py", 400_000): "a race told by its metres alone is no shorter",
    ("core/notation/placing/ends.py", 400_000): "a warm-up is likely no shorter",
    ("core/notation/placing/units.py", 400_000): "a warm-up told by a bare number of metres is no shorter",
    ("core/notation/line/shares.py", 900_000): "a time above it is none of a rep on the track",
    ("core/progress/predictions.py", 300_000): "the recovery of the mile predictor",
    ("ui/holds.py", 1_000): "a held key begins to repeat within it",
    ("core/estimates.py", 600_000): "about how long an open warm-up takes",
    ("core/session/guard.py", 1_000): "the same, where nothing of the core may be imported yet",
    ("core/notation/placing/roles.py", 800_000): "a jog between repeats that is no recovery is no shorter",
}
"""The same figure with another meaning."""

TWO_THINGS = {
    "FURTHEST_PLACE": "behind a word in line/words.py, before a clock time in line/lengths.py",
    "SCHEMA": "of `check --json` and of `show --json`, which change apart",
}
"""Names that two modules give to different things which happen to be equal."""


@cache
def modules() -> Mapping[str, ast.Module]:
    """Every other module by its place; read by the first test that asks, since every worker imports this file."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(ROOT.rglob("*.py"))
        if path != Path(limits.__file__)
    }


def number(node: ast.AST) -> int | None:
    """The value of an expression of nothing but whole numbers; None for any other."""
    if isinstance(node, ast.Constant):
        return node.value if type(node.value) is int else None
    if isinstance(node, ast.BinOp):
        left, right = number(node.left), number(node.right)
        if left is None or right is None:
            return None
        match node.op:
            case ast.Mult():
                return left * right
            case ast.Add():
                return left + right
            case ast.Pow() if 0 <= right <= 64:
                return int(left**right)
    return None


@cache
def numbers() -> Mapping[str, frozenset[int]]:
    """Every number of a module, the whole of a product and its parts."""
    return {
        path: frozenset(value for node in ast.walk(tree) if (value := number(node)) is not None)
        for path, tree in modules().items()
    }


def constants(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The constants of a module that are numbers, tuples of them taken apart."""
    for node in tree.body:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        pairs: list[tuple[ast.expr, ast.expr]] = [(target, node.value)]
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = list(zip(target.elts, node.value.elts, strict=True))
        for name, value in pairs:
            if isinstance(name, ast.Name) and (found := number(value)) is not None:
                yield name.id, found


@pytest.mark.parametrize("name", [name for name in LIMITS if name not in COMMON])
def test_a_limit_stands_in_no_other_module(name: str) -> None:
    value = LIMITS[name]
    again = [path for path, found in numbers().items() if value in found and (path, value) not in OTHER_THINGS]
    assert again == []


@pytest.mark.parametrize("name", COMMON)
def test_a_limit_that_is_a_common_number_is_no_constant_of_another_module(name: str) -> None:
    unit = name.rsplit("_", 1)[-1] if not name.endswith("_PER_M") else "MS_PER_M"
    again = [
        f"{path}: {other}"
        for path, tree in modules().items()
        for other, value in constants(tree)
        if value == LIMITS[name] and other.endswith(unit) and (path, value) not in OTHER_THINGS
    ]
    assert again == []


def test_no_two_modules_of_the_core_and_the_formats_give_one_number_one_name() -> None:
    places: dict[tuple[str, int], list[str]] = defaultdict(list)
    for path, tree in modules().items():
        if path.startswith(("core/", "formats/", "recorder")):
            for name, value in constants(tree):
                if name.strip("_") not in TWO_THINGS:
                    places[name.strip("_"), value].append(path)
    assert {key: found for key, found in places.items() if len(found) > 1} == {}


def test_every_exception_is_still_needed() -> None:
    assert [(path, value) for path, value in OTHER_THINGS if value not in numbers()[path]] == []


def test_every_limit_is_used_by_more_than_one_module() -> None:
    names = {
        path: {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} for path, tree in modules().items()
    }
    used = {name: [path for path, found in names.items() if name in found] for name in LIMITS}
    assert {name: found for name, found in used.items() if len(found) < 2} == {}


def test_the_volume_that_is_remembered_is_the_volume_that_is_played() -> None:
    """The one limit that stands twice: the settings are read before the first frame, which waits for no core."""
    assert settings.MAX_VOLUME == tones.MAX_VOLUME
