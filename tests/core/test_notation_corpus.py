"""Sessions as coaches write them, each kind of phrase several times, against readings made by hand.

It exists beside the tests of single forms because here whole lines are read to the last detail: kinds, sizes, targets,
how a recovery is spent and what is optional. A line is in it for what it says, not for what the reader does with it:
the reading was written down first.
"""

from __future__ import annotations

import pytest

from trackclock.core.notation import NotationError, parse, tidy
from trackclock.core.plan import ByDistance, ByTime, Plan, Step, StepKind

_KINDS = {StepKind.WARMUP: "w", StepKind.REP: "", StepKind.RECOVERY: "r", StepKind.REST: "r", StepKind.COOLDOWN: "c"}


def said(step: Step) -> str:
    """A step in a few signs: `600@108-110?`, `r75s:jog`, `w600s`, `ro`.

    The kind, metres or seconds or o for an open end, the target in seconds or its words, how a recovery is spent, and a
    question mark where the step is optional.
    """
    end = step.end
    if isinstance(end, ByDistance):
        size = f"{end.distance_mm / 1_000:.10g}"
    else:
        size = f"{end.duration_ms / 1_000:g}s" if isinstance(end, ByTime) else "o"
    target, wish = step.target, ""
    if target is not None and target.low_ms is not None and target.high_ms is not None:
        bounds = dict.fromkeys(f"{ms / 1_000:g}" for ms in (target.low_ms, target.high_ms))
        wish = f"@{'-'.join(bounds)}"
    elif target is not None:
        wish = f"@{target.text.replace(' ', '_')}"
    mode = f":{step.mode.value}" if step.mode else ""
    return f"{_KINDS[step.kind]}{size}{wish}{mode}{'?' if step.optional else ''}"


def series(count: int, rep: str, pause: str) -> str:
    """So many equal reps with a pause between them."""
    return f" {pause} ".join([rep] * count)


