"""Tables that were pasted: rows of cells under a heading that says what each column is.

It exists because the cells of a row are in the order of the table, and a line of notation has an order of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.words.lexer import Token, TokenKind, tokenize

_BETWEEN_CELLS = Lazily(r"[\t|]")
_RULE = frozenset(" \t|:+-")
_COLUMNS = {
    "count": "reps repeats x repetitions quantity times",
    "length": "distance dist length interval intervals run duration effort work workout",
    "target": "target pace speed goal time",
    "rest": "rest recovery rec recoveries jog recover",
    "words": "notes note comment comments description type intensity focus how",
    "label": "rep repeat number no set sets week day step date session block phase part",
}
_MEANS = {word: column for column, words in _COLUMNS.items() for word in words.split()}
_SAYS = Lazily(r"[^\W\d_]+")
_FEWEST, _MOST = 2, 8
_RESTING = frozenset(("rest", "recovery", "rec", "jog", "walk", "jogging", "walking", "easy", "float", "back", "stand"))
_IN_A_LINE: dict[str, tuple[str, str, frozenset[str]]] = {
    "count": ("", "x", frozenset(("x", "times"))),
    "length": ("", "", frozenset()),
    "target": ("@", "", frozenset()),
    "rest": ("with", "recovery", _RESTING),
    "words": (",", "", frozenset()),
}
"""What stands before and behind a cell in a line of notation, the latter unless one of some words is in the cell."""


class Cell(NamedTuple):
    """One cell of a row.

    Attributes:
        start: where its text begins in the line, from 0.
        text: its text, without the blanks around it.
    """

    start: int
    text: str


def cells_of(line: str) -> list[Cell]:
    """The cells of a line that has tabs or upright strokes in it; empty for any other."""
    if "\t" not in line and line.count("|") < _FEWEST:
        return []
    found: list[Cell] = []
    start = 0
    for piece in _BETWEEN_CELLS.made.split(line, maxsplit=_MOST + 2):
        found.append(Cell(start + len(piece) - len(piece.lstrip()), piece.strip()))
        start += len(piece) + 1
    if "|" in line:  # strokes stand around a row as well
        texts = [index for index, cell in enumerate(found) if cell.text]
        found = found[texts[0] : texts[-1] + 1] if texts else []
    return found if _FEWEST <= len(found) <= _MOST else []


def columns_of(line: str) -> tuple[str, ...]:
    """What the columns below a line are, if it is the heading of a table; empty if it is none."""
    cells = cells_of(line)
    if not cells or any(char.isdigit() for char in line):
        return ()
    columns = [_column(cell.text) for cell in cells]
    if "length" not in columns and "target" in columns and "count" in columns:
        columns[columns.index("target")] = "length"  # the time of a rep, where no column has its distance
    is_clear = "" not in columns and len(set(columns) & {"count", "length", "rest"}) >= _FEWEST
    return tuple(columns) if is_clear and columns.count("length") == 1 else ()


def _column(heading: str) -> str:
    """What a column is by the words of its heading: the last one that says it."""
    known = [_MEANS[word] for word in _SAYS.findall(heading.lower()) if word in _MEANS]
    return known[-1] if known and len(heading) <= 30 else ""


def is_rule(line: str) -> bool:
    """Whether a line is the stroke below the heading of a table."""
    return "--" in line and _RULE.issuperset(line)


def is_row(line: str, columns: Sequence[str]) -> bool:
    """Whether a line has as many cells as the heading above it, and a number in one of them."""
    return len(cells_of(line)) == len(columns) and any(char.isdigit() for char in line)


def row_tokens(line: str, number: int, columns: Sequence[str]) -> list[Token]:
    """The tokens of a row in the order of a line of notation: `4 x 1100m @ 4:10 with 2 min recovery`.

    Args:
        line: the row.
        number: which line of the text it is, from 1.
        columns: what its cells are.

    Raises:
        NotationError: for a sign that says nothing.
    """
    cut = tokenize(line, number)
    cells = dict(zip(columns, cells_of(line), strict=True))
    tokens: list[Token] = []
    for column, (before, behind, told) in _IN_A_LINE.items():
        cell = cells.get(column, Cell(0, ""))
        own = [token for token in cut if cell.start <= token.offset < cell.start + len(cell.text)]
        if all(token.kind is TokenKind.SIGN for token in own):
            continue
        tokens += [_added(before, own[0]), *own] if before else own
        if behind and told.isdisjoint(token.text for token in own):
            tokens.append(_added(behind, own[-1]))
    return tokens


def _added(text: str, like: Token) -> Token:
    """A word or sign that no cell has and the line needs, in the place of another."""
    kind = TokenKind.WORD if text.isalpha() else TokenKind.SIGN
    return like._replace(kind=kind, text=text, glued=False, milli=0)
