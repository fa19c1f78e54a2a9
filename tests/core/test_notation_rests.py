"""From when on rests count in a group: said in a block's line, or for all of them in the header."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.test_notation_clubs import short
from trackclock.core.notation import Memory, NotationError, Options, parse, read, tidy
from trackclock.core.plan import Plan, Rests

SAYINGS = {
    "": None,
    ", own rest": Rests.OWN,
    ", own recovery": Rests.OWN,
    " (own rest)": Rests.OWN,
    ", each on their own": Rests.OWN,
    ", each on your own": Rests.OWN,
    ", together": Rests.TOGETHER,
    ", rest together": Rests.TOGETHER,
}
LINES = (
    "3 x 400m @ 72 with 90 s recovery",
    "2 x (2 x 200m with 30 s recovery), 3 min rest between sets",
    "3 x 1000m with 200m jog",
    "5 min rest",
    "800m, 60 s recovery, 400m",
)

texts = st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(sorted(SAYINGS))), min_size=1, max_size=4).filter(
    lambda rows: "rest" not in (rows[0][0][:10], rows[-1][0][:10]) and rows[0][0] != LINES[3] != rows[-1][0]
)


@given(texts, st.sampled_from((None, Rests.OWN, Rests.TOGETHER)))
def test_each_line_says_it_for_its_own_pauses_and_the_header_for_the_others(
    rows: list[tuple[str, str]], header: Rests | None
) -> None:
    steps = parse("\n".join(line + said for line, said in rows), Options(rests=header)).steps
    plain = parse("\n".join(line for line, _ in rows)).steps
    wanted = [Rests.OWN if (SAYINGS[said] or header) is Rests.OWN else None for _, said in rows]
    assert [(step.end, step.label, step.kind) for step in steps] == [(s.end, s.label, s.kind) for s in plain]
    named = iter(wanted)
    told = [{step.rests for step in steps if step.is_pause and step.block == block} for block in _told_blocks(rows)]
    assert all(one == {next(named)} for one in told)
    assert all(step.rests is None for step in steps if not step.is_pause)


def _told_blocks(rows: list[tuple[str, str]]) -> list[int]:
    """The blocks that the lines are; one that is not named lies between two lines of reps."""
    blocks: list[int] = []
    number = 0
    for index, (line, _) in enumerate(rows):
        if index and LINES[3] not in (line, rows[index - 1][0]):
            number += 1
        blocks.append(number)
        number += 1
    return blocks


@given(texts, st.sampled_from((None, Rests.OWN)))
def test_tidy_text_says_the_same_whatever_the_header(rows: list[tuple[str, str]], header: Rests | None) -> None:
    steps = parse("\n".join(line + said for line, said in rows), Options(rests=header)).steps
    text = tidy(Plan("", steps))
    assert parse(text).steps == steps
    if any(step.rests is not None for step in steps):
        assert parse(text, Options(rests=Rests.OWN)).steps == steps


def test_a_memory_knows_what_a_line_said() -> None:
    memory = Memory()
    text = "3 x 400m with 60 s recovery, own rest\n3 x 400m with 60 s recovery"
    for lines in (text, f"800m\n{text}", text):
        fresh, _ = read(lines)
        known, _ = read(lines, None, memory)
        assert known == fresh


@pytest.mark.parametrize("text", ["own rest", "10 x 400m on 2:00, own rest", "400m, together"])
def test_what_is_for_no_rest_is_refused(text: str) -> None:
    with pytest.raises(NotationError, match="stands in a line without a recovery"):
        parse(text)


def test_words_that_go_on_from_others_stay_words() -> None:
    steps = parse("run 3 x 400m together with 90 s").steps
    assert steps[0].notes == ("together",)
    assert {step.rests for step in steps} == {None}


@pytest.mark.parametrize("back", ["walk back", "w/b", "jog back", "wb"])
@pytest.mark.parametrize("sets", ["2 sets of 3 x 150m", "2 x 3 x 150m", "2 sets 3x150m"])
@pytest.mark.parametrize(
    "form", ["{} {}, 6 min between", "{} with {}, 6 min between sets", "{} ({} / 6 min)", "{} [{}; 6 min]"]
)
def test_a_way_back_and_the_rest_between_sets_stay_apart(form: str, sets: str, back: str) -> None:
    once = "150 r150 150 r150 150"
    assert " ".join(map(short, parse(form.format(sets, back)).steps)) == f"{once} r360s {once}"


@pytest.mark.parametrize("joint", [", ", " / ", " - "])
@pytest.mark.parametrize("reps", ["350m, 300m, 250m", "350m + 300m + 250m", "350m - 300m - 250m"])
def test_so_many_recoveries_in_brackets_as_the_list_has_gaps_are_one_for_each(reps: str, joint: str) -> None:
    text = f"{reps} (8 min{joint}7 min)"
    assert " ".join(map(short, parse(text).steps)) == "350 r480s 300 r420s 250"


@pytest.mark.parametrize("time", ["(30/31)", "(30/31s)", "(30-31)", "(30s-31s)", "(30s/31s)"])
@pytest.mark.parametrize("rest", [" 90s jog", " (90s jog)", ", 90s jog", " with 90s"])
def test_two_times_near_each_other_in_brackets_are_the_time_of_the_rep(time: str, rest: str) -> None:
    assert " ".join(map(short, parse(f"3 x 200m {time}{rest}").steps)) == "200 r90s 200 r90s 200"


NAMED = ("turnaround", "turn-around", "turn around", "cycle", "send-off", "send off", "sendoff")


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize(
    "form", [" on a {} {}", " (on {} {})", " ({} {})", ", {} {}", " off a {} {}", " with a {} {}", " @ {} {}"]
)
def test_the_time_of_a_turnaround_counts_from_the_start_of_the_rep(name: str, form: str) -> None:
    for time, cycle_ms in (("75s", 75_000), ("90 second", 90_000), ("2 minute", 120_000)):
        for reps in ("4 x 150m", "4 x 20m sprint/20m jog", "4 x 150m hard, 50m jog"):
            text = f"{reps}{form.format(time, name)}"
            pauses = [step for step in parse(text).steps if step.is_pause]
            assert [step.cycle_ms for step in pauses] == [cycle_ms] * 3, text


@pytest.mark.parametrize("form", ["6 x 150m EMOM", "6 x 150m, EMOM", "6 x 150m fast EMOM", "6 x 20 s hard EMOM"])
def test_every_minute_on_the_minute_is_a_cycle_of_a_minute(form: str) -> None:
    assert [step.cycle_ms for step in parse(form).steps if step.is_pause] == [60_000] * 5


def test_a_pass_that_is_as_long_as_its_cycle_has_its_own_recovery() -> None:
    for run, rest, cycle in ((20, 40, "EMOM"), (15, 45, "on the minute"), (60, 30, "every 90s"), (80, 40, "on 2:00")):
        steps = parse(f"3 x ({run} sec hard, {rest} sec easy) {cycle}").steps
        assert [(step.is_pause, step.duration_ms) for step in steps][:2] == [(False, run * 1_000), (True, rest * 1_000)]


@pytest.mark.parametrize(
    "text", ["20 min cycle, 4 x 150m with 60s", "4 x 150m with 60s, 20 min cycle", "3 x 5 min cycle, 60s rest"]
)
def test_what_is_cycled_on_a_bicycle_is_no_send_off(text: str) -> None:
    assert not [step for step in parse(text).steps if step.cycle_ms is not None]
