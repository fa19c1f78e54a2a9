"""The one table: what was measured, what stands beside it, how they relate, and what was aimed at.

It exists so that every section says the same things of its figures, and prints nothing itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Row:
    """One line.

    Attributes:
        what: what was measured.
        ours: the figure of trackclock, with its unit.
        beside: what it was measured beside, with its figure; empty where it stands alone.
        ratio: ours through theirs, the median of the pairs; None where it stands alone.
        aim: what was aimed at; empty where this line only explains another.
        is_met: whether it was reached; None without an aim.
    """

    what: str
    ours: str
    beside: str = ""
    ratio: float | None = None
    aim: str = ""
    is_met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """What stands in the columns."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        met = "" if self.is_met is None else "yes" if self.is_met else "NO"
        return (self.what, self.ours, self.beside, ratio, self.aim, met)


HEAD = ("what", "trackclock", "beside", "ratio", "aim", "met")


def markdown(sections: Iterable[tuple[str, Sequence[Row]]]) -> str:
    """All sections as one table, which a terminal shows as well as a web page."""
    lines: list[tuple[str, ...]] = [HEAD]
    for name, rows in sections:
        lines.append((f"**{name}**", *("",) * (len(HEAD) - 1)))
        lines.extend(row.cells() for row in rows)
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    text = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    ]
    text.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(text)


def paired_ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the ratios of measurements that were taken one after the other.

    A pair shares what the machine was doing at the time, so its ratio is worth more than that of two medians.
    """
    return median(here / there for here, there in zip(ours, theirs, strict=True) if there)


def percentile(values: Sequence[float], per_cent: float) -> float:
    """The smallest of the values that so many per cent of them do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * per_cent / 100) - 1)]
