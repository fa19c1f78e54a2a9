"""The machine that a session runs on: its clock, and its sleep."""

from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    """A clock that counts through sleep; its zero means nothing."""

    @property
    def boot_id(self) -> str:
        """Names the boot that `now_ms` counts in: readings of two boots cannot be compared."""

    def now_ms(self) -> int:
        """The reading now, in milliseconds."""

    def stamp_ms(self, event_time: float) -> int:
        """Turn a Textual message's `time` (seconds on Textual's clock) into a reading of this clock."""

    def wall_ms(self) -> int:
        """The wall clock: milliseconds since 1970 in UTC."""

    def utc_offset_s(self, wall_ms: int | None = None) -> int:
        """How far local time is ahead of UTC at an instant of the wall clock, or now, in seconds."""


class KeepAwake(Protocol):
    """Keeps the machine from falling asleep while a session runs. Nothing here blocks or raises."""

    @property
    def trouble(self) -> str | None:
        """Why the machine may fall asleep all the same, in a few words; None while it is kept awake or not asked to."""

    def start(self) -> None:
        """Ask for it."""

    def stop(self) -> None:
        """No longer ask for it; safe to call twice."""

    def close(self) -> None:
        """Stop, and see to it that nothing outlives the app that was started to keep the machine awake."""
