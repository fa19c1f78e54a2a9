"""A table as text, Markdown or CSV.

It exists so that what the screens show can be printed in a terminal, copied into a training diary or opened in a
spreadsheet, all from the same cells.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from trackclock.safe_text import cells, safe


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as text.

    Attributes:
        head: what stands above the columns.
        rows: the lines; each as long as the head, empty text where there is nothing.
        right: the columns that are aligned to the right, as those of numbers are.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()


def to_text(table: Table) -> str:
    """The table in columns for a terminal, two blanks between them, without a line break at the end.

    Columns that are empty in every row are left out, and so is the head of a table without rows.
    """
    if not table.rows:
        return ""
    shown = [index for index in range(len(table.head)) if any(row[index] for row in table.rows)]
    lines = [[_one_line(row[index]) for index in shown] for row in (table.head, *table.rows)]
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
    lines = [[_one_line(cell).replace("\\", "\\\\").replace("|", "\\|") for cell in row] for row in table.rows]
    head = [_one_line(cell).replace("|", "\\|") for cell in table.head]
    return "".join(f"| {' | '.join(line)} |\n" for line in [head, rules, *lines])


def to_csv(table: Table) -> str:
    """The table as comma-separated values (RFC 4180), head first, with CRLF line ends."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(table.head)
    writer.writerows(table.rows)
    return buffer.getvalue()


def _one_line(cell: str) -> str:
    """A cell that can do a terminal or a table no harm: one line, nothing that a terminal acts on."""
    return safe(cell, " ")


def _padded(cell: str, width: int, *, is_right: bool) -> str:
    blanks = " " * (width - cells(cell))
    return blanks + cell if is_right else cell + blanks
