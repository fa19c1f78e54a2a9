"""Tables: whatever their columns are called, in whichever order they stand, they say what a line of notation says.

They stand apart because a table is every heading times every order times every sign between its cells.
"""

from __future__ import annotations

from itertools import permutations, product

import pytest

from tests.core.test_notation_clubs import short
from trackclock.core.notation import candidates_of, parse, read

COUNTS = {"Reps": "4", "Number of reps": "4", "Times to repeat": "x4", "Repeats": "4 times"}
LENGTHS = {"Distance": "700m", "Run interval": "700 m", "Distance (m)": "700", "Interval": "700 metres"}
RESTS = {"Rest": "75s", "Recovery time": "75 sec", "Rest interval (sec)": "75", "Jog recovery": "1:15"}
OTHERS = {"Speed (mph)": "6.5", "% effort": "90-100", "Incline": "1.0", "Set": "1"}
ROWS = ("{0} | {1} | {2} | {3}", "|{0}|{1}|{2}|{3}|", "{0}\t{1}\t{2}\t{3}", "{0} | {1} | {2} | {3} |")


def reading_of(text: str) -> str:
    """The steps of a text in a few letters."""
    return " ".join(short(step) for step in parse(text).steps)


def test_a_table_says_the_same_whatever_its_columns_are_called_and_in_whichever_order_they_stand() -> None:
    ways = product(COUNTS.items(), LENGTHS.items(), RESTS.items(), OTHERS.items())
    orders = [order for order in permutations(range(4)) if order.index(1) < order.index(2)]
    for at, cells in enumerate(ways):
        row, order = ROWS[at % len(ROWS)], orders[at % len(orders)]
        heading, cell = (row.format(*(cells[index][part] for index in order)) for part in (0, 1))
        rule = "---|---|---|---\n" if at % 3 == 0 and "|" in row else ""
        text = f"{heading}\n{rule}{cell}"
        assert reading_of(text) == "700 r75s 700 r75s 700 r75s 700", text


READ = [
    ("Jog | Walk\n3 min | 1 min\n2 min | 1 min", "180s r60s 120s"),
    ("Walk | Run | Repeats\n2 min | 1 min | 3", "r120s 60s r120s 60s r120s 60s"),
    ("Time | Speed | Incline\n0:00-4:00 | 3.5 | 1.0\n4:00-4:45 | 6.0 | 1.5\n4:45-6:00 | 3.5 | 1", "240s ro 45s ro 75s"),
    ("Minutes | Speed\n0-4 | 5\n4-6 | 9\n6-11 | 5", "240s ro 120s ro 300s"),
    ("Time | Speed\n0 to 4 min | 5\n4 to 6 min | 9", "240s ro 120s"),
    ("Incline | Speed | Time\n1.0 | 6 | 3 minutes\n1.5 | 9 | 45 seconds", "180s ro 45s"),
    (
        "Phase | Time | Speed\nWarm-up | 6 min | 3.5\nSprint | 1 min | 8\nRecover | 2 min | 4\nSprint | 1 min | 8"
        "\nCool-down | 4 min | 3",
        "w360s 60s r120s 60s c240s",
    ),
    ("Interval | Pace | Rest\n500m | 1:40 | 90s\n900m | 3:10 | 2 min\n500m | 1:38 | ", "500 r90s 900 r120s 500"),
    ("Distance | Time\n500m | 1:40\n900m | 3:10", "500 ro 900"),
    ("| **Reps** | **Distance** | **Rest** |\n| 2 | **500m** | 60s |\n| 1 | 900m | |", "500 r60s 500 ro 900"),
    ("Week | Run | Walk | Repeats\n1 & 2 | 2 min | 1 min | 3\n# 3 & 4 | 3 min | 1 min | 3", "120s r60s 120s r60s 120s"),
]


@pytest.mark.parametrize(("text", "steps"), READ)
def test_a_table_is_read_by_its_heading(text: str, steps: str) -> None:
    assert reading_of(text) == steps


@pytest.mark.parametrize("name", ["Week", "Weeks", "Day"])
@pytest.mark.parametrize("cells", [("1", "2"), ("1 & 2", "3 & 4"), ("Mon", "Thu")])
def test_rows_for_different_days_are_asked_about(name: str, cells: tuple[str, str]) -> None:
    text = f"{name} | Reps | Distance | Rest\n{cells[0]} | 2 | 500m | 60s\n{cells[1]} | 3 | 500m | 60s"
    errors = read(text)[1]
    offered = [" ".join(map(short, candidate.steps)) for candidate in candidates_of(text, errors[0])]
    assert offered == ["500 r60s 500", "500 r60s 500 r60s 500"]
