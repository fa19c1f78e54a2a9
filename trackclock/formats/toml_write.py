"""Writing the native session file, whole or not at all.

It exists so that a session from the editor is never half on disk, and never takes another's place unasked.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from trackclock.core.lanes import lane_of, track_lap_mm
from trackclock.core.notation.labels import time_text
from trackclock.core.plan import Gun, Plan
from trackclock.formats.athletes_text import athlete_text, join_line, split_line, stagger_text
from trackclock.formats.errors import FileError
from trackclock.formats.gun_text import delay_text
from trackclock.formats.plan_json import metres
from trackclock.formats.toml import KEYS, load_toml
from trackclock.formats.toml_fields import Fields
from trackclock.whole_file import creating, replacing

_NUMBERS = ("lap", "lane", "split_every")
_NUMBER = re.compile(r"(?:0|[1-9]\d{0,8})(?:\.\d{1,9})?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class SessionExistsError(FileError):
    """There is such a file already, and nobody said that it may be replaced."""


def fields_of(plan: Plan) -> Fields:
    """The header that a plan needs besides its workout; what is usual is left out."""
    usual = Plan("", plan.steps)
    split_mm = plan.split_every_mm
    track_mm, lane = track_lap_mm(plan.lap_mm), lane_of(plan.lap_mm)
    guard_ms = plan.press_guard_ms
    gun = plan.gun
    delay, usual_delay = ((one.low_ms, one.high_ms) for one in (gun or Gun(), Gun()))
    return Fields(
        name=plan.name,
        notes=plan.notes,
        goal=plan.goal.text if plan.goal is not None else "",
        lap="" if track_mm == usual.lap_mm else _metres(track_mm),
        lane="" if lane in (None, 1) else str(lane),
        split_every="" if split_mm == plan.lap_mm else _metres(split_mm),
        get_ready="" if plan.get_ready_ms == usual.get_ready_ms else time_text(plan.get_ready_ms),
        start="" if plan.start is usual.start else plan.start.value,
        gun="" if gun is None or delay == usual_delay else delay_text(*delay),
        on_your_marks="" if gun is None or gun.marks_ms == Gun().marks_ms else time_text(gun.marks_ms),
        late="" if plan.late is usual.late or plan.late is None else plan.late.value,
        press_guard="" if guard_ms is None else time_text(guard_ms),
        athletes=join_line(map(athlete_text, plan.athletes)),
        stagger="" if plan.stagger is None else stagger_text(plan.stagger),
    )


def _metres(distance_mm: int) -> str:
    return str(metres(distance_mm))


def session_text(workout: str, fields: Fields) -> str:
    """The text of a session file.

    Args:
        workout: the shorthand.
        fields: the header; empty ones are left out.

    Returns:
        TOML that reads back as the same header and workout.
    """
    lines: list[str] = []
    for key in (key for key in KEYS if key != "workout"):
        value = getattr(fields, key).strip()
        if not value:
            continue
        if key == "athletes":
            lines.append(f"{key} = [{', '.join(map(_basic_string, split_line(value)))}]")
        elif key in _NUMBERS:
            number = value.rstrip("metrs ")
            # What is no number goes into a draft as text, so that the rest of it can still be read.
            lines.append(f"{key} = {number if _NUMBER.fullmatch(number) else _basic_string(value)}")
        else:
            lines.append(f"{key} = {_basic_string(value)}")
    body = workout.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    escaped = body.replace("\\", "\\\\").replace('"""', '""\\"')
    escaped = _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04X}", escaped)
    return "\n".join([*lines, f'workout = """\n{escaped}\n"""', ""])


def _basic_string(text: str) -> str:
    """A TOML basic string: JSON's escapes are a subset of TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def write_session(path: Path, workout: str, fields: Fields, *, overwrite: bool = False) -> None:
    """Write a session file: a reader sees the old one or the new one, and never a part.

    Args:
        path: where; its folder is made if it is not there.
        workout: the shorthand.
        fields: the header.
        overwrite: whether a file of that name may be replaced.

    Raises:
        SessionExistsError: if there is one and it may not.
        FileError: if the session cannot be read, or the file cannot be written; nothing is left behind.
    """
    text = session_text(workout, fields)
    load_toml(text, str(path), path.stem)
    write_text(path, text, overwrite=overwrite)


def write_text(path: Path, text: str, *, overwrite: bool = False) -> None:
    """Write a file that was edited as it stands: whole or not at all.

    Args:
        path: where; its folder is made if it is not there.
        text: the whole file.
        overwrite: whether a file of that name may be replaced.

    Raises:
        SessionExistsError: if there is one and it may not.
        FileError: if it cannot be written; nothing is left behind.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) if overwrite else creating(path) as stream:
            stream.write(text.encode())
    except OSError as error:
        if isinstance(error, FileExistsError) and path.exists():  # and not its folder, where a file may stand
            raise SessionExistsError(str(path), "there is such a file already", "choose another name") from None
        what = f"the session cannot be written ({error.strerror or error})"
        raise FileError(str(path), what, "choose another folder, or make room") from None
