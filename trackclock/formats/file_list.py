"""What `sessions` prints: the session files, for people and for scripts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from trackclock.core.durations import format_duration, format_total
from trackclock.core.estimates import estimated_ms
from trackclock.core.plan import Plan
from trackclock.formats.plan_json import metres
from trackclock.formats.tables import Table, to_text


class ListedFile(Protocol):
    """A session file, as the list of them has it; see `application.session_file` for what each field means."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def path(self) -> Path | None: ...  # noqa: D102
    @property
    def stem(self) -> str: ...  # noqa: D102


class ReadFile(Protocol):
    """What became of reading one."""

    @property
    def plan(self) -> Plan | None: ...  # noqa: D102
    @property
    def error(self) -> str: ...  # noqa: D102


def files_to_json(files: Iterable[tuple[ListedFile, ReadFile]]) -> list[dict[str, object]]:
    """One object a file, in the order given; `error` says why one cannot be run, and is null as a rule."""
    return [
        {
            "file": file.name,
            "path": None if file.path is None else str(file.path),
            "own": file.path is not None,
            "name": read.plan.name if read.plan is not None else None,
            "distance_m": metres(read.plan.total_distance_mm) if read.plan is not None else None,
            "estimated_ms": estimated_ms(read.plan) if read.plan is not None else None,
            "error": read.error or None,
        }
        for file, read in files
    ]


def files_to_text(files: Sequence[tuple[ListedFile, ReadFile]]) -> str:
    """A line a file, in the order given; without a line break at the end."""
    rows = tuple(
        (file.stem, "yours" if file.path is not None else "bundled", *_figures(read.plan), _called(read))
        for file, read in files
    )
    table = Table(("File", "", "Distance", "About", "Session"), rows, frozenset({2, 3}))
    return to_text(table) or "There are no session files."


def _figures(plan: Plan | None) -> tuple[str, str]:
    if plan is None:
        return "", ""
    distance_mm = plan.total_distance_mm
    return format_total(distance_mm) if distance_mm else "", format_duration(estimated_ms(plan))


def _called(read: ReadFile) -> str:
    return read.plan.name if read.plan is not None else f"cannot be run: {read.error.partition(chr(10))[0]}"
