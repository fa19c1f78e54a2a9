"""`python -m tests.simulated_windows MODULE ARGUMENTS`: runs a module as `python -m` does, on a simulated Windows."""

from __future__ import annotations

import importlib
import runpy
import sys

from tests.simulated_windows import arrive
from tests.simulated_windows.console import CONSOLE, install
from tests.simulated_windows.files import keep_rules
from tests.simulated_windows.hiding import hide


def become_windows(*read_before: str) -> None:
    """Let this process be on Windows from now on.

    Args:
        read_before: modules that are to be what they are here, such as pytest.
    """
    for name in read_before:
        importlib.import_module(name)
    hide()
    keep_rules()
    install(CONSOLE)
    CONSOLE.show_on_terminal()
    arrive()


def main() -> None:
    """Run."""
    _, module, *arguments = sys.argv
    become_windows(*(("pytest",) if module == "pytest" else ()))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
