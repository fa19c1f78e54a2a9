"""The keys of a group: a digit is a person, space is somebody, and naming is a state of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.group_track import KEYS, NAMES, begin, on_group, on_screen
from tests.ui.track import TAP_MS, easy, plan_of, rep, settle
from trackclock.core.group.picture import Doing
from trackclock.core.plan import StepKind
from trackclock.core.session import Phase
from trackclock.keys import DEFAULT
from trackclock.keys.group import ATHLETE_KEYS, ATHLETES
from trackclock.keys.live import EVERYWHERE
from trackclock.keys.registry import BY_ID
from trackclock.ui import navigation
from trackclock.ui.navigation import shows


def test_twelve_athletes_have_keys_and_none_moves_a_mark() -> None:
    assert [DEFAULT.shown(BY_ID[name]) for name in ATHLETES] == list(KEYS)
    assert not {"minus", "plus", "subtract", "add", "equals_sign"} & set(ATHLETE_KEYS)
    taken = {key for command in EVERYWHERE for key in command.keys}
    assert not taken & set(ATHLETE_KEYS)


@pytest.mark.parametrize("count", [2, 6, 12])
async def test_each_digit_is_the_pass_of_one_athlete_at_its_own_instant(tmp_path: Path, count: int) -> None:
    async with on_group(tmp_path, count) as track:
        await begin(track)
        await track.after(80_000)
        for number, key in enumerate(KEYS[:count]):
            track.world.fake_clock.advance(80)
            await track.press(key)
            assert track.marks(number) == [85_000 + 80 * (number + 1)]
        assert track.events().count("Passed") == count
        assert [row.last.split_ms for row in track.rows() if row.last is not None] == [
            80_000 + 80 * (number + 1) for number in range(count)
        ]


async def test_a_digit_that_is_held_down_is_one_pass(tmp_path: Path) -> None:
    async with on_group(tmp_path) as track:
        await begin(track)
        await track.after(80_000, "2")
        for gap_ms in (500, *[40] * 8):
            track.world.fake_clock.advance(gap_ms)
            await track.press("2")
        await track.after(200)
        assert track.marks(1) == [85_000]
        assert track.events().count("Passed") == 1


async def test_a_key_without_an_athlete_says_so_and_writes_nothing(tmp_path: Path) -> None:
    async with on_group(tmp_path, 3) as track:
        await begin(track)
        written = len(track.recorder.log)
        await track.after(80_000, "4")
        assert track.line("message") == "there are 3 athletes; nobody has that key"
        assert len(track.recorder.log) == written


async def test_naming_gives_the_oldest_mark_its_name_and_ends_by_itself(tmp_path: Path) -> None:
    async with on_group(tmp_path) as track:
        await begin(track)
        await track.after(80_000, "space")
        await track.after(700, "space")
        assert track.line("unnamed") == "? 1:20.0  ? 1:20.7"
        await track.tap("tab")
        assert "NAMING ? 1:20.0" in track.line("unnamed")
        assert "it was" in track.line("keys")
        await track.after(9_000, "space")
        assert track.line("unnamed").endswith("? 1:30.1"), "somebody passes all the same"
        await track.tap("5", "3", "1")
        assert track.screen.naming is None
        assert (track.marks(4), track.marks(2), track.marks(0)) == ([85_000], [85_700], [95_100])
        assert track.line("unnamed") == ""
        await track.tap("2")
        assert len(track.marks(1)) == 1, "a digit is a pass again"


@pytest.mark.parametrize("key", ["tab", "escape"])
async def test_naming_is_left_with_either_key_and_nothing_is_written(tmp_path: Path, key: str) -> None:
    async with on_group(tmp_path) as track:
        await begin(track)
        await track.after(80_000, "space")
        written = len(track.recorder.log)
        await track.tap("tab")
        await track.tap(key)
        assert track.screen.naming is None
        assert len(track.recorder.log) == written


async def test_while_naming_any_mark_can_be_chosen_given_to_another_taken_away_and_dropped(tmp_path: Path) -> None:
    async with on_group(tmp_path) as track:
        await begin(track)
        await track.after(80_000, "1")
        await track.after(1_000, "space")
        await track.after(1_000, "space")
        await track.tap("tab", "left")
        assert "NAMING Ana 1:20.0" in track.line("unnamed")
        await track.tap("6")
        assert (track.marks(0), track.marks(5)) == ([], [85_000])
        assert "NAMING ? 1:21.0" in track.line("unnamed"), "then the oldest without a name"
        await track.tap("right", "backspace")
        assert track.line("unnamed") == " NAMING ? 1:21.0 "
        await track.tap("left", "x")
        assert track.marks(5) == []
        assert "NAMING ? 1:20.0" in track.line("unnamed")
        await track.tap("escape")
        assert track.line("unnamed") == "? 1:20.0  ? 1:21.0"
        await track.tap("u", "u", "u")
        assert track.marks(0) == [85_000], "each of it is undone"


async def test_two_marks_are_swapped_and_back(tmp_path: Path) -> None:
    async with on_group(tmp_path) as track:
        await begin(track)
        await track.after(80_000, "1")
        await track.after(900, "2")
        await track.tap("s")
        assert (track.marks(0), track.marks(1)) == ([85_900], [85_000])
        assert track.line("message") == "swapped: Ana and Ben"
        await track.tap("s")
        assert (track.marks(0), track.marks(1)) == ([85_000], [85_900])


async def test_who_is_chosen_is_out_and_joins_again(tmp_path: Path) -> None:
    async with on_group(tmp_path, 3) as track:
        await begin(track)
        await track.tap("o")
        assert track.line("message") == "choose an athlete first: ↓ and ↑"
        await track.tap("down", "down", "o")
        assert [row.is_chosen for row in track.rows()] == [False, True, False]
        assert track.rows()[1].doing is Doing.OUT
        await track.tap("o")
        assert track.rows()[1].doing is not Doing.OUT
        await track.tap("down", "down")
        assert not any(row.is_chosen for row in track.rows()), "past the last one nobody is"


async def test_space_counts_over_the_help_and_with_its_own_instant(tmp_path: Path) -> None:
    async with on_group(tmp_path) as track:
        await begin(track)
        await track.after(80_000, "question_mark")
        assert shows(track.app.screen, "help_page")
        assert any("somebody passes" in row for row in on_screen(track)), "and its keys are those of a group"
        track.world.fake_clock.advance(500)
        await track.press("space")
        assert [mark.at for mark in track.recorder.view(track.world.fake_clock.now_ms()).unnamed] == [85_500]


async def test_a_running_group_asks_before_it_is_left_and_is_kept_as_stopped(tmp_path: Path) -> None:
    async with on_group(tmp_path, 2) as track:
        recorder = track.recorder
        await begin(track)
        await track.after(30_000, "q")
        assert shows(track.app.screen, "confirm")
        assert "Leave this group?" in "".join(on_screen(track))
        await track.press("escape")
        assert track.screen.is_under_way
        await track.press("q", "enter")
        assert recorder.phase is Phase.FINISHED
        assert all(one.phase is Phase.STOPPED for one in recorder.members)


async def test_an_early_rep_is_undone_only_when_asked_twice(tmp_path: Path) -> None:
    async with on_group(tmp_path, 2) as track:
        await begin(track)
        for at_ms in (80_000, 81_000):
            await track.after(at_ms, "1", "2")
        await track.after(125_000)
        assert track.rows()[0].doing is Doing.RUNNING
        await track.tap("u")
        assert "again within 3 s" in track.line("message")
        assert len(track.marks(1)) == 2
        await track.tap("u")
        assert len(track.marks(1)) == 1


async def test_from_ready_to_the_last_one_in_the_rows_end_with_what_the_reps_came_to(tmp_path: Path) -> None:
    async with on_group(tmp_path, 2) as track:
        await begin(track)
        for number in range(3):
            await track.after(80_000, "1", "2")
            await track.after(80_000, "1", "2")
            await track.after(120_000 if number < 2 else 1_000)
        assert track.recorder.phase is Phase.FINISHED
        assert [(row.doing, row.figure) for row in track.rows()] == [(Doing.DONE, "8:00")] * len(NAMES[:2])
        assert not track.world.fake_keep_awake.is_on


@pytest.mark.parametrize("boot", ["boot-1", "boot-2"])
async def test_a_group_that_was_left_goes_on_and_a_restart_is_said(tmp_path: Path, boot: str) -> None:
    async with on_group(tmp_path, 3) as track:
        await begin(track)
        await track.after(80_000, "space")
        store, header = track.world.fake_store, track.recorder.header
        assert header is not None
        stored = [store.read(one) for one in (header.id, *(one.session for one in track.recorder.state.members))]
        track.world.fake_clock.boot_id = boot
        track.world.fake_clock.advance(5_000)
        await track.app.push_screen(navigation.group_resumed(stored[0], stored[1:]))
        await settle(track.pilot)
        await track.after(0)
        assert ("machine was restarted" in track.line("message")) is (boot == "boot-2")
        assert [row.figure for row in track.rows()] == ["1:25"] * 3
        assert track.line("unnamed") == "? 1:20.0"
        await track.tap("2")
        assert track.marks(1) == [85_000 + 5_000 + TAP_MS]


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 16), (40, 12)])
async def test_a_group_whose_session_is_over_says_so_and_which_key_shows_what_it_came_to(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_group(tmp_path, 3, plan_of(rep(400), easy(StepKind.COOLDOWN, 60_000)), size=size) as track:
        await begin(track)
        await track.after(75_000, "1")
        assert [row.doing for row in track.rows()] == [Doing.COOLING, Doing.RUNNING, Doing.RUNNING]
        assert any("cool" in row for row in on_screen(track))
        assert "FINISHED" not in on_screen(track)[0]
        await track.after(1_000, "2", "3")
        await track.after(59_000)
        assert [row.doing for row in track.rows()] == [Doing.DONE, Doing.COOLING, Doing.COOLING]
        assert "FINISHED" not in on_screen(track)[0]
        await track.after(2_000)
        shown = on_screen(track)
        assert "FINISHED" in shown[0]
        assert any("q results" in row for row in shown)
        assert size[0] < 60 or size[1] < 24 or any("everybody is done: q shows what it came to" in row for row in shown)
        assert [(row.figure, row.rep) for row in track.rows()] == [
            ("1:15", "total"),
            ("1:16", "total"),
            ("1:16", "total"),
        ]
        await track.press("q")
        await settle(track.pilot)
        assert shows(track.app.screen, "group_summary")
