"""What is imported when: the first painted frame waits for nothing but Textual, and the core for nothing at all.

Each question is asked of a fresh interpreter, since this one has imported everything by now.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e import warm
from tests.e2e.pty_process import app_environment

SLOW = (
    "pydantic",
    "sqlite3",
    "plotext",
    "textual_plotext",
    "miniaudio",
    "simpleaudio",
    "wakepy",
    "tomllib",
    "multiprocessing",
    "fitdecode",
    "xml.etree",
    "pyexpat",
)
"""What costs start-up time, or touches the world: not before the first frame."""

IMPURE = (
    "time",
    "datetime",
    "pathlib",
    "sqlite3",
    "asyncio",
    "textual",
    "pydantic",
    "random",
    "socket",
    "subprocess",
    "threading",
    "trackclock.adapters",
    "trackclock.application",
    "trackclock.formats",
    "trackclock.ports",
    "trackclock.recorder",
    "trackclock.ui",
)
"""What the core must not know of (ARCHITECTURE.md, "The core is pure")."""

PARTS = ("trackclock.core", "trackclock.application", "trackclock.ui", "trackclock.formats")
"""What a command of the command line imports for itself."""

CORE_WRAPPER = """
import builtins, json, sys
asked, real = [], builtins.__import__
def wrapper(name, globals=None, locals=None, fromlist=(), level=0):
    here = (globals or {}).get("__name__", "")
    if here.startswith("trackclock.core") and level == 0:
        asked.append([here, name])
    return real(name, globals, locals, fromlist, level)
builtins.__import__ = wrapper
import importlib, pkgutil
import trackclock.core
for module in pkgutil.walk_packages(trackclock.core.__path__, "trackclock.core."):
    importlib.import_module(module.name)
builtins.__import__ = real
print(json.dumps(asked))
"""
"""Notes what each module of the core asks for itself: the standard library drags in more on its own account."""

WATCHED = """
import importlib, os, sys, time
for name in {libraries}:
    importlib.import_module(name)
done = []
def watch(event, arguments):
    if event == "open" and not str(arguments[0]).endswith((".py", ".pyc")):
        done.append(f"open {{arguments[0]}}")
    elif event.partition(".")[0] in ("os", "socket", "subprocess", "sqlite3", "ctypes") and event != "os.listdir":
        done.append(event)
sys.addaudithook(watch)
read = type(os.environ).__getitem__
type(os.environ).__getitem__ = lambda self, name: (done.append(f"environment {{name}}"), read(self, name))[1]
for name in ("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter"):
    setattr(time, name, lambda name=name, real=getattr(time, name): (done.append(name), real())[1])
for name in {ours}:
    importlib.import_module(name)
real, done = done, []
print(real)
"""
"""Notes whatever a module does as it is imported, but for reading other modules."""

FIRST_FRAME = """
import sys
from textual.app import App
real = App._display
def display(self, screen, renderable):
    real(self, screen, renderable)
    if renderable is not None:
        with open({out!r}, "w") as file:
            file.write("\\n".join(sys.modules))
        App._display = real
        self.exit()
