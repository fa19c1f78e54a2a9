"""A table as text or Markdown; as CSV it is in `csv_text`.

It exists so that what the screens show can be printed in a terminal, copied into a training diary or opened in a
spreadsheet, all from the same cells: people read the figures as the screens show them, a spreadsheet reckons with
plain numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

from trackclock.safe_text import cells, safe


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that says one thing to people and another to a spreadsheet.

    Attributes:
        text: what people read.
        values: what stands in the CSV; several go into as many columns, as laps do.
    """

    text: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as text.

    Attributes:
        head: what stands above the columns.
        rows: the lines; each as long as the head, empty text where there is nothing.
        right: the columns that are aligned to the right, as those of numbers are.
        csv_head: what stands above the columns of the CSV, with the unit of its numbers; as `head` if left out. `{}` in
            it is the number of the value, where the cells of a column have several.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    right: frozenset[int] = frozenset()
    csv_head: tuple[str, ...] = ()


def seconds(ms: int) -> str:
    """A time or a difference as a number for a spreadsheet: `165.210`, `-1.204`; exact."""
    return f"{'-' if ms < 0 else ''}{abs(ms) // 1_000}.{abs(ms) % 1_000:03}"


def metres(distance_mm: int) -> str:
    """A distance as a number for a spreadsheet: `800`, `1609.344`."""
    whole, rest = divmod(distance_mm, 1_000)
    return f"{whole}.{rest:03}".rstrip("0") if rest else str(whole)


def to_text(table: Table) -> str:
    """The table in columns for a terminal, two blanks between them, without a line break at the end.

    Columns that are empty in every row are left out, and so is the head of a table without rows.
    """
    if not table.rows:
        return ""
    rows = [[_text(cell) for cell in row] for row in table.rows]
    shown = [index for index in range(len(table.head)) if any(row[index] for row in rows)]
    lines = [[_one_line(row[index]) for index in shown] for row in (table.head, *rows)]
    widths = [max(cells(line[place]) for line in lines) for place in range(len(shown))]
    return "\n".join(
        "  ".join(
            _padded(cell, width, is_right=index in table.right)
            for cell, width, index in zip(line, widths, shown, strict=True)
        ).rstrip()
        for line in lines
    )


def to_markdown(table: Table) -> str:
    """The table in GitHub's Markdown, ending with a line break; bars in cells are escaped."""
    rules = ["---:" if index in table.right else "---" for index in range(len(table.head))]
    rows = [
        [_one_line(_text(cell)).replace("\\", "\\\\").replace("|", "\\|").rstrip() for cell in row]
        for row in table.rows
    ]
    head = [_one_line(cell).replace("|", "\\|") for cell in table.head]
    return "".join(f"| {' | '.join(line)} |\n" for line in [head, rules, *rows])


def _text(cell: str | Cell) -> str:
    return cell.text if isinstance(cell, Cell) else cell


def _one_line(cell: str) -> str:
    """A cell that can do a terminal or a table no harm: one line, nothing that a terminal acts on."""
    return safe(cell, " ")


def _padded(cell: str, width: int, *, is_right: bool) -> str:
    blanks = " " * (width - cells(cell))
    return blanks + cell if is_right else cell + blanks
