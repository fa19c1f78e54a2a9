"""A plan in a few lines."""

from __future__ import annotations

import pytest

from trackclock.formats.load import load_text
from trackclock.ui.outline import outline, totals


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("3 x 800m @ 2:44 with 2 min recoveries", ["3 x 800 m @ 2:44, recovery 2:00"]),
        ("2 x (4 x 200m, 30s), 5 min between sets", ["2 x (4 x 200 m, recovery 0:30), rest 5:00"]),
        ("4-6 x 800m, 90s", ["4-6 x 800 m, recovery 1:30"]),
        ("10 x 400m in 75 s on 2:00", ["10 x 400 m @ 75 s, recovery on 2:00"]),
        ("20, 30, 20 seconds, jog back down", ["20 s, 30 s, 20 s, recovery jog back down, until you press"]),
        ("warm up 10 min\n400m\n3 mins rest\n200m", ["warm up 10:00", "400 m", "   rest 3:00", "200 m"]),
        ("1 mile of (100m sprint, 100m jog)", ["1 mile of (100 m sprint, 100 m jog)"]),
    ],
)
def test_what_repeats_itself_is_written_once(text: str, lines: list[str]) -> None:
    assert outline(load_text(text, name="s", is_toml=False)) == lines


def test_the_totals_are_one_line() -> None:
    plan = load_text("3 x 800m @ 2:44 with 2 min recoveries", name="s", is_toml=False)
    assert totals(plan) == "2.4 km · about 12:12 · 3 reps"
