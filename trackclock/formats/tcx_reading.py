"""A TCX activity (Training Center Database, version 2) -> what was recorded.

It exists for services that export no FIT. Its laps know a start, the time that the watch ran, and only "active" and
"resting"; what a track point says is passed over, since the laps say it better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final
from xml.etree.ElementTree import Element

from trackclock.core.plan import StepKind
from trackclock.formats.activity import Activity, ActivityLap, Identity
from trackclock.formats.errors import FileError
from trackclock.formats.guarded_xml import Limits, read_xml, text_of
from trackclock.formats.recorded import LONGEST_NOTE, Recorded, checked, text
from trackclock.formats.session_json import instant
from trackclock.safe_text import clean_lines

LIMITS: Final = Limits(max_bytes=32 * 2**20, max_nodes=500_000)
"""A track point a second for ten hours, with thirteen elements each."""

_AGAIN: Final = "export it from the service once more, or as .fit"
_NUMBER: Final = re.compile(r"(\d{1,9})(?:\.(\d{1,12}))?", re.ASCII)
_RESTING: Final = "resting"
_NOT_RUN: Final = ("biking",)


def read_activity(data: bytes, file: str) -> Recorded:
    """Read an activity.

    Args:
        data: the file.
        file: its name, for errors.

    Raises:
        FileError: if it cannot be read, is no activity of a runner, or nothing was recorded in it.
    """
    root = read_xml(data, file, LIMITS, _AGAIN, without=("Track", "Extensions"))
    run = _only_activity(root, file)
    elements = run.findall("Lap")
    if not elements:
        raise FileError(file, "this activity has no laps", _AGAIN)
    starts = [_instant_ms(lap.get("StartTime", "")) for lap in elements]
    began_ms = next((start for start in (*starts[:1], _instant_ms(text_of(run, "Id"))) if start is not None), None)
    if began_ms is None:
        raise FileError(file, "this activity does not say when it began", _AGAIN)
    began = text_of(run, "Id")
    created_ms = _instant_ms(began)
    device, serial = _device(run)
    activity = Activity(
        name="",
        start_wall_ms=began_ms,
        utc_offset_s=None,
        laps=tuple(_laps(elements, starts, began_ms)),
        identity=Identity(int(serial), created_ms) if serial and created_ms is not None else None,
        note=clean_lines(text_of(run, "Notes"))[:LONGEST_NOTE],
    )
    created = instant(created_ms) if created_ms is not None else text(began)
    return checked(Recorded(activity, "tcx", device, serial, created), file)


def _only_activity(root: Element, file: str) -> Element:
    found = root.findall("Activities/Activity")
    if root.tag != "TrainingCenterDatabase" or not found:
        raise FileError(file, "there is no activity in this file", "give a .tcx of a run that was recorded")
    if len(found) > 1:
        raise FileError(file, f"there are {len(found)} activities in this file", "export each of them by itself")
    if (sport := found[0].get("Sport", "")).casefold() in _NOT_RUN:
        raise FileError(file, f"this activity is '{text(sport)}', not a run")
    return found[0]


def _laps(elements: Sequence[Element], starts: Sequence[int | None], began_ms: int) -> Iterator[ActivityLap]:
    """The laps from the start of the activity.

    A lap's own time leaves its pauses out. Where starts are exact, its end is the start of the next one; where they are
    whole seconds, that is only so if there is more between them than those are off by, which is told from the laps.
    """
    is_exact = any(start is not None and start % 1_000 for start in starts)
    now_ms = 0
    for place, lap in enumerate(elements):
        start, following = starts[place], starts[place + 1] if place + 1 < len(starts) else None
        start_ms = now_ms if start is None else start - began_ms
        until_ms = None if following is None else following - began_ms - start_ms
        timer_ms = _thousandths(text_of(lap, "TotalTimeSeconds"))
        timer_ms = max(0, until_ms or 0) if timer_ms is None else timer_ms
        elapsed_ms = max(timer_ms, until_ms) if is_exact and until_ms is not None else timer_ms
        kind = StepKind.RECOVERY if text_of(lap, "Intensity").casefold() == _RESTING else StepKind.REP
        distance_mm = _thousandths(text_of(lap, "DistanceMeters")) or None
        yield ActivityLap(start_ms, elapsed_ms, timer_ms, distance_mm, kind)
        now_ms = start_ms + elapsed_ms


def _device(run: Element) -> tuple[str, str]:
    """The name and the serial number of what recorded it, as far as the file says."""
    creator = run.find("Creator")
    if creator is None:
        return "", ""
    serial = text_of(creator, "UnitId")
    is_one = serial.isascii() and serial.isdecimal() and 0 < int(serial[:10]) < 2**32 and len(serial) <= 10
    return text(text_of(creator, "Name")), str(int(serial)) if is_one else ""


def _thousandths(raw: str) -> int | None:
    """A decimal number in thousandths, rounded; None where it is none, or below zero."""
    if not (found := _NUMBER.fullmatch(raw)):
        return None
    whole, fraction = found[1], (found[2] or "").ljust(4, "0")
    return int(whole) * 1_000 + int(fraction[:3]) + (fraction[3] >= "5")


def _instant_ms(raw: str) -> int | None:
    """An instant of XML (`2026-05-01T17:30:00.250Z`) in milliseconds since 1970; without a zone it is UTC."""
    try:
        found = datetime.fromisoformat(raw.strip())
    except ValueError:
        return None
    found = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
    try:
        ms = round((found - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1_000)
    except OverflowError:
        return None
    return ms if ms >= 0 else None
