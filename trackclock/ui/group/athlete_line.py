"""One athlete on the screen of a group: key, name, state, figure, last mark, delta and place.

It exists as a widget of its own so that a pass paints one row, and a second that passes only the rows whose figure it
changes (ARCHITECTURE.md, "Repaint only what changed").
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget

from trackclock.core.durations import format_countdown, format_duration
from trackclock.core.figures import RESULT, RUNNING, Difference, time_text
from trackclock.core.group.picture import AthleteRow, Doing, Pass
from trackclock.ui.cells import cut, cut_text, filled
from trackclock.ui.live.letters import DOTS_HIGH, can_draw, drawn, drawn_width, scale_for
from trackclock.ui.words import clean, delta_sign, delta_style

_WORDS = {
    Doing.READY: ("ready", "ready"),
    Doing.RUNNING: ("running", "run"),
    Doing.RESTING: ("resting", "rest"),
    Doing.WAITING: ("waiting", "wait"),
    Doing.COOLING: ("cooling", "cool"),
    Doing.OUT: ("out", "out"),
    Doing.DONE: ("done", "done"),
}
"""Each state in a word, and in a short one."""

_STYLES = {
    Doing.RUNNING: "bold $tone-work",
    Doing.RESTING: "$tone-recovery",
    Doing.WAITING: "$tone-rest",
    Doing.COOLING: "bold $tone-easy",
    Doing.OUT: "$faint",
    Doing.DONE: "bold",
}

_LEAST_NAME = 6
_MOST_NAME = 24
_GAP = 3
"""Dots between two columns of large letters."""
_WORDS_WIDTH = 14
"""Columns of what stands in small letters beside large ones."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a row says.

    Attributes:
        key: the athlete's.
        name: theirs.
        doing: what they do.
        figure: what counts, in whole seconds; empty where nothing does.
        last: their newest mark.
        place: of their finish.
        rep: where they are, if out of step with the group; of whoever is done, what the figure is.
        is_due: whether they are the likeliest to be the oldest mark without a name.
        is_flashed: whether they have just passed.
        is_chosen: whether the row is the chosen one.
        is_named: whether their mark is the one that is being named.
    """

    key: str
    name: str
    doing: Doing
    figure: str = ""
    last: Pass | None = None
    place: int | None = None
    rep: str = ""
    is_due: bool = False
    is_flashed: bool = False
    is_chosen: bool = False
    is_named: bool = False


def shown_of(row: AthleteRow, key: str, *, is_flashed: bool, is_chosen: bool, is_named: bool, total: str = "") -> Shown:
    """What a row says of an athlete.

    Args:
        row: the athlete at an instant.
        key: theirs, as a person reads it.
        is_flashed: whether they have just passed.
        is_chosen: whether the row is the chosen one.
        is_named: whether their mark is the one that is being named.
        total: what their reps came to, once they are done.
    """
    figure = total if row.doing is Doing.DONE else ""
    if row.figure_ms is not None:
        figure = format_countdown(row.figure_ms) if row.is_down else format_duration(row.figure_ms)
    return Shown(
        key,
        clean(row.name),
        row.doing,
        figure,
        row.last,
        row.place,
        "total" if total and row.doing is Doing.DONE else row.rep,
        is_due=row.is_due,
        is_flashed=is_flashed,
        is_chosen=is_chosen,
        is_named=is_named,
    )


class AthleteLine(Widget):
    """One athlete, in one row or in large letters."""

    DEFAULT_CSS = "AthleteLine { height: 1; width: 1fr; padding: 0 1; }"
    ALLOW_SELECT = False

    def __init__(self) -> None:
        """Show nobody."""
        super().__init__()
        self._shown: Shown | None = None
        self._name_width = _LEAST_NAME

    @property
    def shown(self) -> Shown | None:
        """What is shown."""
        return self._shown

    def show(self, shown: Shown, name_width: int) -> None:
        """Show somebody, or what has changed about them.

        Args:
            shown: what it says.
            name_width: columns of the longest name, so that the figures stand below each other.
        """
        if shown != self._shown or name_width != self._name_width:
            self._shown, self._name_width = shown, name_width
            self.refresh()

    def render(self) -> Content:
        """The row."""
        width, height = self.content_size
        if self._shown is None:
            return Content("")
        scale = scale_for(height) if height >= DOTS_HIGH // 2 + 1 else 0
        if scale:
            return large(self._shown, width, height, self._name_width)
        return small(self._shown, width, self._name_width)


def place_text(place: int) -> str:
    """A place among at most twelve: `1st`, `12th`."""
    return {1: "1st", 2: "2nd", 3: "3rd"}.get(place, f"{place}th")


def _lead(shown: Shown) -> str:
    """What stands before the key: which row is chosen, and who is likely to be the oldest mark without a name."""
    chosen = "▸" if shown.is_chosen else " "
    return chosen + ("*" if shown.is_named else "?" if shown.is_due else " ")


def _last_texts(last: Pass | None) -> tuple[str, str, Difference | None]:
    """What the newest mark was, its split, and its difference."""
    if last is None:
        return "", "", None
    decimals = RESULT if last.is_finish else RUNNING
    delta = Difference(last.delta_ms, RUNNING) if last.delta_ms is not None else None
    return last.label, time_text(last.split_ms, decimals), delta


def small(shown: Shown, width: int, name_width: int) -> Content:
    """An athlete in one row; what there is no room for is left out from the right, the name is cut off last.

    Args:
        shown: what it says.
        width: columns.
        name_width: of the longest name.
    """
    label, split, delta = _last_texts(shown.last)
    delta_text = f"{delta_sign(delta)} {delta.text}" if delta is not None else ""
    too_long = max(0, len(shown.figure) - 5) + max(0, len(split) - 7) + max(0, len(delta_text) - 7)
    spare = width - 38 - too_long  # the least of all columns: 2 + 2 + 6 + 6 + 6 + 8 + 8
    widths = {"place": 5, "label": 7, "rep": 5, "long": 3}
    has = dict.fromkeys(widths, False)
    for name, columns in widths.items():
        if spare >= columns:
            has[name], spare = True, spare - columns
    name_columns = max(
        2, _LEAST_NAME + min(spare, max(name_width, _LEAST_NAME) - _LEAST_NAME, _MOST_NAME - _LEAST_NAME)
    )
    word = _WORDS[shown.doing][0 if has["long"] else 1]
    cells: list[tuple[str, str]] = [
        (_lead(shown), "bold $accent"),
        (f"{shown.key:<2}", "bold $accent"),
        (filled(cut_text(shown.name, name_columns - 1), name_columns), "bold"),
        (word.ljust(9 if has["long"] else 6), _STYLES.get(shown.doing, "")),
        (f"{shown.rep:<5}" if has["rep"] else "", "$faint"),
        (f"{shown.figure:>5} ", "bold"),
        (f" {label[:6]:<6}" if has["label"] else "", "$faint"),
        (f" {split:>7}", "" if shown.last is None or shown.last.is_saved else "$faint"),
        (f" {delta_text:<7}", delta_style(delta) if delta is not None else ""),
        (f" {place_text(shown.place)}" if has["place"] and shown.place else "", "bold"),
    ]
    line = cut(Content.assemble(*cells), max(1, width), pad=True)
    return _flashed(line) if shown.is_flashed else line


def name_room(width: int, scale: int) -> int:
    """The columns that a row in large letters leaves for the name; fewer than none where it has no room itself.

    Args:
        width: columns of the row.
        scale: columns of a dot of the letters.
    """
    figures = sum(drawn_width(text, scale) + _GAP * scale for text in ("0", "00:00", "+00.0"))
    return width - 2 - figures - _WORDS_WIDTH


def large(shown: Shown, width: int, height: int, name_width: int) -> Content:
    """An athlete in large letters: key, name, figure and delta; what has no shape or no room stands beside it, plain.

    Args:
        shown: what it says.
        width: columns.
        height: rows.
        name_width: of the longest name.
    """
    scale = scale_for(height)
    gap = _GAP * scale
    label, split, delta = _last_texts(shown.last)
    key = shown.key.upper()
    figures = drawn_width("00:00", scale)
    name, room = shown.name.upper(), name_room(width, scale)
    large_name = name_width * 4 * scale
    if can_draw(name) and large_name <= room:
        name_rows = [row.ljust(large_name) for row in drawn(name, scale, height)]
    else:
        columns = max(_LEAST_NAME, min(name_width, room))
        plain = filled(cut_text(shown.name, columns), columns)
        name_rows = [plain if row == (height - 1) // 2 else " " * columns for row in range(height)]
    delta_text = delta.text if delta is not None else ""
    words = [
        _WORDS[shown.doing][0] + (f" {shown.rep}" if shown.rep else ""),
        split if shown.last is not None and shown.last.is_finish else f"{label} {split}".strip(),
        (place_text(shown.place) if shown.place else "") + (f"  {delta_sign(delta)}" if delta is not None else ""),
    ]
    rows: list[Content] = []
    for row in range(height):
        cells: list[tuple[str, str]] = [
            (_lead(shown) if row == (height - 1) // 2 else "  ", "bold $accent"),
            (_drawn_row(key, scale, height, row, drawn_width("0", scale)) + " " * gap, "bold $accent"),
            (name_rows[row], "bold"),
            (" " * gap, ""),
            (
                _drawn_row(shown.figure, scale, height, row, figures, is_right=True) + " " * gap,
                "bold",
            ),
            (
                _drawn_row(delta_text, scale, height, row, drawn_width("+00.0", scale)) + " " * gap,
                f"bold {delta_style(delta)}" if delta is not None else "",
            ),
            (words[row] if row < len(words) else "", _STYLES.get(shown.doing, "") if row == 0 else ""),
        ]
        rows.append(cut(Content.assemble(*cells), max(1, width), pad=True))
    whole = Content("\n").join(rows)
    return _flashed(whole) if shown.is_flashed else whole


def _flashed(content: Content) -> Content:
    """The same in one field of one colour, which is seen from afar; the signs say what the colours said."""
    return Content.styled(content.plain, "bold reverse")


def _drawn_row(text: str, scale: int, height: int, row: int, columns: int, *, is_right: bool = False) -> str:
    """One row of a text in large letters; what is too wide for its columns, or has no shape, is plain."""
    if can_draw(text) and drawn_width(text, scale) <= columns:
        cells = drawn(text, scale, height)[row] if text else ""
    else:
        cells = text[:columns] if row == (height - 1) // 2 else ""
    return cells.rjust(columns) if is_right else cells.ljust(columns)
