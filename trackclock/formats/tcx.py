"""An activity as TCX (Training Center Database, version 2, garmin.com/xmlschemas/TrainingCenterDatabasev2.xsd).

It exists for whatever takes no FIT. Its laps know only "active" and "resting", and the schema wants a distance of
each: 0 where nobody knows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree

from trackclock import __version__
from trackclock.core.plan import StepKind
from trackclock.formats.activity import Activity, ActivityLap
from trackclock.formats.session_json import exact_instant, instant
from trackclock.formats.tables import metres, seconds
from trackclock.formats.way import Way, running_seconds
from trackclock.safe_text import clean_lines

NAMESPACE: Final = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
_TYPES: Final = "http://www.w3.org/2001/XMLSchema-instance"
_RESTING: Final = (StepKind.RECOVERY, StepKind.REST)
_NO_CHARACTERS: Final = re.compile("[\ufffe\uffff]")
"""What XML takes nowhere, besides what `clean_lines` leaves out (XML 1.0, 2.2)."""


def activity_tcx(activity: Activity) -> bytes:
    """The file of an activity, every instant and length in it to the millisecond.

    Its id is the second of its start, as FIT has it: both files of a session are the same activity.
    """
    root = ElementTree.Element("TrainingCenterDatabase", {"xmlns": NAMESPACE, "xmlns:xsi": _TYPES})
    run = ElementTree.SubElement(ElementTree.SubElement(root, "Activities"), "Activity", Sport="Running")
    _add(run, "Id", instant(activity.start_wall_ms))
    way, points = Way(activity), iter(_points(activity))
    point = next(points, None)
    for lap in activity.laps:
        own: list[int] = []
        while point is not None and (point < lap.end_ms or lap is activity.laps[-1]):
            own.append(point)
            point = next(points, None)
        _add_lap(run, activity, lap, own, way)
    _add(run, "Notes", clean_lines("\n".join(filter(None, (activity.name, activity.note)))))
    if activity.identity is not None:
        _add_creator(run, activity.identity.serial)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'.encode()


def _points(activity: Activity) -> Iterator[int]:
    """The instants that have a point: each running second, the edges of pauses, and the start of each lap."""
    edges = {lap.start_ms for lap in activity.laps}
    edges.update(ms for pause in activity.pauses for ms in (pause.start_ms, pause.end_ms))
    return iter(sorted(edges.union(running_seconds(activity))))


def _add_lap(run: ElementTree.Element, activity: Activity, lap: ActivityLap, points: list[int], way: Way) -> None:
    """A lap; where the clock stood still in it, its points are parted there into tracks."""
    element = ElementTree.SubElement(run, "Lap", StartTime=_instant(activity, lap.start_ms))
    _add(element, "TotalTimeSeconds", seconds(lap.timer_ms))
    _add(element, "DistanceMeters", metres(lap.distance_mm or 0))
    _add(element, "Calories", "0")
    _add(element, "Intensity", "Resting" if lap.kind in _RESTING else "Active")
    _add(element, "TriggerMethod", "Manual")
    resumed = {pause.end_ms for pause in activity.pauses}
    track: ElementTree.Element | None = None
    for ms in points:
        if track is None or ms in resumed:
            track = ElementTree.SubElement(element, "Track")
        point = ElementTree.SubElement(track, "Trackpoint")
        _add(point, "Time", _instant(activity, ms))
        if (distance_mm := way.at(ms)) is not None:
            _add(point, "DistanceMeters", metres(distance_mm))
    if lap.label:
        _add(element, "Notes", clean_lines(lap.label))


def _add_creator(run: ElementTree.Element, serial: int) -> None:
    creator = ElementTree.SubElement(run, "Creator", {"xsi:type": "Device_t"})
    _add(creator, "Name", "trackclock")
    _add(creator, "UnitId", str(serial))
    _add(creator, "ProductID", "0")
    version = ElementTree.SubElement(creator, "Version")
    major, minor = __version__.split(".")[:2]
    _add(version, "VersionMajor", major)
    _add(version, "VersionMinor", minor)


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _NO_CHARACTERS.sub("", text)


def _instant(activity: Activity, ms: int) -> str:
    """An instant of an activity in UTC: `2026-05-01T17:30:00.250Z`."""
    return exact_instant(activity.start_wall_ms + ms)
