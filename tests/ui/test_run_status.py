"""What the live screen says of disk, sound, sleep and colour, and how it ends when nobody pressed q."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from tests.fakes import FakeHistory, FakeKeepAwake, FakeSpeaker, FakeStore, FakeWorld
from tests.ui.track import begin, on_track, plan_of, rep
from trackclock.core.comparisons import LikeHistory, PastRep, like_keys
from trackclock.core.events import Seen
from trackclock.core.plan import Target
from trackclock.core.results import Status
from trackclock.core.session import results_of
from trackclock.errors import StoreError
from trackclock.keys import DEFAULT
from trackclock.ports import SessionStore, SpeakerState
from trackclock.ui.run.big_line import BigLine
from trackclock.ui.run.parts import offer_parts
from trackclock.ui.run.summary_panel import SummaryPanel
from trackclock.ui.widgets.line import Line, fitting


async def test_a_mark_is_pending_then_not_saved_in_red_then_saved(tmp_path: Path) -> None:
    world = FakeWorld(tmp_path)
    async with on_track(tmp_path, world=world) as track:
        await begin(track)
        assert track.line("status").startswith("● saved")
        world.fake_store.is_stuck = True
        await track.run_rep(81_000)
        assert track.line("status").startswith("○ saving")
        await track.after(249)
        assert track.line("status").startswith("○ saving")
        await track.after(1)
        assert track.line("status").startswith(" ✖ NOT SAVED")
        world.fake_store.fault = "the disk is full"
        await track.after(100)
        assert "NOT SAVED: the disk is full" in track.line("status")
        world.fake_store.is_stuck, world.fake_store.fault = False, None
        await track.run_rep(80_000)
        assert track.line("status").startswith("● saved")


async def test_the_first_commit_of_a_session_has_longer_before_anybody_is_frightened(tmp_path: Path) -> None:
    world = FakeWorld(tmp_path)
    async with on_track(tmp_path, world=world) as track:
        world.fake_store.is_stuck = True
        await track.press("space")
        for ms in (0, 249, 1, 1_749):
            await track.after(ms)
            assert track.line("status").startswith("○ saving")
        await track.after(1)
        assert track.line("status").startswith(" ✖ NOT SAVED")
        assert track.screen.query_one("#big", BigLine).text == "1/3  800  @ 2:44", "who is at the line needs that"


async def test_a_log_in_danger_is_told_in_large_letters_wherever_nobody_runs(tmp_path: Path) -> None:
    world = FakeWorld(tmp_path)
    world.fake_store.fault = "the disk is full"
    async with on_track(tmp_path, world=world, size=(40, 12)) as track:
        big = track.screen.query_one("#big", BigLine)
        assert (big.text, big.has_class("-danger")) == ("NOT SAVED", True), "before the first press too"
        world.fake_store.fault = None
        await begin(track)
        world.fake_store.is_stuck = True
        await track.run_rep(81_000)
        await track.after(5_000)
        assert big.text == "1/3  800  @ 2:44"
        assert "NOT SAVED" in track.line("status")
        await track.run_rep(81_000)
        assert big.text.startswith("2:47.0"), "the lap comes first"
        await track.after(5_000)
        assert (big.text, big.has_class("-danger")) == ("NOT SAVED", True)
        world.fake_store.is_stuck = False
        await track.after(60_000, "space")
        await track.after(2_000)
        assert (big.text, big.classes) == ("2/3  800  @ 2:44", frozenset({"band"}))


async def test_what_spoils_a_session_has_a_field_of_its_own(tmp_path: Path) -> None:
    world = FakeWorld(tmp_path, keep_awake=FakeKeepAwake("no session bus"))
    async with on_track(tmp_path, world=world, size=(120, 36)) as track:
        await track.press("m")
        assert " ♪ MUTED (m)   no GO will be heard: m turns the sound on" in track.line("status")
        await begin(track)
        fields = {part.text: part.style for part in track.screen.query_one("#status", Line).parts}
        assert [text for text, style in fields.items() if style == "bold $background on $warning"] == [
            " ♪ MUTED (m) ",
            " MAY SLEEP: no session bus ",
        ]
        await track.press("m", *["left_square_bracket"] * 8)
        assert "♪ VOLUME 0" in track.line("status")


async def test_what_could_not_be_saved_is_said_before_the_first_press(tmp_path: Path) -> None:
    world = FakeWorld(tmp_path)
    world.fake_store.fault = "the disk is full"
    async with on_track(tmp_path, world=world) as track:
        assert track.line("status").startswith(" ✖ CANNOT SAVE: the disk is full")
        world.fake_store.fault = None
        world.on_saved()
        await track.pilot.pause()
        assert "SAVE" not in track.line("status")


async def test_a_commit_is_shown_when_it_happens_and_not_at_the_next_tick(tmp_path: Path) -> None:
    world = FakeWorld(tmp_path)
    async with on_track(tmp_path, world=world) as track:
        await begin(track)
        world.fake_store.is_stuck = True
        await track.run_rep(81_000)
        header = track.recorder.header
        assert header is not None
        world.fake_store.catch_up(header.id)
        world.on_saved()
        await track.pilot.pause()
        assert track.line("status").startswith("● saved")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (SpeakerState.OK, "♪ 8"),
        (SpeakerState.TRYING, "no sound yet"),
        (SpeakerState.BELL, "bell"),
        (SpeakerState.OFF, "sound off"),
    ],
)
async def test_the_sound_says_how_it_is_doing(tmp_path: Path, state: SpeakerState, words: str) -> None:
    async with on_track(tmp_path, world=FakeWorld(tmp_path, speaker=FakeSpeaker(state))) as track:
        assert words in track.line("status")


async def test_a_go_that_cannot_be_heard_is_seen(tmp_path: Path) -> None:
    for state, is_seen in ((SpeakerState.OK, False), (SpeakerState.OFF, True)):
        async with on_track(tmp_path, world=FakeWorld(tmp_path, speaker=FakeSpeaker(state))) as track:
            await begin(track)
            assert track.screen.has_class("-flash") is is_seen


async def test_trouble_with_staying_awake_is_said(tmp_path: Path) -> None:
    world = FakeWorld(tmp_path, keep_awake=FakeKeepAwake("no session bus"))
    async with on_track(tmp_path, world=world) as track:
        assert "MAY SLEEP" not in track.line("status")
        await begin(track)
        assert "MAY SLEEP: no session bus" in track.line("status")


async def test_the_tone_of_the_instant_colours_the_screen(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        assert track.screen.has_class("-ready")
        await track.press("space")
        assert track.screen.has_class("-get-ready")
        await track.after(5_000)
        assert track.screen.has_class("-work")
        work = track.screen.query_one("#clock").styles.color
        await track.run_rep(80_000, 80_000)
        assert track.screen.has_class("-recovery")
        assert not track.screen.has_class("-work")
        assert track.screen.query_one("#clock").styles.color != work


async def test_messages_go_away_by_themselves(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.after(1_000, "space")
        assert track.line("message")
        await track.after(6_000)
        assert not track.line("message")


async def test_like_reps_of_earlier_sessions_are_held_against_and_a_best_is_gold(tmp_path: Path) -> None:
    from tests.ui.track import EIGHTS

    key = like_keys(EIGHTS.steps)[0]
    assert key is not None
    past = PastRep("old", 20_000, 1, key, 165_000, ((400_000, 82_000), (800_000, 165_000)))
    world = FakeWorld(tmp_path, history=FakeHistory(like={key: LikeHistory((past,), past)}))
    async with on_track(tmp_path, world=world) as track:
        await begin(track)
        await track.run_rep(81_000, 81_500)
        assert "★ new best" in track.line("facts")
        assert "▼ -2.50 vs last session" in track.line("facts") or "▼ -1.50 vs target" in track.line("facts")
        assert "best" in [cue.sound.value for cue in world.fake_speaker.played]


async def test_a_history_that_cannot_be_read_stops_nobody(tmp_path: Path) -> None:
    history = FakeHistory()
    history.trouble = "the history is damaged"
    async with on_track(tmp_path, world=FakeWorld(tmp_path, history=history)) as track:
        assert "the history is damaged" in track.line("message")
        await begin(track)
        assert track.head.startswith("REP 1")


async def test_a_store_that_cannot_be_opened_is_one_clear_message(tmp_path: Path) -> None:
    class Closed(FakeWorld):
        @property
        def store(self) -> SessionStore:
            raise StoreError("the data folder cannot be written")

    from tests.ui.track import EIGHTS
    from trackclock.ui.app import TrackclockApp

    app = TrackclockApp(Closed(tmp_path), EIGHTS, "x.txt")
    async with app.run_test() as pilot:
        await pilot.pause()
    assert app.return_code == 1


async def test_an_app_that_is_cut_off_leaves_the_session_unfinished_for_the_next_start(tmp_path: Path) -> None:
    store = FakeStore()
    async with on_track(tmp_path, world=FakeWorld(tmp_path, store=store)) as track:
        await begin(track)
        await track.run_rep(81_000)
        track.app.exit()
    (session,) = store.sessions.values()
    assert session.log[-1].event == Seen(86_000)
    assert results_of(session.header.plan, session.log).status is Status.UNFINISHED
    assert store.unfinished() == (session,)
    assert store.flushes >= 1
    assert not store.held


@pytest.mark.parametrize("size", [(40, 12), (60, 15), (80, 24), (100, 30), (120, 36), (200, 60)])
async def test_nothing_is_clipped(tmp_path: Path, size: tuple[int, int]) -> None:
    async with on_track(tmp_path, size=size) as track:
        await begin(track)
        await track.run_rep(81_000, 82_000)
        await track.after(30_000)
        for widget in track.screen.query("Line, BigClock, RepList"):
            if widget.display and widget.region.area:
                assert track.screen.region.contains_region(widget.region), widget
        clock = track.screen.query_one("#clock").region
        assert clock.height >= {12: 5, 24: 10, 36: 12}.get(size[1], 5)


async def test_no_colour_still_says_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.run_rep(83_000)
        assert "▲▲ +1.0" in track.line("facts")
        colours = {
            segment.style.color.triplet
            for strip in track.screen._compositor.render_strips()
            for segment in strip
            if segment.style is not None and segment.style.color is not None and segment.style.color.triplet
        }
        assert all(red == green == blue for red, green, blue in colours)


async def test_in_the_smallest_terminal_the_summary_leaves_room_for_the_reps(tmp_path: Path) -> None:
    async with on_track(tmp_path, size=(40, 12)) as track:
        await begin(track)
        await track.run_rep(80_000, 80_000)
        await track.after(120_000)
        await track.run_rep(80_000, 81_000)
        await track.after(120_000)
        await track.run_rep(80_000, 79_000)
        await track.after(5_000)
        panel = track.screen.query_one(SummaryPanel)
        assert str(panel.query_one("#verdicts", Static).render()) == "✓ 800 m: all 3 on target"
        assert panel.query_one("#verdicts").size.height == 1
        assert panel.reps.size.height >= 5, "a head, three reps and one to spare"


class Nobody:
    """A demo in which nobody runs."""

    by_itself = False

    def __call__(self, recorder: object, now_ms: int) -> str:
        return ""


async def test_a_demo_says_what_it_is_and_leaves_its_words_long_enough_to_be_read(tmp_path: Path) -> None:
    world = FakeWorld(tmp_path)
    world.autopilot, world.speed = Nobody(), 30
    async with on_track(tmp_path, world=world) as track:
        await track.after(600_000)
        assert track.line("message") == "a demo, 30 times as fast: press space, and a simulated runner runs it"
        await begin(track)
        assert track.line("message") == ""
        await track.press("p")
        await track.after(150_000)
        assert "never paused" in track.line("message"), "five seconds of the reader's time"
        await track.after(30_000)
        assert track.line("message") == ""
        world.fake_store.is_stuck = True
        await track.press("space")
        await track.after(5_000)
        assert "○ saving" in track.line("status")


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Target("2:44", 164_000, 164_000), "target 2:44"),
        (Target("78-80", 78_000, 80_000), "target 78-80"),
        (Target("goal pace", 123_031, 123_031), "target goal pace 2:03"),
        (Target("5k pace", 180_000, 184_000), "target 5k pace 3:00-3:04"),
        (Target("3:30/km", 168_000, 168_000), "target 3:30/km 2:48"),
        (Target("80 % effort"), "target 80 % effort"),
    ],
    ids=lambda value: value.text if isinstance(value, Target) else "",
)
async def test_a_target_that_is_called_by_a_name_or_a_pace_has_its_time(
    tmp_path: Path, target: Target, words: str
) -> None:
    async with on_track(tmp_path, plan_of(rep(800, target=target))) as track:
        assert track.line("facts").startswith(words)
        assert track.line("facts")[len(words) :].strip() == ""


def test_the_offer_says_how_far_it_got_as_far_as_there_is_room() -> None:
    def shown(name: str) -> str:
        parts = offer_parts(name, "3 of 11 reps, begun 2026-05-01 19:30", DEFAULT, {"carry_on", "file_away"})
        return fitting(parts, 78, 2)[2].text

    assert shown("pavey") == "3 of 11 reps, begun 2026…"
    assert shown("A name") == "3 of 11 reps, begun 202…"
