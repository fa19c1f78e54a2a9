"""What the package says of itself is so, and said once: its version, its Pythons, where sound comes with it."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

import trackclock
from tests.platforms import PLATFORMS, PYTHONS, Platform, Target, has_miniaudio
from tests.workflow import jobs, steps_on_linux

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
README = (ROOT / "README.md").read_text("utf-8")

HAS_WHEEL = {
    "Linux x86_64 (glibc)": True,
    "Linux x86_64 (musl)": True,
    "Linux aarch64 (glibc)": False,
    "Linux armv7l (glibc)": False,
    "macOS arm64": True,
    "macOS x86_64": True,
    "Windows AMD64": True,
    "Windows ARM64": False,
}
"""Where miniaudio 1.71 is a wheel (its files on the index; `python -m tests.platforms` asks for them)."""


def test_the_version_is_in_one_place() -> None:
    assert "version" not in PROJECT
    assert "version" in PROJECT["dynamic"]
    assert metadata.version("trackclock") == trackclock.__version__
    places = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "trackclock").rglob("*.py")
        if re.search(rf"['\"]{re.escape(trackclock.__version__)}['\"]", path.read_text("utf-8"))
    ]
    assert places == ["trackclock/__init__.py"]
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.findall(r"^## (\S+)", changes, re.MULTILINE)[0] == trackclock.__version__


def test_the_pythons_that_are_claimed_are_those_that_are_tried() -> None:
    claimed = [name.rpartition(" ")[2] for name in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", name)]
    assert claimed == [python for python in PYTHONS if not python.endswith("t")]
    assert PROJECT["requires-python"] == f">={claimed[0]}"
    assert jobs()["tests"]["strategy"]["matrix"]["python"] == claimed
    assert f"python {claimed[0]} or newer" in README.lower()


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.name)
def test_sound_comes_with_it_where_it_is_a_wheel(platform: Platform) -> None:
    assert {has_miniaudio(Target(platform, python)) for python in PYTHONS} == {HAS_WHEEL[platform.name]}


def test_every_address_is_one_place_of_the_same_project() -> None:
    urls = PROJECT["urls"]
    assert {"Homepage", "Issues", "Changelog"} <= set(urls)
    assert all(url.startswith(urls["Homepage"]) for url in urls.values())


def test_the_workflow_runs_what_everybody_runs() -> None:
    tests, everything = jobs()["tests"], jobs()["everything"]
    command = next(line for line in README.splitlines() if line.endswith("-m tests"))
    assert command in [step.run for step in steps_on_linux(tests)]
    assert any(".ci/run" in step.run for step in steps_on_linux(everything))
    assert {"ubuntu-latest", "ubuntu-24.04-arm", "macos-latest", "windows-latest"} <= set(
        tests["strategy"]["matrix"]["os"]
    )


def test_the_workflow_can_be_run() -> None:
    """Each line is one for the shell, each action is pinned by its major version, no word comes from outside."""
    steps = [step for job in jobs().values() for step in job["steps"]]
    for step in steps:
        if "uses" in step:
            assert re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"])
        else:
            assert "${{" not in step["run"]
            subprocess.run(["bash", "-n", "-c", step["run"]], check=True)
    for job in jobs().values():
        kept = [step for step in job["steps"] if step.get("uses", "").startswith("actions/upload-artifact@")]
        assert [step["with"]["path"] for step in kept] == ["snapshot_report.html"]
        assert [step["if"] for step in kept] == ["failure()"]


def test_a_report_of_a_fault_asks_for_what_doctor_says() -> None:
    template = (ROOT / ".github" / "ISSUE_TEMPLATE" / "fault.yml").read_text("utf-8")
    assert "trackclock doctor" in template
