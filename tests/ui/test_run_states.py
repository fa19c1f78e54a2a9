"""Every state of ARCHITECTURE.md, "The table of states": what the clock shows, and what space does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.track import (
    EIGHTS,
    JOG_200,
    OPEN_PAUSE,
    SQUATS,
    TEMPO,
    begin,
    easy,
    on_track,
    plan_of,
    recovery,
    rep,
)
from trackclock.core.plan import Plan, StartMode, StepKind
from trackclock.core.session import Phase
from trackclock.ui.run.big_line import BigLine
from trackclock.ui.run.rep_list import RepList
from trackclock.ui.run.summary_panel import SummaryPanel


async def test_ready_writes_nothing_and_says_what_comes(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await track.after(60_000)
        assert track.head == "READY · REP 1 of 3 · 800 m  3 reps"
        assert "target 2:44" in track.line("facts")
        assert "SPACE start" in track.line("keys")
        assert "saved" not in track.line("status")
        assert not track.world.fake_store.sessions
        assert not track.world.fake_keep_awake.is_on


async def test_get_ready_counts_down_and_refuses_space(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await track.press("space")
        await track.after(1_200)
        assert track.head.startswith("GET READY · REP 1 of 3")
        assert track.clock == "0:04"
        assert "SPACE" not in track.line("keys")
        await track.after(1_500, "space")
        assert "refused" in track.line("message")
        assert track.world.fake_keep_awake.is_on


async def test_distance_rep_counts_up_with_target_mark_and_delta(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        assert track.head.startswith("REP 1 of 3 · 800 m")
        await track.after(30_300)
        assert track.clock == "0:30.3"
        assert "next 400 m" in track.line("facts")
        assert "SPACE split at 400 m" in track.line("keys")
        await track.after(50_000, "space")
        assert "-1.7" in track.line("facts")
        assert "target" in track.line("facts")
        assert "next finish" in track.line("facts")
        await track.after(3_000)
        assert "SPACE finish" in track.line("keys")


async def test_what_is_ahead_is_said_once_and_the_count_names_the_coming_rep(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await track.press("space")
        assert track.head == "GET READY · REP 1 of 3 · 800 m", "one count, not two"
        assert track.line("coming") == "next  RECOVERY · 2:00 jog"
        ahead = track.screen.query_one(RepList).render().plain.split("\n")
        assert ahead[0].strip() == "REP 2 of 3 · 800 m"
        await track.after(5_000)
        assert "vs target" not in track.line("facts"), "there is nothing to say before the first mark"


async def test_the_last_mark_finishes_and_the_recovery_counts_down(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.run_rep(82_100, 83_110)
        await track.after(10_000)
        assert track.head.startswith("RECOVERY · 2:00 jog")
        assert track.clock == "1:50"
        assert "last 2:45.21" in track.line("facts")
        assert "▲ +1.21 vs target" in track.line("facts")
        assert "SPACE twice: cut short" in track.line("keys")
        assert "REP 2 of 3 · 800 m" in track.line("coming")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_flash_comes_and_goes_in_the_band_and_the_digits_never_move_for_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_track(tmp_path, size=size) as track:
        big, clock = track.screen.query_one("#big", BigLine), track.screen.query_one("#clock")
        await begin(track)
        await track.after(2_100)
        named, there = big.text, clock.region
        assert named == "1/3  800  @ 2:44"
        await track.after(77_400, "space")
        assert (big.text, big.has_class("-faster")) == ("1:19.5  -2.5", True)
        assert track.head == "REP 1 of 3 · 800 m", "in words it is still there"
        await track.after(1_000, "space")
        assert (big.text, big.has_class("-refused"), big.has_class("-faster")) == ("TOO SOON", True, False)
        assert clock.region == there
        await track.after(2_000)
        assert big.text == "1:19.5  -2.5", "of five seconds two are left"
        await track.after(2_000)
        assert (big.text, clock.region) == (named, there)
        assert big.classes == {"band"}
        await track.run_rep(78_000)
        assert big.text == "2:42.5  -1.5  LAP 1:23.0"
        await track.after(5_000)
        assert big.text == "2/3  800  @ 2:44"


async def test_the_last_lap_is_flashed_beside_the_summary(tmp_path: Path) -> None:
    async with on_track(tmp_path, plan_of(rep(400))) as track:
        await begin(track)
        await track.run_rep(75_250)
        big = track.screen.query_one("#big", BigLine)
        assert (track.head, big.text, big.display) == ("FINISHED", "1:15.2", True)
        await track.after(5_000)
        assert not big.display
        await track.after(1_000, "u")
        assert (big.text, big.has_class("-undone")) == ("UNDONE", True)
        await track.after(2_000)
        assert (big.text, big.display) == ("400", True)


async def test_a_recovery_that_is_over_starts_the_next_rep_by_itself(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.run_rep(80_000, 80_000)
        await track.after(120_500)
        assert track.head.startswith("REP 2 of 3")
        assert track.clock == "0:00.5"


async def test_space_cuts_a_recovery_short_to_get_ready(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.run_rep(80_000, 80_000)
        await track.after(60_000, "space")
        assert track.head.startswith("GET READY · REP 2 of 3")
        await track.after(5_000)
        assert track.head.startswith("REP 2 of 3")


async def test_start_by_press_counts_past_zero(tmp_path: Path) -> None:
    plan = Plan("by press", EIGHTS.steps, start=StartMode.PRESS)
    async with on_track(tmp_path, plan) as track:
        await begin(track)
        await track.run_rep(80_000, 80_000)
        await track.after(127_300)
        assert track.clock == "+0:07"
        assert "SPACE next rep" in track.line("keys")
        await track.after(1_000, "space")
        assert track.head.startswith("GET READY")


async def test_timed_rep_counts_down_and_ends_by_itself(tmp_path: Path) -> None:
    async with on_track(tmp_path, plan_of(TEMPO, recovery(60_000), rep(400))) as track:
        await begin(track)
        await track.after(61_000)
        assert track.clock == "8:59"
        assert "SPACE split" in track.line("keys")
        await track.press("space")
        assert track.events()[-1] == "SplitMarked"
        await track.after(540_000)
        assert track.head.startswith("RECOVERY")


async def test_open_rep_counts_up_and_space_finishes_it(tmp_path: Path) -> None:
    async with on_track(tmp_path, plan_of(SQUATS, recovery(60_000), rep(400))) as track:
        await begin(track)
        await track.after(20_500)
        assert track.clock == "0:20.5"
        await track.press("space")
        assert track.events()[-1] == "RepFinished"


async def test_distance_and_open_recoveries_count_up_until_space(tmp_path: Path) -> None:
    for pause in (JOG_200, OPEN_PAUSE):
        async with on_track(tmp_path, plan_of(rep(400), pause, rep(400))) as track:
            await begin(track)
            await track.run_rep(80_000)
            await track.after(45_200)
            assert track.clock == "0:45.2"
            assert "SPACE next rep" in track.line("keys")
            await track.press("space")
            assert track.head.startswith("GET READY")


async def test_warm_up_goes_on_past_zero_until_space(tmp_path: Path) -> None:
    async with on_track(tmp_path, plan_of(easy(StepKind.WARMUP, 600_000), rep(400))) as track:
        await track.press("space")
        await track.after(1_000)
        assert track.head.startswith("WARM-UP")
        assert track.clock == "9:59"
        await track.after(605_000)
        assert track.clock == "+0:06"
        await track.press("space")
        assert track.head.startswith("GET READY · REP · 400 m")


async def test_cool_down_stands_beside_the_summary_and_ends_by_itself(tmp_path: Path) -> None:
    async with on_track(tmp_path, plan_of(rep(400), easy(StepKind.COOLDOWN, 600_000))) as track:
        await begin(track)
        await track.run_rep(80_000)
        await track.after(10_000)
        assert track.head.startswith("COOL-DOWN")
        assert track.clock == "9:50"
        assert track.screen.query("SummaryPanel")
        await track.after(600_000)
        assert track.head == "FINISHED"
        assert track.recorder.phase is Phase.FINISHED


async def test_finished_shows_the_summary_and_space_does_nothing(tmp_path: Path) -> None:
    async with on_track(tmp_path, plan_of(rep(400))) as track:
        await begin(track)
        await track.run_rep(80_000)
        assert track.head == "FINISHED"
        assert track.screen.query_one("SummaryPanel").region.height > 5
        assert not track.world.fake_keep_awake.is_on
        before = track.events()
        await track.after(10_000, "space")
        assert track.events() == before
        assert "SPACE" not in track.line("keys")


async def test_a_start_that_nobody_heard_is_told(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.run_rep(80_000, 80_000)
        await track.after(120_000 + 250_000)  # the lid was shut
        assert "REP 2 of 3 · 800 m began 4:10 ago" in track.line("message")
        assert track.clock == "4:10.0"


async def test_hours_are_shown_without_tenths(tmp_path: Path) -> None:
    async with on_track(tmp_path, plan_of(SQUATS)) as track:
        await begin(track)
        await track.after(3_723_400)
        assert track.clock == "1:02:03"


async def test_undo_of_the_last_finish_goes_back_to_the_rep(tmp_path: Path) -> None:
    async with on_track(tmp_path, plan_of(rep(400))) as track:
        await begin(track)
        await track.run_rep(80_000)
        assert track.head == "FINISHED"
        await track.after(1_000, "u")
        assert track.head.startswith("REP · 400 m")
        assert track.screen.query_one("#middle").display
        assert not track.screen.query_one("#summary").display
        assert track.world.fake_keep_awake.is_on
        await track.press("space")
        assert track.head == "FINISHED"


async def test_the_summary_follows_what_is_mended(tmp_path: Path) -> None:
    async with on_track(tmp_path, plan_of(rep(400))) as track:
        await begin(track)
        await track.run_rep(80_000)
        await track.pilot.pause()
        summary = track.screen.query_one(SummaryPanel)
        assert "1:20.00" in summary.reps.render_line(1).text
        await track.press("minus")
        assert "1:19.50" in summary.reps.render_line(1).text


async def test_the_arrow_keys_move_through_the_reps_of_the_summary(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        for _ in range(3):
            await track.run_rep(80_000, 81_000)
            await track.after(120_000)
        await track.pilot.pause()
        summary = track.screen.query_one(SummaryPanel)
        before = summary.reps.cursor
        await track.press("down")
        assert summary.reps.cursor == before + 1


async def test_shift_and_space_is_space(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await track.press("shift+space")
        assert track.head.startswith("GET READY")


async def test_whatever_a_step_brings_the_screen_is_styled_once_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        styled: list[frozenset[str]] = []
        style = track.screen.update_node_styles

        def count(animate: bool = True) -> None:
            styled.append(track.screen.classes)
            style(animate)

        monkeypatch.setattr(track.screen, "update_node_styles", count)
        for ms, keys in ((80_000, ["space"]), (84_000, ["space"]), (110_000, []), (10_000, [])):
            before, styled[:] = track.screen.classes, []
            await track.after(ms, *keys)
            assert styled == [track.screen.classes] * (before != track.screen.classes), (before, styled)
        assert track.screen.has_class("-work")
