"""Sessions told step by step, in sentences: what is run in turn, and how often, however that is said.

The tests draw every lead with every joint and every ending, so that a saying is known wherever it stands.
"""

from __future__ import annotations

import itertools

import pytest

from tests.core.test_notation_clubs import short
from trackclock.core.notation import parse, read


def reading_of(text: str) -> str:
    """The steps of a text in a few letters."""
    return " ".join(short(step) for step in parse(text).steps)


def turns(count: int, rep: str, rest: str) -> str:
    """So many reps in a few letters with a recovery between them."""
    return f" {rest} ".join([rep] * count)


LEADS = ("", "10 min warm-up. ", "Warm up for 10 min, then ")
PASSES = ("Sprint 15 s, walk 45 s", "sprint for 15 seconds then walk for 45 seconds", "run hard 15 s and walk 45 s")
OFTEN = {
    ". Four of those.": 4,
    ". 3-4 rounds and you're done.": 4,
    ". Repeat anywhere from 3 to 4 times.": 4,
    "; 4 cycles": 4,
    ". Do this three more times.": 4,
    ". Then hit it again a further three times.": 4,
    ". Four times through.": 4,
    ". Four in all.": 4,
    " (x4)": 4,
    ". Keep this up for 4 minutes.": 4,
    ". Do this for 3 to 4 minutes.": 4,
    ", repeated for the entire 4 minutes": 4,
    ". Work towards 4 minutes of this routine": 4,
    ". Repeat this for 4 minutes. It should feel hard.": 4,
}


def test_how_often_a_pass_is_run_is_read_however_it_is_said() -> None:
    wrong = []
    for lead, one, (often, count) in itertools.product(LEADS, PASSES, OFTEN.items()):
        wanted = ("w600s " if lead else "") + turns(count, "15s", "r45s")
        parsed, _ = read(text := lead + one + often)
        reading = " ".join(short(step) for step in parsed.steps) if parsed else "asked"
        if reading != wanted:
            wrong.append((text, reading))
    assert not wrong


READ = [
    ("alternate 90 s of jogging and 30 s of\nwalking, for a total of 6 minutes", turns(3, "90s", "r30s")),
    ("2 x 3 min\nhard run with 2 min\njog recovery between", "180s r120s 180s"),
    ("50 min run including 2 x\n8mins at threshold (90\nsec recovery)", "480s r90s 480s"),
    ("Two reps of: jog 90 s, walk 90 s, jog 3 min, walk 3 min", "90s r90s 180s r180s 90s r90s 180s"),
    ("Two repetitions of:\n\n75 seconds jogging\n\n2 minutes walking", "75s r120s 75s"),
    ("5-6 miles (including 2 x 400 yards, 200 yard recovery)", "365 r182 365"),
    ("3-4 min (alternating 1 min fast and 1 min slow)", "60s r60s 60s"),
    ("2 x 30 s hill with jog back. 4 min rest. Repeat two more times", " r240s ".join(["30s ro 30s"] * 3)),
    (
        "Run 30 s, jog back. Hit it again a further two times. Take 4 min and repeat the set of 3 x 30s two more times",
        " r240s ".join(["30s ro 30s ro 30s"] * 3),
    ),
    ("3 min walk, then sprint 30 s with 60 s of jogging. 2 rounds in all.", "w180s 30s r60s 30s"),
    ("Run 1 min, walk 1 min. Do this for 4 minutes, then rest 3 min and run 400m", "60s r60s 60s r180s 400"),
    ("45 second light jog\n\n30 second sprint\n\nTotal time: 150 seconds", "r45s 30s r45s 30s"),
    ("2 min hard\n1 min easy\n2 min hard\nTotal: exactly 5 min", "120s r60s 120s"),
    ("Warm up 5 min\n2 x 1 min, 60s jog\nTotal 9 min", "w300s 60s r60s 60s"),
    ("Run hard for 6 minutes.\nJog for 3 minutes.\nContinue with a 5-minute tempo run.", "360s r180s 300s"),
    ("Run a 3k at marathon pace. Recover for 800m. Run a second 3k 10 seconds faster.", "3000 r800 3000"),
    ("Run an entire lap, walk half a lap, then run another lap", "400 r200 400"),
    ("The first run is a 1,200-metre run. Rest 3 min. Your next effort is an 800-meter run.", "1200 r180s 800"),
    ("Ran 400m in 80, rested 2 min, and finished with a 200m in 35", "400 r120s 200"),
    ("30m then walk back, next 40m walk back and so on adding 10m each time until we hit 50m", "30 r30 40 r40 50"),
    ("Jog easily for 5 min to warm up. 2 x 300m, 60s. Walk slowly for 5 min to cool down", "w300s 300 r60s 300 c300s"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reading"), READ)
def test_a_session_told_step_by_step(text: str, reading: str) -> None:
    assert reading_of(text) == reading


NOT_SO_OFTEN = ["7 miles at tempo. 12 in all", "3 min fast (180 in all)"]


@pytest.mark.parametrize("text", NOT_SO_OFTEN)
def test_a_number_that_counts_something_else_is_none_of_passes(text: str) -> None:
    parsed, _ = read(text)
    assert parsed is None or len(parsed.steps) < 5
