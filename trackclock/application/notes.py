"""A note and an effort on their way into the log.

It exists apart from the dialog so that both are kept or it is known why not, whoever asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackclock.core.commands import Command, RateEffort, WriteNote
from trackclock.errors import StoreError
from trackclock.safe_text import clean

if TYPE_CHECKING:
    from trackclock.ports import Clock
    from trackclock.recorder import Recorder


def write_note(recorder: Recorder, clock: Clock, note: str, effort: int | None) -> str:
    """Put a note and an effort into the log, as far as they have changed; returns why not, empty if they are there."""
    results = recorder.results()
    now_ms = clock.now_ms()
    commands: list[Command] = []
    if note != results.note:
        commands.append(WriteNote(note))
    if effort != results.effort:
        commands.append(RateEffort(effort))
    try:
        outcomes = [recorder.submit(command, now_ms) for command in commands]
    except StoreError as error:
        return clean(str(error))
    return next((clean(outcome.message) for outcome in outcomes if not outcome.is_accepted), "")
