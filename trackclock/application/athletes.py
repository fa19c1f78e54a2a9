"""The athletes of the user's own file, `config.toml`.

They stand in tables `[[athletes]]`, read whole or not at all, apart from the keys: what is wrong with one takes nothing
away from the other.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from trackclock.application.config_file import ATHLETES, FILE, error_in, text_of
from trackclock.core.group.names import name_of, same_group, same_name
from trackclock.errors import TrackclockError

NAME: Final = "name"
PACE_GROUP: Final = "pace_group"
GOAL: Final = "goal"
WAS: Final = "was"


@dataclass(frozen=True, slots=True)
class Athlete:
    """Somebody who is timed in a group.

    Attributes:
        name: what they are called.
        pace_group: whom they run with; empty for nobody in particular.
        goal: the race that they train for, as in a session file's header ("5k 19:30"); empty for none.
        was: what they were called before, so that their history stays theirs.
    """

    name: str
    pace_group: str = ""
    goal: str = ""
    was: tuple[str, ...] = ()


class AthleteError(ValueError):
    """One thing that is wrong with one athlete.

    Attributes:
        number: which athlete, from 0.
        key: which line, by the name before its equals sign; empty for the table itself.
        index: which text of the line is at fault, from 0; None for the name before the equals sign.
        what: what is wrong.
        instead: what to write instead.
    """

    def __init__(self, number: int, key: str, index: int | None, what: str, instead: str) -> None:
        """Say where and what is wrong, and what to write instead."""
        super().__init__(f"{what}; {instead}")
        self.number, self.key, self.index = number, key, index
        self.what, self.instead = what, instead


def load_athletes(folder: Path) -> tuple[Athlete, ...]:
    """The athletes of the file in a folder, in its order; none where there is no such file.

    Raises:
        FileError: if it cannot be read, or what it says of athletes cannot be.
    """
    text = text_of(folder)
    return athletes_in(text, str(folder / FILE)) if text is not None else ()


def athletes_in(text: str, file: str) -> tuple[Athlete, ...]:
    """The athletes that a text names.

    Args:
        text: what stands in the file.
        file: its name, for errors.

    Raises:
        FileError: for the first thing that is wrong with them.
    """
    from trackclock.application.config_file import tables_in

    text = text.replace("\r\n", "\n")
    try:
        return read_athletes(tables_in(text, file).get(ATHLETES, []))
    except AthleteError as error:
        raise error_in(
            text, file, (ATHLETES, error.key) if error.key else (ATHLETES,), error.index, error.what, error.instead,
            number=error.number,
        ) from None  # fmt: skip


def read_athletes(tables: object) -> tuple[Athlete, ...]:
    """The athletes of the tables `[[athletes]]`.

    Raises:
        AthleteError: for the first thing that is wrong with them.
    """
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        what = "athletes stand in tables of their own"
        raise AthleteError(0, "", None, what, f'write [[{ATHLETES}]] on a line, and name = "Ana" below it')
    found = [_athlete(number, table) for number, table in enumerate(tables)]
    _refuse_doubles(found)
    return tuple(found)


def read_typed(text: str) -> Athlete:
    """An athlete as they are typed in a line: "Ana, A, 5k 19:30", the pace group and the goal if any.

    Raises:
        TrackclockError: if that is none, with what to write instead.
    """
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > len(_TYPED):
        raise TrackclockError("that is more than a name, a pace group and a goal; write Ana, A, 5k 19:30")
    try:
        return _athlete(0, {key: part for key, part in zip(_TYPED, parts, strict=False) if part or key == NAME})
    except AthleteError as error:
        raise TrackclockError(str(error)) from None


_TYPED: Final = (NAME, PACE_GROUP, GOAL)
"""What stands in such a line, in its order."""


def find(athletes: Iterable[Athlete], name: str) -> Athlete | None:
    """The athlete of a name, or of one that they had before; None if nobody is called so."""
    wanted = same_name(name)
    known = list(athletes)
    now = next((one for one in known if same_name(one.name) == wanted), None)
    return now or next((one for one in known if wanted in map(same_name, one.was)), None)


def names_of(athletes: Iterable[Athlete], name: str) -> tuple[str, ...]:
    """Every name of an athlete, the present one first; the name alone where nobody is known by it."""
    found = find(athletes, name)
    return (name,) if found is None else tuple(dict.fromkeys((found.name, *found.was)))


def of_group(athletes: Iterable[Athlete], name: str) -> tuple[Athlete, ...]:
    """All athletes of a pace group, in the order of the file."""
    wanted = same_group(name)
    return tuple(one for one in athletes if one.pace_group and same_group(one.pace_group) == wanted)


# --- reading ----------------------------------------------------------------------------------------------------------


def _athlete(number: int, table: dict[str, Any]) -> Athlete:
    """One athlete."""
    for key in table:
        if key not in _READERS:
            near = difflib.get_close_matches(key.casefold()[:60], _READERS, n=1, cutoff=0.6)
            instead = f"did you mean '{near[0]}'?" if near else f"write {', '.join(_READERS)}"
            raise AthleteError(number, key, None, f"an athlete has no '{key[:60]}'", instead)
    if NAME not in table:
        raise AthleteError(number, "", None, "an athlete has a name", 'write name = "Ana" below it')
    values = {key: _READERS[key](number, key, value) for key, value in table.items()}
    return Athlete(**values)


def _name(number: int, key: str, value: object) -> str:
    if not isinstance(value, str):
        raise AthleteError(number, key, 0, f"{key} is text in quotes", f'write {key} = "Ana"')
    return _checked(number, key, 0, value)


def _group(number: int, key: str, value: object) -> str:
    if not isinstance(value, str):
        raise AthleteError(number, key, 0, f"{key} is text in quotes", f'write {key} = "A"')
    return _checked(number, key, 0, value) if value.strip() else ""


def _goal(number: int, key: str, value: object) -> str:
    from trackclock.core.notation import NotationError, parse_goal

    if not isinstance(value, str):
        raise AthleteError(number, key, 0, f"{key} is text in quotes", f'write {key} = "5k 19:30"')
    if not value.strip():
        return ""
    try:
        return parse_goal(value).text
    except NotationError as error:
        raise AthleteError(number, key, 0, f"{key}: {error.what}", error.instead) from None


def _was(number: int, key: str, value: object) -> tuple[str, ...]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise AthleteError(number, key, 0, f"{key} holds names in quotes", f'write {key} = ["Anna"]')
    return tuple(_checked(number, key, index, text) for index, text in enumerate(texts))


def _checked(number: int, key: str, index: int, text: str) -> str:
    try:
        return name_of(text)
    except ValueError as error:
        what, _, instead = str(error).partition("; ")
        raise AthleteError(number, key, index, what, instead) from None


_READERS: Final[dict[str, Callable[[int, str, object], Any]]] = {
    NAME: _name,
    PACE_GROUP: _group,
    GOAL: _goal,
    WAS: _was,
}
"""What reads each line of an athlete, in the order in which they are written."""


def _refuse_doubles(athletes: Sequence[Athlete]) -> None:
    """Refuse a name that two athletes have, or had: nobody could say whose history it is."""
    owners: dict[str, int] = {}
    for number, one in enumerate(athletes):
        if owners.setdefault(same_name(one.name), number) != number:
            raise AthleteError(number, NAME, 0, f"'{one.name}' stands there twice", "give one of the two another name")
    for number, one in enumerate(athletes):
        for index, name in enumerate(one.was):
            if owners.setdefault(same_name(name), number) != number:
                what = f"'{name}' is a name of '{athletes[owners[same_name(name)]].name}' as well"
                raise AthleteError(number, WAS, index, what, "leave it with the one whose history it is")
