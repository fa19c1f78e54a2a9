"""Figures on a screen or in a table, read as a person reads them.

It exists so that a test can reckon with what is shown, and with nothing that the app knows better.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import App
from textual.widgets import Static

from trackclock.core.durations import parse_duration
from trackclock.ui.widgets.rows import RowList

TIME = r"(?:\d+:\d\d(?::\d\d)?(?:\.\d+)?|(?<!\d)\d{1,2}\.\d{1,2}(?!\d))"
DELTA = r"[+-]?\d[\d:]*(?:\.\d+)?"


def time_of(text: str) -> int:
    return parse_duration(text.strip("★?"))


def delta_of(text: str) -> int:
    number = text.strip("▼▲= s")
    return (-1 if number.startswith("-") else 1) * parse_duration(number.lstrip("+-"))


def signed(text: str) -> None:
    """A delta's arrow says what its digits say."""
    sign, value = text[0], delta_of(text)
    assert sign == ("=" if abs(value) < 200 else "▼" if value < 0 else "▲"), text


def unitless(text: str) -> None:
    """Nothing with a colon has a unit, and nothing with decimals has a nought for minutes."""
    assert not re.search(r":\d\d(?:\.\d+)? s\b", text), text
    assert not re.search(r"(?<![\d:])0:\d\d\.\d", text), text


@dataclass
class Rep:
    """What stands in one line of reps; None where the line says nothing."""

    label: str
    time: int
    laps: list[int]
    held: list[int | None]
    is_best: bool = False


def rows_of(app: App[None], where: str) -> list[str]:
    rows = app.screen.query_one(where, RowList)
    return [rows.render_line(y).text.rstrip() for y in range(rows.row_count + 1)]


def text_of(app: App[None], selector: str) -> str:
    return str(app.screen.query_one(selector, Static).content)


def cells(line: str, head: str, names: Sequence[str]) -> dict[str, str]:
    """The cells of a line of right-aligned columns, by where their heads end; `Laps` is what is behind the rest."""
    found: dict[str, str] = {}
    start = 0
    for name in names:
        end = len(line) if name == "Laps" else head.index(name) + len(name)
        found[name] = line[start:end].strip()
        start = end
    return found
