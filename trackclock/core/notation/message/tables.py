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
_ORDER = ("count", "length", "target", "rest", "words")
_FEWEST, _MOST = 2, 8
_RESTING = frozenset(("rest", "recovery", "rec", "jog", "walk", "jogging", "walking", "easy", "float", "back", "stand"))


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
        found.append(Cell(start + _blanks(piece), piece.strip()))
        start += len(piece) + 1
    while "|" in line and found and not found[0].text:
        found = found[1:]
    while "|" in line and found and not found[-1].text:
        found.pop()
    return found if _FEWEST <= len(found) <= _MOST else []


def _blanks(text: str) -> int:
    return len(text) - len(text.lstrip())


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
    for column in _ORDER:
        cell = cells.get(column)
        own = [] if cell is None else [t for t in cut if cell.start <= t.offset < cell.start + len(cell.text)]
        if not any(token.kind is not TokenKind.SIGN for token in own):
            continue
        if column == "target":
            tokens.append(_sign("@", own[0]))
        elif column == "rest":
            tokens.append(_word("with", own[0]))
        elif column == "words":
            tokens.append(_sign(",", own[0]))
        tokens.extend(own)
        if column == "count" and own[-1].text not in ("x", "times"):
            tokens.append(_word("x", own[-1]))
        elif column == "rest" and not any(token.text in _RESTING for token in own):
            tokens.append(_word("recovery", own[-1]))
    return tokens


def _word(text: str, like: Token) -> Token:
    """A word that no cell has and the line needs, in the place of another."""
    return like._replace(kind=TokenKind.WORD, text=text, glued=False, milli=0)


def _sign(text: str, like: Token) -> Token:
    return like._replace(kind=TokenKind.SIGN, text=text, glued=False, milli=0)
