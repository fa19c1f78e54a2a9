"""Forms that club pages, coaches' blogs and plan files use, each with the reading that its words have.

They stand apart from the forms of the README because each is here for a rule that a page was once misread for.
"""

from __future__ import annotations

import pytest

from trackclock.core.notation import NotationError, parse
from trackclock.core.plan import ByDistance, ByTime, Step, StepKind

_LETTERS = {StepKind.WARMUP: "w", StepKind.REP: "", StepKind.RECOVERY: "r", StepKind.REST: "r", StepKind.COOLDOWN: "c"}


def short(step: Step) -> str:
    """A step in a few letters: `400`, `r90s`, `w600s`; metres where no unit stands, `o` for an open end."""
    end = step.end
    if isinstance(end, ByDistance):
        return f"{_LETTERS[step.kind]}{end.distance_mm // 1_000}"
    return f"{_LETTERS[step.kind]}{end.duration_ms // 1_000}s" if isinstance(end, ByTime) else f"{_LETTERS[step.kind]}o"


READ = [
    ("2 x 20 min @ tempo (5 min easy)", "1200s r300s 1200s"),
    ("100m, 200m, 100m walk same distance recovery", "100 r100 200 r200 100"),
    ("1k, 2k, 1k off 2 minutes", "1000 r120s 2000 r120s 1000"),
    ("2x 90 sec on 90 sec off", "90s r90s 90s"),
    ("two times 400m with a minute", "400 r60s 400"),
    ("2 x 8 mins, 90s; 2 x 2 mins, 60s", "480s r90s 480s ro 120s r60s 120s"),
    ("2 x (30 sec at ~5k effort, 2.5 min easy)", "30s r150s 30s"),
    ("2 minutes hard, 1 minute recovery and then do it all a second time", "120s r60s 120s"),
    ("2 x 4min of threshold (out and back style) with a 30 second rest", "240s r30s 240s"),
    ("2 x 400m, 60s\n- 200m (3 mins after last rep)\n- 100m", "400 r60s 400 ro 200 r180s 100"),
    ("2 x (3 x 300m)\n100m walk between reps\nFull recovery between sets, 3 min",
     "300 r100 300 r100 300 r180s 300 r100 300 r100 300"),
    ("2 sets of pyramid: 400m, 800m, 400m with 60s recoveries", "400 r60s 800 r60s 400 r60s 400 r60s 800 r60s 400"),
    ("2 sets of;\n7min at threshold\n2min recovery", "420s r120s 420s"),
    ("2 x (400m, 200m with 60s, 3 min jog between sets)", "400 r60s 200 r180s 400 r60s 200"),
    ("Pyramid (2 x 400m / 2 x 800m) with 60secs recs.", "400 r60s 400 r60s 800 r60s 800"),
    ("2 x 400 5-K pace, 60s rest", "400 r60s 400"),
    ("- 400m effort with 100m walked recovery\n- 300m", "400 r100 300"),
    ("(2 x 400m with 60s) then at end, 200m", "400 r60s 400 ro 200"),
    ("2 x 1km, one 400m, one 200m\n3mins after 1km. 200m jog after 400m", "1000 r180s 1000 r180s 400 r200 200"),
    ("2 x 0:45 mile pace, 60s rest", "45s r60s 45s"),
    ("two 400s, one 200, 60s jog", "400 r60s 400 r60s 200"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reading"), READ)
def test_the_words_of_a_page_are_read_as_they_were_meant(text: str, reading: str) -> None:
    assert " ".join(short(step) for step in parse(text).steps) == reading


REFUSED = [
    ("3 x (400m, 200m) leaving every 2:30", "leaving every 2:30"),
    ("2x400m, 60sz", "60"),
    ("15x1 min hard, with 15x1 min easy", "with 15x"),
    ("5 minutes hard (2 minutes 30 rest)", "2 minutes 30"),
    ("300m (600m/5min jog recovery)", "600m/5min"),
    ("2x800m (85 sec) with a 75 sec recovery", "(85 sec)"),
    ("5 x 1 min, 30s", "30s"),
]


@pytest.mark.parametrize(("text", "named"), REFUSED)
def test_what_can_mean_two_things_is_refused_with_a_proposal(text: str, named: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    assert named in caught.value.what
    assert caught.value.instead


def test_a_refused_word_is_not_proposed_for_itself() -> None:
    assert parse("Distance pyramid 400m, 800m, 400m, 60s jog").steps
