"""What a line begins with and is not run: numbers of weeks, days and sessions, dates however they are written.

It exists because each number of a heading looks as a count or a length does.
"""

from __future__ import annotations

import itertools

import pytest

from tests.core.test_notation_said import reading_of
from trackclock.core.notation import read

NAMES = (
    "Week {}",
    "WEEK {}",
    "Day {}",
    "Session {}",
    "Set {}",
    "Stage {}",
    "Example {}",
    "Novice #{}",
    "Hill session {}",
)
NUMBERS = ("3", "12", "two")
JOINTS = (": ", " = ", " - ", " – ", " ~ ")
SEVERAL = ("Weeks 1-3", "Weeks 1 - 3", "WEEKS 1 to 3", "Weeks 1 & 2", "Weeks 1, 2 and 3", "Days 2-4")
DATES = (
    "Wednesday, October 12, 2016", "Wed October 12 2016", "12 October 2016", "Wed, 1/12", "Wed 1/12",
    "Wednesday (1/12)", "Mar 14th", "Tuesday the 8th", "Tuesday 8th", "Saturday 8th March", "Sat, 8th March",
)  # fmt: skip


def _is_worded(name: str, number: str) -> bool:
    """Whether a number is a word where only words of a plan have one."""
    return number == "two" and not name.startswith(("Week", "WEEK", "Day", "Session", "Set"))


def test_a_number_of_a_heading_is_not_run() -> None:
    for name, number, joint in itertools.product(NAMES, NUMBERS, JOINTS):
        if not _is_worded(name, number):
            text = f"{name.format(number)}{joint}2 x 650m, 60s"
            assert reading_of(text) == "650 r60s 650", text
    for head, joint in itertools.product(SEVERAL, (": ", " = ", " - ")):
        assert reading_of(f"{head}{joint}2 x 650m, 60s") == "650 r60s 650", head + joint


def test_a_date_is_not_run() -> None:
    for date, joint in itertools.product(DATES, (": ", " - ", ": Track. ", ": it is time for ")):
        assert reading_of(f"{date}{joint}2 x 650m, 60s") == "650 r60s 650", date + joint


HEADED = [
    ("Sept 18thFor members unable to come: 2 x 650m, 60s", "650 r60s 650"),
    ("18 April2 x 650m, 60s", "650 r60s 650"),
    ("18 April 2 x 650m, 60s", "650 r60s 650"),
    ("6: 6 June2 x 650m, 60s", "650 r60s 650"),
    ("Week 3: Ladder # 1 = 650/350, 60s", "650 r60s 350"),
    ("The 5-4-3-2-1 workout. 2 x 650m, 60s", "650 r60s 650"),
    ("2 x 650m, 60s for groups 3 and 4", "650 r60s 650"),
    ("Thursday AM: 2 mi. WU, 2 x 650m, 60s, 2 mi. C/D", "w3218 650 r60s 650 c3218"),
    ("24 members turned out for 2 x 650m with 60s", "650 r60s 650"),
]


@pytest.mark.parametrize(("text", "reading"), HEADED)
def test_what_numbers_a_session_is_not_run(text: str, reading: str) -> None:
    assert reading_of(text) == reading


DAYS = ("7 September", "7th September", "7th of Sept", "Tue 7 Sep", "Tuesday, 7th March", "Tuesday the 12 May")
SESSIONS = (
    ("200m x 3\n50s recoveries", "200 r50s 200 r50s 200"),
    ("3 x 200m with 50s", "200 r50s 200 r50s 200"),
    ("900m, 3 min, 500m", "900 r180s 500"),
    ("6 miles easy", "9656"),
)


@pytest.mark.parametrize("day", DAYS)
def test_a_day_and_a_month_are_a_date_without_a_sign_behind_them(day: str) -> None:
    for session, reading in SESSIONS:
        assert reading_of(f"{day} {session}") == reading, session


RUN = [
    ("Week 3 - 3 x 650m, 60s", "650 r60s 650 r60s 650"),
    ("May 3 x 650m, 60s", "650 r60s 650 r60s 650"),
    ("2 x 650m. WU 3 km", "w3000 650 ro 650"),
]


@pytest.mark.parametrize(("text", "reading"), RUN)
def test_what_looks_like_a_heading_is_run(text: str, reading: str) -> None:
    assert reading_of(text) == reading


@pytest.mark.parametrize("text", ["Round 1 = 8s (0:00)", "lap = 200\\nworkout = 650m", "5-4-3 workout"])
def test_what_is_no_heading_is_asked_about(text: str) -> None:
    assert read(text.replace("\\n", "\n"))[0] is None
