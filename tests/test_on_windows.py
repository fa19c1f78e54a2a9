"""The tests that Windows asks for, run on a simulated one in a process of its own, so that nothing leaks.

It exists because what hides modules and watches files cannot be undone; tests/simulated_windows says what is as there.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.pty_process import app_environment
from tests.simulated_windows.files import MARK
from tests.simulated_windows.hiding import CALLS, MODULES, SIGNALS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Windows is simulated on Linux")

ROOT = Path(__file__).resolve().parent.parent

HELD_THERE = (
    "tests/adapters/test_store_on_windows.py",
    "tests/command_line/test_commands_on_windows.py",
    "tests/ui/test_driver_windows.py",
)
"""What is about Windows, or holds there in another way than elsewhere."""


def pytest_on_windows(*arguments: str, home: Path) -> tuple[int, str]:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.simulated_windows", "pytest", "-q", *arguments),
            *("-p", "no:cacheprovider", "-p", "no:xdist", f"--basetemp={home / 'temporary'}"),
        ],
        env=app_environment(home, {MARK: str(home)}),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=1_200,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_what_is_about_windows_holds_there(tmp_path: Path) -> None:
    code, said = pytest_on_windows(*HELD_THERE, home=tmp_path)
    assert code == 0, said
    assert " passed" in said
    assert "skipped" not in said


@pytest.mark.slow
def test_what_needs_neither_posix_nor_a_screen_holds_there_as_well(tmp_path: Path) -> None:
    folders = ("adapters", "application", "command_line", "formats", "keys")
    code, said = pytest_on_windows(*(f"tests/{folder}" for folder in folders), home=tmp_path)
    assert code == 0, said


@pytest.mark.slow
def test_every_test_can_be_collected_there(tmp_path: Path) -> None:
    code, said = pytest_on_windows("--collect-only", "tests", home=tmp_path)
    assert code == 0, said


def test_no_test_asks_for_posix_as_it_is_collected() -> None:
    """As above, without reading six thousand tests: a name that is only there on POSIX stands in a function."""
    found = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if path.parent.name != "simulated_windows"
        for line, name in only_on_posix(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def only_on_posix(source: str) -> Iterator[tuple[int, str]]:
    """Names that a module asks for as it is imported and that only POSIX has, each with its line."""
    words = (*MODULES, *CALLS, "SIG")
    if not any(word in source for word in words):
        return
    waiting: list[ast.AST] = []
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.If) and "allow_module_level" in ast.dump(statement):
            break  # what follows is not for Windows, or the module would ask for it
        waiting.append(statement)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]
            continue
        if isinstance(node, ast.Lambda) or (isinstance(node, ast.If) and "platform" in ast.dump(node.test)):
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, one.name) for one in node.names if one.name in MODULES)
        if isinstance(node, ast.ImportFrom) and node.module in MODULES:
            yield node.lineno, node.module
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            is_signal = node.value.id == "signal" and node.attr.startswith("SIG") and node.attr not in SIGNALS
            if (is_signal and not node.attr.startswith("SIG_")) or (node.value.id == "os" and node.attr in CALLS):
                yield node.lineno, f"{node.value.id}.{node.attr}"
        waiting += ast.iter_child_nodes(node)