App._display = display
from trackclock.cli import run
sys.exit(run({arguments!r}))
"""


def modules_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_the_command_line_drags_in_next_to_nothing() -> None:
    found = modules_after("import trackclock.cli")
    assert found.isdisjoint({*SLOW, "textual", "rich", "asyncio", "json"})
    assert not [name for name in found if name.startswith(PARTS)]


def test_the_app_drags_in_textual_and_nothing_of_the_core() -> None:
    found = modules_after("import trackclock.ui.app")
    assert found.isdisjoint(SLOW)
    assert not [name for name in found if name.startswith(("trackclock.core", "trackclock.adapters"))]


def test_the_application_needs_no_terminal() -> None:
    """Whatever of it is imported, at once or deferred: import-linter reads it, this looks."""
    code = "import importlib, pkgutil, trackclock.application\n"
    code += "for module in pkgutil.walk_packages(trackclock.application.__path__, 'trackclock.application.'):\n"
    code += "    importlib.import_module(module.name)"
    found = modules_after(code)
    assert "trackclock.application.services" in found
    assert found.isdisjoint({"textual", "rich", "plotext", "trackclock.ui"})


def test_the_live_screen_drags_in_nothing_slow() -> None:
    found = modules_after("import trackclock.ui.run.screen, trackclock.ui.live.pulse, trackclock.recorder")
    assert found.isdisjoint(SLOW)


def test_the_modules_of_the_adapters_can_be_imported_one_by_one() -> None:
    found = modules_after("import trackclock.adapters.clock, trackclock.adapters.locations, trackclock.adapters.audio")
    assert found.isdisjoint(set(SLOW))


def test_a_module_that_the_tests_read_once_for_all_starts_does_nothing_as_it_is_read() -> None:
    code = WATCHED.format(libraries=warm.LIBRARIES, ours=warm.OURS)
    # -B: what is read for the first time would be compiled, and that be written.
    done = subprocess.run([sys.executable, "-B", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.pty
@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals here")
@pytest.mark.parametrize("arguments", [[], ["run", "sessions/pavey.toml"], ["run", "long.txt"]])
def test_the_first_frame_waits_for_textual_alone(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "long.txt").write_text("4 x 400m with 90 s recovery\n", encoding="utf-8")
    root = Path(__file__).resolve().parent.parent
    arguments = [str(root / word) if word.endswith(".toml") else word for word in arguments]
    out = tmp_path / "modules"
    code = FIRST_FRAME.format(out=str(out), arguments=arguments)
    environment = {**app_environment(tmp_path), "PYTHONPATH": str(root)}
    run_on_a_terminal(["-c", code], environment, tmp_path)
    found = set(out.read_text(encoding="utf-8").split())
    assert "textual.app" in found
    assert found.isdisjoint(SLOW)
    assert not [name for name in found if name.startswith("trackclock.core")]


def test_a_text_session_is_checked_without_the_formats_of_others(tmp_path: Path) -> None:
    """What a workout of a watch or a service needs is imported when one is opened."""
    path = tmp_path / "a.txt"
    path.write_text("4 x 400m with 90 s recovery\n", encoding="utf-8")
    found = modules_after(f"import io\nfrom trackclock.cli import run\nrun(['check', {str(path)!r}])\nprint()")
    assert "trackclock.formats.text" in found
    foreign = (
        "trackclock.formats.fit",
        "trackclock.formats.icu",
        "trackclock.formats.workout",
        "trackclock.formats.zwo",
    )
    assert not [name for name in found if name.startswith((*foreign, "trackclock.formats.guarded", "pydantic"))]
    assert found.isdisjoint({"fitdecode", "xml.etree", "pyexpat"})


def test_the_core_asks_for_nothing_impure() -> None:
    done = subprocess.run([sys.executable, "-c", CORE_WRAPPER], capture_output=True, text=True, check=True)
    asked = [(module, name) for module, name in json.loads(done.stdout)]
    assert len(asked) > 100
    assert [(module, name) for module, name in asked if name.startswith(tuple(f"{word}." for word in IMPURE))] == []
    assert [(module, name) for module, name in asked if name in IMPURE] == []


def run_on_a_terminal(arguments: list[str], environment: dict[str, str], folder: Path) -> None:
    """Run Python on a pty, with its output thrown away, to its end."""
    import pty  # only where there are some

    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment,
        cwd=folder,
        start_new_session=True,
    ) as process:
        os.close(slave)
        deadline = time.monotonic() + 30
        while process.poll() is None and time.monotonic() < deadline:
            if select.select([master], [], [], 0.05)[0]:
                try:
                    os.read(master, 65_536)
                except OSError:
                    break
        process.kill()
    os.close(master)
