"""What the lines of a group's screen say, as parts with their importance.

It exists apart from the screen so that every word of it can be tested without one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content

from trackclock.core.figures import RUNNING, time_text
from trackclock.core.group.picture import Doing, GroupView
from trackclock.core.session import Phase
from trackclock.core.view import Tone
from trackclock.keys import Keymap
from trackclock.keys.group import ATHLETES
from trackclock.keys.keymap import MARK
from trackclock.keys.live import EVERYWHERE
from trackclock.keys.registry import BY_BINDING, BY_ID
from trackclock.ui.group.naming import in_reach
from trackclock.ui.widgets.line import Part
from trackclock.ui.words import clean

_LEAST_LABEL = 16
_SUMMARY = "results"
"""What leaving leads to once the session is over."""
_NAMING = ("mark_before", "drop_mark", "nobodys", "back")
_ELSE = ("name", "undo", "all_in", "swap", "out", "not_ready", "skip", "redo")


def tone_of(view: GroupView) -> Tone:
    """What an instant of a group is, from afar: the colour of the screen."""
    if view.phase is Phase.READY:
        return Tone.READY
    if view.phase is not Phase.RUNNING:
        return Tone.FINISHED
    if view.is_down or view.clock_ms is None:
        return Tone.GET_READY if view.is_getting_ready and view.clock_ms is not None else Tone.RECOVERY
    return Tone.WORK


def head_parts(view: GroupView) -> list[Part]:
    """The rep, its target and the rest around it."""
    return [
        Part(clean(view.label), "bold", least=_LEAST_LABEL),
        Part(clean(view.sub), rank=1, is_right=True, least=_LEAST_LABEL),
    ]


def unnamed_parts(view: GroupView, naming: int | None, width: int) -> list[Part]:
    """The marks that are nobody's, oldest first, with their splits; how many more there are stands behind.

    Args:
        view: the picture.
        naming: the mark that the digits name; None while they do not.
        width: columns.
    """
    if naming is not None and (mark := next((one for one in in_reach(view) if one.mark == naming), None)) is not None:
        whose = "?" if mark.athlete is None else clean(view.rows[mark.athlete].name)
        told = [Part(f" NAMING {whose} {time_text(mark.split_ms, RUNNING)} ", "bold reverse")]
    else:
        told = []
    room = width - sum(cell_len(part.text) + 2 for part in told)
    waiting = [one for one in view.unnamed if one.mark != naming]
    fresh = {one.mark for athlete, one in view.flashed if athlete is None}
    found: list[Part] = []
    for index, one in enumerate(waiting):
        left = len(waiting) - index
        text = f"? {time_text(one.split_ms, RUNNING)}"
        behind = len(f"  +{left - 1}") if left > 1 else 0
        if len(text) + behind > room:
            return [*told, *found, Part(f"+{left}", "bold $warning")]
        style = "bold reverse" if one.mark in fresh else "bold" if one.is_saved else "$faint"
        found.append(Part(text, style))
        room -= len(text) + 2
    return [*told, *found]


def more_parts(count: int, keymap: Keymap) -> list[Part]:
    """That there are athletes for whom there is no room, and how to see them."""
    keys = "".join(keymap.shown(BY_ID[name]) for name in ("row_up", "row_down"))
    return [Part(f"+{count} more{f': {keys}' if keys else ''}", "bold $warning")]


def key_parts(
    view: GroupView, naming: int | None, keymap: Keymap, *, has_way_back: bool = False, has_summary: bool = False
) -> list[Part]:
    """What space and the digits do now, and the keys that do something.

    Args:
        view: the picture.
        naming: the mark that the digits name; None while they do not.
        keymap: the keys as they are.
        has_way_back: whether there is a screen to go back to.
        has_summary: whether what the group came to stands on the way out.
    """
    parts: list[Part] = []
    if view.space:
        parts.append(Part(f" SPACE {view.space} ", "bold reverse", action=f"app.command('{MARK}')"))
    if digits := _digits(len(view.rows), keymap):
        if naming is not None:
            parts.append(Part("it was", key=digits))
        elif any(row.doing in (Doing.RUNNING, Doing.COOLING) for row in view.rows):
            parts.append(Part("passes", key=digits))
    for name in _named(view, naming, has_way_back=has_way_back):
        command = BY_BINDING[f"group.{name}"]
        keys = " ".join(filter(None, (keymap.shown(BY_BINDING[f"group.{one}"]) for one in _sharing(name))))
        if keys:
            parts.append(Part(command.footer, rank=command.rank, key=keys, action=f"app.command('{name}')"))
    return [*parts, *_everywhere(keymap, leads_to_summary=has_summary and view.phase is Phase.FINISHED)]


def _named(view: GroupView, naming: int | None, *, has_way_back: bool) -> Sequence[str]:
    """The commands of the group that are named."""
    if naming is not None:
        return _NAMING
    names = (*_ELSE, "back") if has_way_back else _ELSE
    return [name for name in names if does(name, view, naming)]


def _everywhere(keymap: Keymap, *, leads_to_summary: bool) -> Iterator[Part]:
    """The commands that count everywhere."""
    for command in EVERYWHERE:
        if command.footer and command.tones and (key := keymap.shown(command)):
            rank = command.rank if command.id in ("help", "leave") else command.rank + len(_ELSE)
            words = _SUMMARY if leads_to_summary and command.id == "leave" else command.footer
            yield Part(words, rank=rank, key=key, action=f"app.command('{command.id}')")


def does(command_id: str, view: GroupView, naming: int | None) -> bool:
    """Whether a command of a group does something at an instant.

    Args:
        command_id: its id.
        view: the picture.
        naming: the mark that the digits name; None while they do not.
    """
    if command_id in ATHLETES:
        number = ATHLETES.index(command_id)
        return number < len(view.rows) and view.phase is not Phase.READY
    if command_id == "name":
        return naming is not None or bool(in_reach(view))
    if command_id == "back" and naming is None:
        return view.phase is not Phase.RUNNING
    if command_id in (*_NAMING, "mark_after"):
        return naming is not None
    if command_id == MARK:
        return bool(view.space)
    if command_id == "swap":
        return sum(one.athlete is not None for one in in_reach(view)) > 1
    if command_id in ("all_in", "skip"):
        cools = (Doing.COOLING,) if command_id == "skip" else ()
        return any(row.doing in (Doing.RUNNING, Doing.RESTING, *cools) for row in view.rows)
    if command_id == "not_ready":
        return view.phase is Phase.RUNNING and (view.is_getting_ready or tone_of(view) is Tone.WORK)
    if command_id in ("undo", "redo", "out"):
        return view.phase is not Phase.READY
    return True


def athlete_key(athlete: int, keymap: Keymap) -> str:
    """The key of an athlete as a person reads it.

    Args:
        athlete: the place in the group, from 0.
        keymap: the keys as they are.
    """
    return keymap.shown(BY_ID[ATHLETES[athlete]])


def name_width(names: Sequence[str]) -> int:
    """The columns of the longest name, and one behind it."""
    return max((Content(clean(name)).cell_length for name in names), default=0) + 1


def _digits(count: int, keymap: Keymap) -> str:
    keys = [key for athlete in range(count) if (key := athlete_key(athlete, keymap))]
    return f"{keys[0]}-{keys[-1]}" if len(keys) > 1 else "".join(keys)


def _sharing(name: str) -> tuple[str, ...]:
    return ("mark_before", "mark_after") if name == "mark_before" else (name,)
