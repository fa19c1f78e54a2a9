"""Where trackclock installs without a compiler: `python -m tests.platforms`.

It exists because a package without a wheel for somebody's machine is found out there and not here. For each platform
and Python it asks pip for wheels only, package by package, and reads the markers of each as that machine would: pip
itself reads them as the machine that it runs on (pip's manual, `pip download`). It needs the package index and takes a
few minutes; the table that it prints is what the README's table of systems stands on.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT: Final = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Platform:
    """A kind of machine.

    Attributes:
        name: what the README calls it.
        markers: what it is to the markers of a requirement (PEP 508).
        tags: the platform tags of the wheels that it takes, best first (PEP 425, PEP 600, PEP 656).
    """

    name: str
    markers: Mapping[str, str]
    tags: tuple[str, ...]


def _linux(machine: str, libc: str = "glibc") -> Platform:
    found = (
        ("musllinux_1_2", "musllinux_1_1")
        if libc == "musl"
        else ("manylinux_2_28", "manylinux_2_24", "manylinux_2_17", "manylinux2014")
    )
    markers = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": machine}
    return Platform(f"Linux {machine} ({libc})", markers, tuple(f"{tag}_{machine}" for tag in found))


def _macos(machine: str, oldest: int) -> Platform:
    markers = {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": machine}
    old = (f"macosx_10_{minor}_{machine}" for minor in range(15, 8, -1)) if machine == "x86_64" else ()
    versions = (f"macosx_{major}_0_{machine}" for major in range(oldest, 10, -1))
    return Platform(f"macOS {machine}", markers, (*versions, *old, "macosx_11_0_universal2"))


def _windows(machine: str, tag: str) -> Platform:
    markers = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": machine}
    return Platform(f"Windows {machine}", markers, (tag,))


PLATFORMS: Final = (
    _linux("x86_64"),
    _linux("x86_64", "musl"),
    _linux("aarch64"),
    _linux("armv7l"),
    _macos("arm64", 14),
    _macos("x86_64", 13),
    _windows("AMD64", "win_amd64"),
    _windows("ARM64", "win_arm64"),
)

PYTHONS: Final = ("3.11", "3.12", "3.13", "3.14", "3.14t")
"""A `t` behind the number is a Python without the global lock (PEP 703); no marker tells it from the other."""


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of machine with one Python on it."""

    platform: Platform
    python: str

    @property
    def version(self) -> str:
        """Its number alone."""
        return self.python.removesuffix("t")

    @property
    def abi(self) -> str:
        """What compiled wheels call it."""
        return f"cp{self.python.replace('.', '')}"

    @property
    def environment(self) -> dict[str, str]:
        """What the markers of a requirement are read against."""
        return {
            **self.platform.markers,
            "python_version": self.version,
            "python_full_version": f"{self.version}.0",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "extra": "",
        }

    @property
    def wheels(self) -> frozenset[Tag]:
        """The tags of the wheels that it takes."""
        major, minor = map(int, self.version.split("."))
        platforms = list(self.platform.tags)
        exact = cpython_tags((major, minor), [self.abi], platforms)
        return frozenset((*exact, *compatible_tags((major, minor), f"cp{major}{minor}", platforms)))

    @property
    def options(self) -> list[str]:
        """What pip is told of it."""
        platforms = [f"--platform={tag}" for tag in self.platform.tags]
        abis = [f"--abi={abi}" for abi in (self.abi, "abi3", "none")]
        return [*platforms, f"--python-version={self.version}", "--implementation=cp", *abis]


@dataclass
class Index:
    """The wheels that pip has found so far; one that fits several machines is asked for once."""

    folder: Path
    _missing: dict[tuple[str, Target], str] = field(default_factory=dict)

    def wheel(self, wanted: Requirement, target: Target) -> Path | None:
        """A wheel for one machine; None where there is none."""
        return self._kept(wanted, target) or self._downloaded(wanted, target)

    def _kept(self, wanted: Requirement, target: Target) -> Path | None:
        for path in self.folder.glob("*.whl"):
            name, version, _, tags = parse_wheel_filename(path.name)
            if name == canonicalize_name(wanted.name) and version in wanted.specifier and tags & target.wheels:
                return path
        return None

    def _downloaded(self, wanted: Requirement, target: Target) -> Path | None:
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:"]
        plain = f"{wanted.name}{wanted.specifier}"
        call = [*command, *target.options, "-d", str(self.folder), plain]
        done = subprocess.run(call, capture_output=True, text=True, check=False)
        if done.returncode and "No matching distribution" not in done.stderr:
            raise RuntimeError(f"pip could not ask for {plain}:\n{done.stderr}")
        return self._kept(wanted, target)


def requirements(path: Path) -> list[Requirement]:
    """What a wheel needs, markers included."""
    with zipfile.ZipFile(path) as wheel:
        name = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
        lines = message_from_bytes(wheel.read(name)).get_all("Requires-Dist") or []
    return [Requirement(line) for line in lines]


def own_requirements() -> list[Requirement]:
    """What trackclock needs, markers included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [Requirement(line) for line in project["dependencies"]]


def needed(wanted: list[Requirement], target: Target, extras: frozenset[str] = frozenset()) -> Iterator[Requirement]:
    """Those that count on one machine, for these extras of the package that needs them."""
    for requirement in wanted:
        environments = [{**target.environment, "extra": extra} for extra in ("", *extras)]
        if requirement.marker is None or any(map(requirement.marker.evaluate, environments)):
            yield requirement


def without_a_wheel(target: Target, index: Index) -> list[str]:
    """The packages that one machine would have to compile; empty where it installs as it is."""
    waiting, seen, found = list(needed(own_requirements(), target)), set[tuple[str, frozenset[str]]](), list[str]()
    while waiting:
        wanted = waiting.pop()
        key = canonicalize_name(wanted.name), frozenset(wanted.extras)
        if key in seen:
            continue
        seen.add(key)
        path = index.wheel(wanted, target)
        if path is None:
            found.append(wanted.name)
        else:
            waiting += needed(requirements(path), target, key[1])
    return sorted(found)


def has_miniaudio(target: Target) -> bool:
    """Whether sound comes with it there."""
    return any(wanted.name == "miniaudio" for wanted in needed(own_requirements(), target))


def _cell(target: Target, lacking: list[str]) -> str:
    if lacking:
        return f"compiles {', '.join(lacking)}"
    return "wheels" if has_miniaudio(target) else "wheels; the bell"


def main() -> int:
    """Print the table; 1 where an ordinary Python would need a compiler."""
    is_whole = True
    print(f"| {' | '.join(('', *PYTHONS))} |\n|{'---|' * (len(PYTHONS) + 1)}")
    with tempfile.TemporaryDirectory(prefix="trackclock-wheels-") as folder:
        index = Index(Path(folder))
        for platform in PLATFORMS:
            cells = [platform.name]
            for python in PYTHONS:
                target = Target(platform, python)
                lacking = without_a_wheel(target, index)
                is_whole = is_whole and (not lacking or python.endswith("t"))
                cells.append(_cell(target, lacking))
            print(f"| {' | '.join(cells)} |", flush=True)
    return 0 if is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
