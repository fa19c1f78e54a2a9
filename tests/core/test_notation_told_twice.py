"""The same reps told in short and in full are run once; one more rep, and other reps, are run beside them."""

from __future__ import annotations

import itertools

import pytest

from tests.core.test_notation_said import reading_of, turns
from trackclock.core.notation import NotationError, parse

SHORT = ("3 x 450m", "3x450m", "Session: three x 450m", "The workout consists of 3 x 450m")
JOINTS = (". ", ": ", " - ", "\n", "\n\n", "\n- ", ", i.e. ", ". That means ", ". What this means is: ")
PASSES = (
    "run 450m hard, then jog 150m.",
    "Run a 450m fast, jog 150m",
    "450m hard with 150m jog",
    "sprint 450 metres, walk 150 metres, sprint 450m, walk 150m, sprint 450m",
)


def test_a_pass_told_behind_its_reps_is_not_run_beside_them() -> None:
    for short, joint, full in itertools.product(SHORT, JOINTS, PASSES):
        if joint == " - " and full[0].isdigit():
            continue  # 3 x 450m - 450m is asked about
        text = f"{short}{joint}{full[0].upper() if joint == '. ' else full[0]}{full[1:]}"
        assert reading_of(text) == turns(3, "450", "r150"), text


def test_reps_told_again_are_run_once_with_the_recovery_of_either() -> None:
    again = (
        ", which is three reps of 450m",
        ": three 450m reps",
        " (three 450m reps)",
        ". Three reps of 450m",
        ", i.e. 3 x 450m",
    )
    for full, rest in itertools.product(again, (" with 2 min", " with 120s rest between each", " off 2 min")):
        behind = f"3 x 450m{full[:-1]}{rest})" if full.endswith(")") else f"3 x 450m{full}{rest}"
        assert reading_of(behind) == turns(3, "450", "r120s"), behind
        assert reading_of(f"3 x 450m{rest}{full}") == turns(3, "450", "r120s"), (rest, full)


COUNTED = ("6 x 40s hard, 20s easy", "40s hard, 20s easy for 6 minutes", "40s hard followed by 20s jog for 6 min")
COUNT_AGAIN = (
    " ({} reps)", " (so {} reps)", ". Do {} reps.", ". You will do {} of these.", ", i.e. {} reps",
    ". That is {} reps.", ". You are aiming to do {} reps in total", " = {} reps", "\nThat makes {} reps",
)  # fmt: skip


def test_a_number_of_reps_told_again_is_no_other_number() -> None:
    for reps, again in itertools.product(COUNTED, COUNT_AGAIN):
        assert reading_of(reps + again.format(6)) == turns(6, "40s", "r20s"), reps + again.format(6)
    for reps, again in itertools.product(COUNTED[1:], COUNT_AGAIN[:4]):
        with pytest.raises(NotationError):
            parse(reps + again.format(5))


TOLD_TWICE = [
    ("650, 350 x two. Run a 650, walk a 200, run a 350, walk a 300. Do this twice.", "650 r200 350 r300 650 r200 350"),
    ("4 x 350m off 45s: 2 sets of 2 x 350m, 4 min between sets", "350 r45s 350 r240s 350 r45s 350"),
    ("2 sets of 350m with 45s, 3 min rest, repeat 2 times. So (2 x 350m) x 2", "350 r45s 350 r180s 350 r45s 350"),
    ("3 x 7 min: 7 minutes hard, 90s easy", turns(3, "420s", "r90s")),
    ("3 x 7 min with 90s, seven minutes on with 90s recovery", turns(3, "420s", "r90s")),
    ("3x350\n- 350m hard\n- 150m jog\n- repeat 3 times", turns(3, "350", "r150")),
    ("Tuesday: 3x100\n\nSprint 100 metres, then jog 100 metres for recovery", turns(3, "100", "r100")),
    ("3 x 30m sprint:\nAll-out 30m sprint with 2 min between each one", turns(3, "30", "r120s")),
    ("2 x 350 (80%) [3']\nThis means 2 repetitions of 350 metres with 3 minutes recovery", "350 r180s 350"),
    ("2 x 350m\nIn other words: 2 reps of 350m with 3 min", "350 r180s 350"),
]


@pytest.mark.parametrize(("text", "reading"), TOLD_TWICE)
def test_what_is_told_twice_is_run_once(text: str, reading: str) -> None:
    assert reading_of(text) == reading


RUN_TWICE = [
    ("2 x 350m at 60 with 60s. 2 x 350m at 55 with 90s.", "350 r60s 350 ro 350 r90s 350"),
    ("2 x 350m with 90s, 350m", "350 r90s 350 ro 350"),
    ("2 x 350m with 60s. Then 350m, 5 min rest", "350 r60s 350 ro 350 r300s"),
    ("2 x 350m, 60s. 350m hard, 3 min jog, 600m", "350 r60s 350 ro 350 r180s 600"),
]


@pytest.mark.parametrize(("text", "reading"), RUN_TWICE)
def test_what_is_not_the_same_is_run_beside_it(text: str, reading: str) -> None:
    assert reading_of(text) == reading
