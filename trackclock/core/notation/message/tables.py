"""Tables that were pasted: rows of cells under a heading that says what each column is.

It exists because the cells of a row are in the order of the table, and a line of notation has an order of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.words.lexer import Token, TokenKind, tokenize
from trackclock.core.notation.words.vocabulary import MS_UNITS, UM_UNITS

_BETWEEN_CELLS = Lazily(r"[\t|]")
_WORD = Lazily(r"\S+")
_RULE = frozenset(" \t|:+-")
_COLUMNS = {
    "count": "reps repeats repeat x repetitions quantity times rounds sets cycles",
    "length": "distance dist length duration",
    "work": "interval intervals effort run running work workout fast hard sprint",
    "target": "target pace goal",
    "time": "time minute minutes mins min seconds secs",
    "rest": "rest recovery rec recoveries jog recover walk walking",
    "when": "week weeks day days date",
    "part": "phase segment stage activity action what section part exercise",
    "note": "notes note comment comments description type intensity focus how speed incline mph kph gradient level rpe"
    " zone hr total resistance elevation grade",
    "label": "rep number no set step session block round lap",
}
"""What a heading says of its column. What has the name of `work` or `time` is a length where no other column is."""

_MEANS = {word: column for column, words in _COLUMNS.items() for word in words.split()}
_BESIDE_LENGTH = {"work": "part", "length": "part", "time": "target", "": "note"}
"""What a column is that could be the length of what is run, and is not."""

_CLEAR = frozenset(("count", "length", "work", "time", "rest", "target", "note"))
_SAYS = Lazily(r"[^\W\d_]+")
_LENGTH = Lazily(
    r"\d ?-?(?:m|k|km|mi|yd|y|s|h)\b|\d ?-?(?:sec|min|lap|mile|met|yard|hour)|\d:\d\d|\d ?['\"’”]|^[\d ,.–-]+$"
)
_SPAN = Lazily(
    r"\W*(?P<start>\d{1,3}(?::\d\d){0,2})[^\d\s]{0,7} ?(?:-|–|to) ?(?P<end>\d{1,3}(?::\d\d){0,2})"
    r" ?(?P<unit>[a-z]{1,7})?\.?$"
)
"""A time from when to when: `0:00-5:00`, `5 - 8 min`."""

_FEWEST, _MOST = 2, 8
_LONGEST_HEADING, _LONGEST_LINE = 30, 80
_RESTING = frozenset(("rest", "recovery", "rec", "jog", "walk", "jogging", "walking", "easy", "float", "back", "stand"))
_BEHIND = (("target", "@", ""), ("note", "", ""))
_RUN_FIRST = (
    *(("count", "", "x"), ("part", "", ""), ("length", "", ""), ("span", "", "")),
    *(*_BEHIND, ("rest", "with", "recovery")),
)
_WALK_FIRST = (
    *(("rest", "walk", ","), ("part", "", ""), ("length", "run", ""), ("count", "x", "")),
    *_BEHIND,
)
"""The cells in the order of a line of notation, each with what stands before and behind it."""


class Cell(NamedTuple):
    """One cell of a row.

    Attributes:
        start: where its text begins in the line, from 0.
        text: its text, without the blanks around it.
    """

    start: int
    text: str


class Column(NamedTuple):
    """What the cells below a heading are.

    Attributes:
        kind: one of `_COLUMNS`, or `span`: a time from when to when.
        heading: the heading as it is written.
        unit: the unit that it names, for cells without one; empty if it names none.
    """

    kind: str
    heading: str
    unit: str


Columns = tuple[Column, ...]


def cells_of(line: str) -> list[Cell]:
    """The cells of a line: what stands between its tabs or upright strokes, else between its blanks."""
    if "\t" not in line and "|" not in line:
        found = [Cell(word.start(), word[0]) for word in islice(_WORD.made.finditer(line), _MOST + 1)]
        return found if _FEWEST <= len(found) <= _MOST else []
    found = []
    start = 0
    for piece in _BETWEEN_CELLS.made.split(line, maxsplit=_MOST + 2):
        found.append(Cell(start + len(piece) - len(piece.lstrip()), piece.strip()))
        start += len(piece) + 1
    if "|" in line:  # strokes stand around a row as well
        found = found[not found[0].text : len(found) - (not found[-1].text)]
    return found if _FEWEST <= len(found) <= _MOST else []


def columns_of(line: str, below: str) -> Columns:
    """What the columns are, if a line is the heading of a table; empty if it is none.

    Args:
        line: the line.
        below: the first row below it.
    """
    cells, first = cells_of(line), cells_of(below)
    if not cells or not _FEWEST <= len(first) <= len(cells) or any(char.isdigit() for char in line):
        return ()
    columns = [_column(cell.text) for cell in cells]
    run = _what_is_run(columns, first)
    if run is None or sum(column.kind in _CLEAR for column in columns) < _FEWEST:
        return ()
    span = _SPAN.match(first[run].text)
    is_span = span is not None and not span["start"].strip("0:")
    if not is_span and not _is_ruled(line):
        return ()
    others = (column._replace(kind=_BESIDE_LENGTH.get(column.kind, column.kind)) for column in columns)
    return tuple(
        column._replace(kind="span" if is_span else "length") if at == run else other
        for at, (column, other) in enumerate(zip(columns, others, strict=True))
    )


def _column(heading: str) -> Column:
    """What a column is by the words of its heading: the last one that says it, if none says that it is a recovery."""
    words = _SAYS.findall(heading.lower())
    known = [_MEANS[word] for word in words if word in _MEANS]
    kind = next((kind for kind in known if kind in ("rest", "note")), "" if not known else known[-1])
    unit = next((word for word in words if word in MS_UNITS or word in UM_UNITS), "")
    return Column("note" if "%" in heading or len(heading) > _LONGEST_HEADING else kind, heading, unit)


def _what_is_run(columns: Sequence[Column], first: Sequence[Cell]) -> int | None:
    """The column with the length of what is run, by the headings and the first row; None if there is not one."""
    has_length = [bool(_LENGTH.search(cell.text.lower())) for cell in first]
    for kind in ("length", "work", "time", "rest"):
        found = [at for at, has in enumerate(has_length) if has and columns[at].kind == kind]
        if kind == "rest":
            found = [at for at in found if "jog" in columns[at].heading.lower()]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _is_ruled(line: str) -> bool:
    """Whether signs part the cells of a line; the words of any other can be of a sentence."""
    return "\t" in line or "|" in line


def may_be_heading(line: str) -> bool:
    """Whether signs part what stands on a line, or all its words are names of columns."""
    if "\t" in line or "|" in line:
        return True
    words = line.lower().split() if len(line) <= _LONGEST_LINE and not line[:1].isdigit() else []
    return bool(words) and words[0] in _MEANS and all(word in _MEANS for word in words)


def is_rule(line: str) -> bool:
    """Whether a line is the stroke below the heading of a table."""
    return "--" in line and _RULE.issuperset(line)


def is_row(line: str, columns: Columns) -> bool:
    """Whether a line has no more cells than the heading above it."""
    count = len(cells_of(line))
    return 0 < count <= len(columns) if _is_ruled(line) else count == len(columns) and line.strip()[0].isdigit()


def day_of(line: str, columns: Columns) -> str:
    """A row as a line that begins with its day or week, where a column has it; else as it is."""
    told = [cell.text for column, cell in zip(columns, cells_of(line), strict=False) if column.kind == "when"]
    day = "".join(told).split()[:1]
    return f"{'week ' if day[0][0].isdigit() else ''}{day[0]}: {line}" if day else line


def row_tokens(line: str, number: int, columns: Columns) -> list[Token]:
    """The tokens of a row in the order of a line of notation: `4 x 1100m @ 4:10 with 2 min recovery`.

    Args:
        line: the row.
        number: which line of the text it is, from 1.
        columns: what its cells are.

    Raises:
        NotationError: for a sign that says nothing.
    """
    cut = [token for token in tokenize(line, number) if line[token.offset] != "*"]
    tokens: list[Token] = []
    kinds = [column.kind for column in columns]
    is_led = "rest" in kinds and "length" in kinds and kinds.index("rest") < kinds.index("length")
    for kind, before, behind in _WALK_FIRST if is_led else _RUN_FIRST:
        for column, cell in zip(columns, cells_of(line), strict=False):
            own = [token for token in cut if cell.start <= token.offset < cell.start + len(cell.text)]
            if column.kind != kind or all(token.kind is TokenKind.SIGN for token in own):
                continue
            own = _as_told(column, cell, own)
            tokens += [_added(before, own[0]), *own] if before else own
            if behind and not (behind == "recovery" and any(token.text in _RESTING for token in own)):
                tokens.append(_added(behind, own[-1]))
    return tokens


def _as_told(column: Column, cell: Cell, own: list[Token]) -> list[Token]:
    """The tokens of a cell: a note as one, a time from when to when as how long that is, a number with its unit."""
    last = own[-1]
    if column.kind == "note" or (column.kind == "part" and any(token.milli for token in own)):
        note = f"[note: {column.heading} {cell.text}]".replace("\\", "")
        return [own[0]._replace(kind=TokenKind.RAW, text=note, end=last.end)]
    if column.kind == "count":
        return [token for token in own if token.text not in ("x", "times")]
    if column.kind == "span" and (span := _SPAN.match(cell.text.lower())) is not None:
        from_ms, to_ms = (_ms_of(end, span["unit"] or column.unit) for end in (span["start"], span["end"]))
        return [own[0]._replace(kind=TokenKind.CLOCK, end=last.end, milli=max(to_ms - from_ms, 0))]
    return [*own, _added(column.unit, last)] if column.unit and last.kind is TokenKind.NUMBER else own


def _ms_of(end: str, unit: str) -> int:
    """An end of a time from when to when; minutes where nothing says what they are."""
    value = 0
    for part in end.split(":"):
        value = value * 60 + int(part or 0)
    return value * (1_000 if ":" in end else MS_UNITS.get(unit, 60_000))


def _added(text: str, like: Token) -> Token:
    """A word or sign that no cell has and the line needs, in the place of another."""
    kind = TokenKind.WORD if text.isalpha() else TokenKind.SIGN
    return like._replace(kind=kind, text=text, glued=False, milli=0)
