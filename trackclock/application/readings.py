"""What each of the user's own files was read as, so that one that is read otherwise now is told from the rest.

It exists because a newer trackclock may understand a line otherwise than the one that it was written with, and whoever
runs the file is to know before, not on the track.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trackclock.whole_file import replacing

if TYPE_CHECKING:
    from trackclock.application.catalog import Loaded
    from trackclock.application.session_file import SessionFile
    from trackclock.core.plan import Plan

FILE: Final = ".readings.json"
"""Where the readings are kept, in the folder of the sessions; without it nothing is marked."""

_MOST_BYTES: Final = 16_000_000


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a text was read as.

    Attributes:
        run: stands for what is run.
        said: the same in tidy notation.
    """

    run: str
    said: str


class Readings:
    """The readings of the files of one folder, by what stands in them: a file may have another name tomorrow."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder; nothing is read yet.

        Args:
            folder: the user's own folder of session files.
        """
        self._path = folder / FILE
        self._before: dict[str, _Reading] | None = None
        self._now: dict[str, _Reading] = {}
        self._texts: dict[Path, tuple[str, _Reading | None]] = {}

    def compared(self, file: SessionFile, loaded: Loaded) -> Loaded:
        """What became of reading a file, with what it was read as before, if that was something else; for a thread."""
        if file.path is None:
            return loaded
        try:
            text = sha256(file.path.read_bytes()).hexdigest()
        except OSError:
            return loaded
        if self._before is None:
            self._before = _read(self._path)
        before = self._before.get(text)
        now = _reading_of(loaded.plan) if loaded.plan is not None else None
        self._texts[file.path] = (text, now)
        kept = before or now
        if kept is not None:
            self._now[text] = kept
        is_same = before is None or (now is not None and before.run == now.run)
        return loaded if is_same or before is None else replace(loaded, before=before.said)

    def accept(self, file: SessionFile) -> None:
        """The user has seen how a file is read now; for a thread."""
        text, now = self._texts.get(file.path, ("", None)) if file.path is not None else ("", None)
        if now is not None and self._now.get(text) != now:
            self._now[text] = now
            self.keep()

    def keep(self) -> None:
        """Write down what the files that were compared are read as; for a thread. Where that fails none is marked."""
        if self._now == self._before:
            return
        texts = {text: {"run": reading.run, "said": reading.said} for text, reading in sorted(self._now.items())}
        with suppress(OSError), replacing(self._path) as stream:
            stream.write(json.dumps({"schema": 1, "texts": texts}, indent=0).encode())
            self._before = dict(self._now)


def _read(path: Path) -> dict[str, _Reading]:
    """What was kept; nothing where there is no such file, or no sense in it."""
    try:
        with path.open("rb") as stream:
            kept = json.loads(stream.read(_MOST_BYTES))
        texts: dict[str, dict[str, str]] = kept["texts"]
        return {text: _Reading(str(each["run"]), str(each["said"])) for text, each in texts.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _reading_of(plan: Plan) -> _Reading:
    """A plan as far as it is run: not its names and notes, nor what was assumed in reading it."""
    from trackclock.core.notation import tidy

    steps = [
        (
            step.kind,
            step.distance_mm,
            step.duration_ms,
            step.cycle_ms,
            step.marks_mm,
            step.optional,
            None if step.target is None else (step.target.low_ms, step.target.high_ms),
        )
        for step in plan.steps
    ]
    gun = () if plan.gun is None else (plan.gun.marks_ms, plan.gun.low_ms, plan.gun.high_ms)
    header = (plan.get_ready_ms, plan.start, plan.late, plan.lap_mm, plan.press_guard_ms, *gun)
    return _Reading(sha256(json.dumps([header, steps]).encode()).hexdigest(), tidy(plan))
