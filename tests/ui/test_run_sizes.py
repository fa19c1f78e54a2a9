"""The live screen in terminals of every size: the clock is there, whole, and what matters most stays longest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.ui.track import EIGHTS, TARGET, Track, begin, on_track, plan_of, recovery, rep
from trackclock.core.plan import Target
from trackclock.core.view import Counting
from trackclock.demo import SimulatedRunner
from trackclock.tour import Tour
from trackclock.ui.live.big_clock import BigClock, clock_text
from trackclock.ui.live.glyphs import text_width
from trackclock.ui.screens.confirm import ConfirmDialog
from trackclock.ui.sized import LEAST_HEIGHT, LEAST_WIDTH
from trackclock.ui.widgets.line import Line, Part, fitting

SETS = plan_of(
    *(
        step
        for number in (1, 2)
        for step in (
            replace(rep(200, 1, 2), set=number, sets=2),
            replace(recovery(30_000, 1, 2), set=number, sets=2),
            replace(rep(200, 2, 2), set=number, sets=2),
            replace(recovery(180_000, 2, 2), set=number, sets=2),
        )
    ),
    name="Sets",
)


def on_screen(track: Track) -> list[str]:
    """The rows as they are painted."""
    screen = track.app.screen
    return ["".join(segment.text for segment in strip) for strip in screen._compositor.render_strips(screen.size)]


@pytest.mark.parametrize(
    ("size", "words", "has_digits"),
    [
        ((39, 24), "too small: at least 40 x 12", True),
        ((80, 11), "too small: at least 40 x 12 (now 80 x 11)", True),
        ((80, 10), "too small: at least 40 x 12 (now 80 x 10)", True),
        ((30, 8), "too small: at least 40 x 12", True),
        ((30, 6), "at least 40 x 12", True),
        ((20, 6), "too small", False),
        ((20, 5), "too small", False),
        ((20, 3), "too small", False),
    ],
)
async def test_a_terminal_that_is_too_small_says_so_and_still_has_the_clock_and_space_still_counts(
    tmp_path: Path, size: tuple[int, int], words: str, has_digits: bool
) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.pilot.resize_terminal(*size)
        await track.pilot.pause()
        await track.after(81_000)
        rows = on_screen(track)
        assert sum(words in row for row in rows) == 1
        assert rows[0].startswith(" REP 1 of 3")
        assert ("1:21.0" in "".join(rows)) is not has_digits
        clock = track.screen.query_one("#clock", BigClock)
        assert track.screen.region.contains_region(clock.region)
        if has_digits:
            assert text_width(clock.text, clock._width) <= clock.region.width
            assert 3 <= clock._height <= clock.region.height
        assert any("SPACE split" in row for row in rows) or size[1] < 5
        assert any("● saved" in row for row in rows)
        await track.press("space")
        assert track.events()[-1] == "SplitMarked"
        await track.pilot.resize_terminal(80, 24)
        await track.pilot.pause()
        assert not track.screen.query_one("#small").display
        assert track.screen.query_one("#low > #reps").display


@pytest.mark.parametrize("size", [(20, 6), (30, 8), (80, 10)])
async def test_in_the_smallest_terminal_a_log_in_danger_is_seen(tmp_path: Path, size: tuple[int, int]) -> None:
    async with on_track(tmp_path, size=size) as track:
        await begin(track)
        track.world.fake_store.is_stuck = True
        track.world.fake_store.fault = "the disk is full"
        await track.run_rep(81_000)
        await track.after(300)
        assert any("NOT SAVED" in row for row in on_screen(track))


@pytest.mark.parametrize("size", [(20, 6), (30, 8), (80, 10), (40, 12), (60, 18), (80, 24), (120, 36), (200, 60)])
async def test_the_question_on_leaving_shows_its_answers_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with on_track(tmp_path, size=size) as track:
        await begin(track)
        await track.after(20_000, "q")
        dialog = track.app.screen
        assert isinstance(dialog, ConfirmDialog)
        answers = dialog.query_one("#answers")
        assert dialog.region.contains_region(answers.region)
        assert not dialog.show_vertical_scrollbar
        assert "enter leave" in "".join(on_screen(track))
        box = dialog.query_one("Vertical").region
        for kept in ("#clock", "#status"):
            region = track.screen.query_one(kept).region
            assert not region.overlaps(box) or size[1] < 8, f"nothing lies over {kept}"
        assert box.x == (size[0] - box.width) // 2, "in the middle"


async def test_leaving_the_demo_speaks_of_no_history(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        track.world.autopilot = Tour(SimulatedRunner())
        await track.press("space")
        await track.after(30_000, "q")
        text = "".join(on_screen(track))
        assert "Nothing of it is kept" in text
        assert "go on with it" not in text


async def test_the_set_is_named_where_there_is_no_line_for_it(tmp_path: Path) -> None:
    async with on_track(tmp_path, SETS, size=(40, 12)) as track:
        await begin(track)
        assert "set 1/2" in on_screen(track)[0]
        await track.pilot.resize_terminal(80, 24)
        await track.pilot.pause()
        track.screen.show_now()
        await track.pilot.pause()
        rows = on_screen(track)
        assert "set" not in rows[0]
        assert rows[4].startswith(" set 1 of 2"), "in words beside the large letters"


async def test_a_long_target_never_hides_the_next_mark(tmp_path: Path) -> None:
    words = Target("faster than goal pace, each faster than the last one and then some more", None, None)
    async with on_track(tmp_path, plan_of(rep(800, target=words)), size=(40, 12)) as track:
        await begin(track)
        facts = next(row for row in on_screen(track) if "target" in row)
        assert "next 400 m" in facts
        assert "…" in facts


def test_what_may_be_cut_off_is_before_anything_is_left_out_for_it() -> None:
    long = Part("a very long name of a rep", rank=1, least=8)
    assert fitting([long, Part("next", rank=2)], 80, 2) == [long, Part("next", rank=2)]
    assert [part.text for part in fitting([long, Part("next", rank=2)], 20, 2)] == ["a very long n…", "next"]
    assert [part.text for part in fitting([long, Part("next", rank=2)], 13, 2)] == ["a very long …"]


@pytest.mark.parametrize("text", ["0:00", "12:34.5", "1:02:03", "+0:07", "999:59.9", "10:00:00"])
def test_the_digits_use_a_low_terminal_and_a_narrow_one(text: str) -> None:
    from trackclock.ui.live.glyphs import fit

    wide, rows = fit(text, 198, 5)
    assert (wide, rows) == (12, 5), "wider than high rather than small"
    width, height = fit(text, 38, 60)
    assert text_width(text, width + 1) > 38
    assert height >= width * 1.5, "higher rather than lost in the middle"
    assert fit(text, 200, 2) == (0, 1), "two rows tell no digits apart"


def test_hours_and_long_minutes_are_whole_at_the_smallest_size() -> None:
    from trackclock.ui.live.glyphs import fit

    for clock_ms in (35_999_900, 359_999_000, 3_599_900):
        text = clock_text(clock_ms, Counting.UP)
        assert fit(text, LEAST_WIDTH - 2, LEAST_HEIGHT - 7)[0] >= 3, text


async def test_a_low_terminal_has_the_target_and_the_delta_while_there_is_a_row_for_them(tmp_path: Path) -> None:
    assert TARGET is EIGHTS.steps[0].target
    async with on_track(tmp_path, size=(80, 10)) as track:
        await begin(track)
        await track.run_rep(81_000)
        assert any("target 2:44" in row and "next finish" in row for row in on_screen(track))
        for line in track.screen.query(Line):
            if line.display and line.region.area:
                assert track.screen.region.contains_region(line.region), line


async def test_the_clock_has_the_room_of_the_smaller_digits_where_they_will_have_nothing_to_show(
    tmp_path: Path,
) -> None:
    async with on_track(tmp_path, size=(120, 36)) as track:
        clock, second = track.screen.query_one("#clock"), track.screen.query_one("#second")
        await track.press("space")
        assert not second.display
        alone = clock.region.height
        await track.after(5_000)
        assert second.display, "there will be a delta at 400 m, and nothing moves when it comes"
        assert clock.region.height <= alone - 4
        shared = clock.region.height
        await track.run_rep(81_000)
        assert clock.region.height == shared
        assert "-" in track.screen.query_one("#second", BigClock).text
    async with on_track(tmp_path, plan_of(rep(200)), size=(120, 36)) as track:
        await begin(track)
        assert track.screen.query_one("#clock").region.height > alone, "nor does an empty list of reps take any"
