"""Questions with whole sessions to choose from: each of them is one, no two are alike, and one of them was meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.test_notation_clubs import REFUSED as CLUBS
from tests.core.test_notation_clubs import short
from tests.core.test_notation_errors import ERRORS
from tests.core.test_notation_totals import REFUSED as TOTALS
from tests.core.test_notation_weeks import REFUSED as WEEKS
from trackclock.core.notation import Options, candidates_of, parse, read
from trackclock.core.notation.asking import MOST_CANDIDATES, Asker

REFUSED = [row[0] for table in (CLUBS, ERRORS, TOTALS, WEEKS) for row in table]


def sessions(text: str) -> list[str]:
    """What is offered, each as its steps in a few letters."""
    parsed, errors = read(text)
    assert parsed is None
    return [" ".join(map(short, candidate.steps)) for candidate in candidates_of(text, errors[0])]


@pytest.mark.parametrize("text", REFUSED, ids=range(len(REFUSED)))
def test_what_is_offered_reads_back_without_a_question_and_is_there_once(text: str) -> None:
    parsed, errors = read(text)
    assert parsed is None
    found = candidates_of(text, errors[0])
    assert len(found) <= MOST_CANDIDATES
    for candidate in found:
        assert parse(candidate.session).steps == candidate.steps
        assert parse("\n".join(candidate.lines)).steps == candidate.steps
    assert len({candidate.session for candidate in found}) == len(found)


OFFERED = [
    ("4 x 400m, 6m rest", ["400 r360s 400 r360s 400 r360s 400"]),
    ("3 x 500m or 2 x 700m", ["500 ro 500 ro 500", "700 ro 700"]),
    ("3 x 2 min, 40s", ["120s r40s 120s r40s 120s", "120s ro 120s ro 120s ro 40s"]),
    ("2 x 1500m @ 5k pace (2:30)", ["1500 r150s 1500", "1500 ro 1500"]),
    ("2 x 7", ["420s ro 420s", "7s ro 7s"]),
    ("2 x 700m, 3 min, 12 min", ["700 r180s 700 r720s", "700 r180s 700 ro 720s"]),
    ("250s", ["250", "250s"]),
    ("2 x 500m/300m", ["500 ro 300 ro 500 ro 300", "500 r300 500", "500 ro 500 ro 300"]),
    ("2 x 100, 300 metres", ["100 ro 300 ro 100 ro 300", "100 ro 100 ro 300"]),
    ("warm up 9 min\n2 x 300m, 7m rest\ncool down 5 min", ["w540s 300 r420s 300 c300s"]),
    ("35 min run w/ 2 x 30 s pickups", ["2100s ro 30s ro 30s", "30s ro 30s"]),
    ("300m - 1:15\n700m - 2:30", ["300 ro 700", "300 r75s 700 r150s"]),
    ("Group A: 2 x 500m\nGroup B: 2 x 300m\ncool down 5 min", ["500 ro 500 c300s", "300 ro 300 c300s"]),
    (
        "warm up 9 min\nReds group:\n500m\nBlue group:\n700m\n\nNew group:\n300m",
        ["w540s 500", "w540s 700", "w540s 300"],
    ),
    ("men 2 x 500m, women 2 x 700m, boys: 300m", ["500 ro 500", "700 ro 700", "300"]),
    ("beginners 2 x 300m; advanced 2 x 700m", ["300 ro 300", "700 ro 700"]),
    ("U13 2 x 300m\nU15 2 x 700m", ["300 ro 300", "700 ro 700"]),
    ("Tuesday 2 x 500m\nThu: 700m", ["500 ro 500", "700"]),
    ("Tue: 2 x 500m / Thu: 700m", ["500 ro 500", "700"]),
    ("2 x 500m\nor 700m", ["500 ro 500", "700"]),
    *(
        (f"{lead}2 x {one} or {other} with {rest}", [f"{run.format('500')}", f"{run.format('100s')}"])
        for one, other in (("500m", "100 sec"), ("500m", "100 seconds"))
        for rest, gap in (("90s", "r90s"), ("200m jog", "r200"))
        for lead, run in (("", f"{{0}} {gap} {{0}}"), ("1 km easy, then ", f"1000 ro {{0}} {gap} {{0}}"))
    ),
]


@pytest.mark.parametrize(("text", "expected"), OFFERED)
def test_the_sessions_that_a_text_may_mean_are_offered_the_likeliest_first(text: str, expected: list[str]) -> None:
    assert sessions(text)[: len(expected)] == expected


ALIKE = {
    "{0}m - {1}": ["{0}", "{0} r{2}s"],
    "{0}m, {3}m rest": ["{0} r{4}s"],
    "{0}m run\nfelt good {3}": ["{0}"],
}
"""What is in doubt again on each line, and what each line comes to by one answer to all of them."""

ROWS = [(300, "1:15", 75, 7, 420), (700, "2:30", 150, 8, 480), (400, "1:30", 90, 6, 360), (600, "2:15", 135, 9, 540)]


@pytest.mark.parametrize("lines", [ROWS[:2], ROWS[1:], ROWS, ROWS + ROWS[:2], ROWS + ROWS], ids=len)
@pytest.mark.parametrize("doubt", ALIKE)
def test_the_same_doubt_on_every_line_is_settled_alike(doubt: str, lines: list[tuple[object, ...]]) -> None:
    offered = [session.replace(" ro", "") for session in sessions("\n".join(doubt.format(*row) for row in lines))]
    for answer in ALIKE[doubt]:
        assert " ".join(answer.format(*row) for row in lines) in offered


def test_most_of_what_is_refused_for_its_meaning_has_sessions_to_choose_from() -> None:
    doubtful = [row[0] for table in (CLUBS, TOTALS, WEEKS) for row in table]
    asked = [text for text in doubtful if sessions(text)]
    assert len(asked) * 4 > len(doubtful) * 3, [text for text in doubtful if text not in asked]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "4 x ",
                "400m",
                "5m rest",
                ", ",
                "90",
                " or ",
                "(",
                ")",
                "2:00",
                "\n",
                "last ",
                " with ",
                "30s/",
                "x",
                "@ ",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_whatever_is_refused_can_be_asked_about(text: str) -> None:
    parsed, errors = read(text)
    if parsed is None:
        for candidate in candidates_of(text, errors[0]):
            assert parse("\n".join(candidate.lines)).steps == candidate.steps


@pytest.mark.parametrize("lines", [1, 20, 400])
def test_a_long_text_is_asked_about_in_few_readings(lines: int) -> None:
    text = "\n".join(["10k, 8k, last 2k fast", *["400m"] * lines])
    asker = Asker(Options(), len(text))
    before = asker.left
    asker.ask(tuple(text.split("\n")), read(text)[1][0])
    assert (before - asker.left) * len(text) <= 41_000
    assert before <= 40


@pytest.mark.parametrize("often", ["4 sets", "4 rounds"])
def test_a_second_number_of_sets_is_asked_about_with_both(often: str) -> None:
    for told in ("There is an option of {}.", "The fit ones do {}.", "Those who want more run {}."):
        text = f"3 sets of 2 x 300m with 60s. {told.format(often)} 3 min between sets."
        once = "300 r60s 300"
        assert {" r180s ".join([once] * number) for number in (3, 4)} <= set(sessions(text)), text


@pytest.mark.parametrize("run", [400, 600, 800, 900, 1_000, 1_200, 1_500, 1_600])
@pytest.mark.parametrize("sign", [" - ", ": ", ", "])
def test_a_number_behind_a_rep_that_it_can_be_run_in_is_no_length(run: int, sign: str) -> None:
    likely = (seconds for seconds in range(60, 600) if run * 150 <= seconds * 1_000 <= run * 330)
    odd = [seconds for seconds in likely if (seconds // 60 * 100 + seconds % 60) % 10]
    assert odd
    for seconds in odd[:: max(len(odd) // 6, 1)]:
        text = f"{run}m{sign}{seconds // 60}{seconds % 60:02}"
        plan, errors = read(text)
        assert plan is None, text
        found = candidates_of(text, errors[0])
        offered = [step.target.low_ms for one in found for step in one.steps if step.target is not None]
        assert 1_000 * seconds in offered, text


def test_a_time_without_its_colon_is_among_the_answers() -> None:
    for told, wanted in (("238", 158_000), ("247", 167_000), ("259", 179_000)):
        text = f"900m - 2:41\n900m - {told}"
        found = candidates_of(text, read(text)[1][0])
        assert wanted in {step.target.low_ms for one in found for step in one.steps if step.target is not None}, text


@pytest.mark.parametrize("text", ["5m rest", "4 x 800m with 5m rest", "8 x 120/60s", "6 x 300m, 3m jog"])
def test_a_question_is_followed_by_a_sentence_that_says_what_to_write(text: str) -> None:
    message = read(text)[1][0].message
    assert "? Write " in message