READ = [
    # reps by distance, and their recoveries by time, by distance and by feel
    ("7 x 600m with 75s jog", series(7, "600", "r75s:jog")),
    ("9 x 250m off 70 secs walk", series(9, "250", "r70s:walk")),
    ("three 1200s with 4 min standing rest", series(3, "1200", "r240s:stand")),
    ("11 x 150m, walk back", series(11, "150", "r150:walk")),
    ("4 x 1.2km [2:15 recovery]", series(4, "1200", "r135s")),
    ("5 x 700m x 300m", series(5, "700", "r300")),
    ("3 x 900m, half-distance jog", series(3, "900", "r450:jog")),
    ("3 x half a mile with 3'20\" rest", series(3, "804.672", "r200s")),
    ("6 x 110 yards, full recovery", series(6, "100.584", "ro")),
    ("two laps, 90s, three laps", "800 r90s 1200"),
    ("350m x 6 w/ 80s", series(6, "350", "r80s")),
    ("7 x 650m with 45", series(7, "650", "r45s")),
    # reps by time
    ("6 x 105s with 50s jog", series(6, "105s", "r50s:jog")),
    ("seven x 2:20, 1:10 walk", series(7, "140s", "r70s:walk")),
    ("4 x 7 min, equal time jog", series(4, "420s", "r420s:jog")),
    ("25 min tempo", "1500s"),
    # on and off
    ("9 x (50s on, 40s off)", series(9, "50s", "r40s")),
    ("14 x 25s/35s", series(14, "25s", "r35s")),
    ("5 x 4 min hard, 90s easy", series(5, "240s@hard", "r90s")),
    # ladders and lists
    ("300-500-700-500-300 with 2:30 jog", "300 r150s:jog 500 r150s:jog 700 r150s:jog 500 r150s:jog 300"),
    ("3/5/7/5/3 min off 100s", "180s r100s 300s r100s 420s r100s 300s r100s 180s"),
    ("1500m, 1000m, 500m, 250m, 200m jog", "1500 r200:jog 1000 r200:jog 500 r200:jog 250"),
    ("15, 25, 35, 25, 15 seconds, jog back down", " ro:jog ".join(f"{one}s" for one in (15, 25, 35, 25, 15))),
    # sets
    ("3 x (5 x 150m, 45s), 6 min between sets", series(3, series(5, "150", "r45s"), "r360s")),
    ("4 sets of 3 x 350m w/ 80s jog and 5 min walk between sets",
     series(4, series(3, "350", "r80s:jog"), "r300s:walk")),
    ("5 x 2 x 250m (40s / 3 min)", series(5, series(2, "250", "r40s"), "r180s")),
    ("2 x (700m, 500m, 300m) w/ 100s, 7 min between sets", series(2, "700 r100s 500 r100s 300", "r420s")),
    ("3 x 500-300-150 with 55s", " r55s ".join(["500", "300", "150"] * 3)),
    # choices
    ("5-7 x 900m off 2:10", f"{series(5, '900', 'r130s')} r130s? 900? r130s? 900?"),
    ("700, 500, (300) w/ 2 min", "700 r120s 500 r120s? 300?"),
    # straight on
    ("500m into 250m", "500 250"),
    ("6 x 350m with no recovery", series(6, "350", "r0s")),
    # one recovery for each gap
    ("4 x 450m with 50s, 70s, 90s recoveries", "450 r50s 450 r70s 450 r90s 450"),
    ("700m, 250m, 700m\n3 min after the 700s, 2 min after the 250s", "700 r180s 250 r120s 700"),
    # before and after
    ("warm up 14 min\n5 x 650m, 85s\ncool down 9 min", f"w840s {series(5, '650', 'r85s')} c540s"),
    ("WU: 3 km\n4 x 5 min w/ 75s jog\nCD: 1.5 km", f"w3000 {series(4, '300s', 'r75s:jog')} c1500"),
    ("6 x 450m, 95s, 12 min cool down, 18 min warm up", f"w1080s {series(6, '450', 'r95s')} c720s"),
    # blocks
    ("3 x 750m with 110s\n6 min rest\n5 x 150m with 40s",
     f"{series(3, '750', 'r110s')} r360s {series(5, '150', 'r40s')}"),
    ("2 x 550m, 95s; 4 x 250m, 55s", f"{series(2, '550', 'r95s')} ro {series(4, '250', 'r55s')}"),
    ("450m, 65s\n150m\nrepeat 3 times", series(3, "450 r65s 150", "ro")),
    ("3 rounds:\n650m\n45s rest\n150m", series(3, "650 r45s 150", "ro")),
    # targets
    ("6 x 350m @ 63 w/ 2 min", series(6, "350@63", "r120s")),
    ("5 x 500m in 92-95, 85s jog", series(5, "500@92-95", "r85s:jog")),
    ("3 x 450m in 81, 79, 77 with 3 min", "450@81 r180s 450@79 r180s 450@77"),
    ("4 x 1km @ 3:40/km, 65s", series(4, "1000@220", "r65s")),
    ("2 x 2 miles @ 6:20/mile with 4 min jog", series(2, "3218.688@760", "r240s:jog")),
    ("8 x 200m @ 76/lap, 30s", series(8, "200@38", "r30s")),
    ("5 x 650m @ 3k pace off 105s", series(5, "650@3k_pace", "r105s")),
    ("9 x 80m at 85% effort, walk back", series(9, "80@85%_effort", "r80:walk")),
    ("4 x 550m, each faster than the last, 2:40 rest", series(4, "550@each_faster_than_the_last", "r160s")),
    # a rep with a pattern, exercises
    ("2 km of (150m fast, 50m jog)", "2000"),
    ("4 x 12 step ups, 75s rest", series(4, "o", "r75s")),
    ("roll the calves 6 min", "360s"),
    # as they are typed
    ("7 × 450 m – 55″ jog", series(7, "450", "r55s:jog")),
    ("• 4 x 850m, 2 min\n• 3 x 250m, 1 min", f"{series(4, '850', 'r120s')} ro {series(3, '250', 'r60s')}"),
    ("FOUR BY 350M, NINETY FIVE SECONDS REST", series(4, "350", "r95s")),
    ("6 x 550m\nRecovery: 150m jog", series(6, "550", "r150:jog")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reading"), READ)
def test_a_coachs_line_is_read_to_the_last_detail(text: str, reading: str) -> None:
    assert " ".join(said(step) for step in parse(text).steps) == reading


@pytest.mark.parametrize("text", [text for text, _ in READ])
def test_a_coachs_line_survives_being_tidied(text: str) -> None:
    steps = parse(text).steps
    tidied = tidy(Plan("x", steps))
    assert parse(tidied).steps == steps
    assert not tidied.startswith("{")


REFUSED = [
    # metres or minutes
    ("6 x 550m, 4m rest", "4 min or 4 metres"),
    # a slip of the hand
    ("5 x 450m with 85s recvoery", "recovery"),
    ("4 x 350m with 1:75 rest", "1:75"),
    # numbers without a unit
    ("5 x 650m, 100s", "100s"),
    ("35, 45, 55", "35"),
    # a choice that is the runner's
    ("9 x 350m or 5 x 750m", "or"),
    # nothing to run
    ("bring spikes and a bottle", ""),
    ("", ""),
    # numbers that nobody can mean
    ("0 x 450m", "0"),
    ("2000 x 150m", "1000"),
    ("650m @ 0:09", "9 s"),
    # what leaves the clock open
    ("8 x 350m on 0:25", "on 0:25"),
]


@pytest.mark.parametrize(("text", "named"), REFUSED)
def test_what_cannot_be_known_is_refused_with_a_way_out(text: str, named: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    said_then = f"{caught.value.what} {caught.value.instead}"
    assert named in said_then.replace(",", "")
    assert caught.value.instead
