"""The workflow of GitHub on the machine at hand: `python -m tests.workflow [JOB] [--python PYTHON]`.

It exists because a workflow is otherwise tried by pushing it. The steps of a job that Linux runs are taken out of the
file and run as the runner runs them, in a clone of what is committed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).parents[1]
FILE: Final = ROOT / ".github" / "workflows" / "ci.yml"

_ON_LINUX: Final = {
    "": True,
    "runner.os == 'Linux'": True,
    "runner.os != 'Windows'": True,
    "runner.os == 'Windows'": False,
    "failure()": False,
}
"""What may stand behind `if`, and whether it holds on Linux while all is well."""


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a job.

    Attributes:
        name: what the workflow calls it.
        run: the lines for the shell.
        environment: what it has in its environment besides.
    """

    name: str
    run: str
    environment: Mapping[str, str]


def jobs() -> dict[str, Any]:
    """The jobs of the workflow, as they are written."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))["jobs"]
    return found


def steps_on_linux(job: Mapping[str, Any]) -> list[Step]:
    """What a job runs there, in order.

    Raises:
        KeyError: if a step has a condition that is not known here.
    """
    return [
        Step(step["name"], step["run"], {**job.get("env", {}), **step.get("env", {})})
        for step in job["steps"]
        if _ON_LINUX[step.get("if", "")] and "run" in step
    ]


def run(steps: list[Step], python: str) -> int:
    """Run steps in a fresh clone, until one fails; returns the exit code of the last.

    Args:
        steps: in order.
        python: which one `python3` is.
    """
    with tempfile.TemporaryDirectory(prefix="trackclock-workflow-") as folder:
        clone, tools = Path(folder, "clone"), Path(folder, "bin")
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        tools.mkdir()
        for name in ("python3", "python"):
            _put(tools / name, f'exec "{python}" "$@"')
        if os.geteuid() == 0:
            _put(tools / "sudo", 'exec "$@"')
        path = f"{tools}{os.pathsep}{os.environ['PATH']}"
        for step in steps:
            print(f"== {step.name}\n{step.run}", flush=True)
            environment = {**os.environ, **step.environment, "PATH": path, "CI": "true"}
            shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step.run]
            if code := subprocess.run(shell, cwd=clone, env=environment, check=False).returncode:
                print(f"== {step.name}: exit code {code}")
                return code
    return 0


def _put(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n", "utf-8")
    path.chmod(0o755)


def main() -> int:
    """Run the job that is asked for."""
    known = jobs()
    parser = argparse.ArgumentParser(prog="python -m tests.workflow", description="The workflow's steps on Linux.")
    parser.add_argument("job", nargs="?", choices=list(known), default="tests", help="which job; tests if left out")
    parser.add_argument("--python", default=sys.executable, help="which Python it is for; the one that runs this")
    options = parser.parse_args()
    return run(steps_on_linux(known[options.job]), shutil.which(options.python) or options.python)


if __name__ == "__main__":
    sys.exit(main())
