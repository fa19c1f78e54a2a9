"""Every other key of the live screen, and that no palette entry, footer or help line disagrees with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.containers import VerticalScroll

from tests.core.test_session_table import STATES
from tests.fakes import FakeVoice, FakeWorld
from tests.ui.track import EIGHTS, OPEN_PAUSE, begin, on_track, plan_of, recovery, rep
from trackclock.application.settings import Settings
from trackclock.core.session import Phase
from trackclock.core.session.offers import log_offers, offers
from trackclock.core.view import Tone, tone_of
from trackclock.keys import DEFAULT, Scope, commands_of
from trackclock.keys.lines import LISTED, footer, help_lines
from trackclock.ui.palette import entry
from trackclock.ui.widgets.keys import KeyLine
from trackclock.ui.widgets.line import Line


async def test_enter_takes_a_late_press_for_the_finish(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.run_rep(165_000)
        await track.after(4_000, "enter")
        assert track.recorder.results().steps[0].time_ms == 165_000


async def test_k_says_that_one_was_missed(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.run_rep(163_000)
        assert "next finish" in track.line("facts")
        await track.after(1_000, "k")
        assert track.recorder.results().steps[0].time_ms == 163_000


async def test_c_counts_a_refused_press(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.after(20_000, "space")
        assert "nobody runs that fast; c counts it" in track.line("message")
        await track.after(1_000, "c")
        assert track.recorder.results().steps[0].splits[0].split_ms == 20_000


async def test_a_stray_enter_is_no_finish_and_c_makes_it_one(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.after(3_500, "enter")
        assert "nobody runs that fast; c counts it" in track.line("message")
        assert track.events()[-1] == "PressRefused"
        assert track.recorder.results().steps[0].time_ms is None
        await track.after(1_000, "c")
        assert track.recorder.results().steps[0].time_ms == 3_500


async def test_a_held_k_is_one_k(tmp_path: Path) -> None:
    async with on_track(tmp_path, plan_of(rep(1200, 1, 1), name="One")) as track:
        await begin(track)
        await track.run_rep(163_000)
        await track.after(1_000, "k")
        for _ in range(8):
            await track.after(33, "k")
        assert track.recorder.results().steps[0].time_ms is None
        assert [split.distance_mm for split in track.recorder.results().steps[0].splits] == [800_000]


async def test_u_on_an_old_summary_is_asked_for_again_before_it_opens_the_last_rep(tmp_path: Path) -> None:
    async with on_track(tmp_path, plan_of(rep(400, 1, 1), name="One")) as track:
        await begin(track)
        await track.run_rep(75_000)
        phases = [track.recorder.phase]
        await track.after(600_000, "u")
        phases.append(track.recorder.phase)
        assert "u again within 3 s undoes finish of 400 m, 1:15.0" in track.line("message")
        assert track.screen.query_one("#message").region.height
        await track.after(3_001, "u")
        phases.append(track.recorder.phase)
        await track.tap("u")
        assert track.recorder.results().steps[0].time_ms is None
        assert [*phases, track.recorder.phase] == [Phase.FINISHED] * 3 + [Phase.RUNNING]


async def test_undo_names_what_it_undoes_and_redo_brings_it_back(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.run_rep(81_000)
        await track.after(1_000, "u")
        assert "split at 400 m" in track.line("message")
        assert not track.recorder.results().steps[0].splits
        await track.press("b")
        assert track.recorder.results().steps[0].splits[0].split_ms == 81_000


async def test_undo_of_an_earlier_step_is_asked_for_again_within_three_seconds(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.run_rep(81_000, 82_000)
        await track.after(125_000)  # the second rep runs
        await track.press("u")
        assert track.recorder.results().steps[0].time_ms == 163_000
        await track.after(3_001, "u")  # too late: asked anew
        assert track.recorder.results().steps[0].time_ms == 163_000
        await track.after(2_999, "u")
        assert track.recorder.results().steps[0].time_ms is None


async def test_minus_and_plus_move_the_last_mark(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.run_rep(81_000)
        await track.after(5_000, "minus")
        assert track.recorder.results().steps[0].splits[0].split_ms == 80_500
        await track.tap("plus", "plus")
        assert track.recorder.results().steps[0].splits[0].split_ms == 81_500


async def test_r_takes_back_the_go(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.run_rep(81_000, 82_000)
        await track.after(124_000)
        assert track.head.startswith("REP 2")
        await track.press("r")
        assert track.head.startswith("RECOVERY")
        assert track.clock == "+0:04"
        assert "not ready" in track.line("message")


async def test_n_skips_the_step(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.after(20_000, "n")
        assert track.head.startswith("RECOVERY")
        assert track.recorder.results().steps[0].skipped


async def test_a_and_s_x_and_z_change_the_set(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        before = len(track.recorder.state.steps)
        await track.after(20_000, "a")
        assert len(track.recorder.state.steps) == before + 2
        await track.press("s")
        assert len(track.recorder.state.steps) > before + 2
        await track.press("z")
        await track.press("x")
        assert "last rep" in track.line("message")
        await track.run_rep(70_000, 80_000)
        assert track.recorder.phase is Phase.FINISHED


async def test_p_pauses_a_recovery_and_never_a_rep(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.after(20_000, "p")
        assert "never paused" in track.line("message")
        await track.run_rep(62_000, 80_000)
        await track.after(30_000, "p")
        assert track.head.startswith("PAUSED")
        assert track.clock == "1:30"
        await track.after(600_000)
        assert track.clock == "1:30"
        await track.press("p")
        await track.after(10_000)
        assert track.clock == "1:20"


async def test_an_open_recovery_that_pauses_keeps_its_tenths(tmp_path: Path) -> None:
    async with on_track(tmp_path, plan_of(rep(400), OPEN_PAUSE, rep(400))) as track:
        await begin(track)
        await track.run_rep(80_000)
        await track.after(12_300, "p")
        assert track.clock == "0:12.3"


async def test_v_holds_the_rep_against_something_else(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.run_rep(81_000, 82_000)
        await track.after(125_000)
        await track.run_rep(80_000)
        assert "vs target" in track.line("facts")
        await track.press("v")
        assert track.line("message") == "held against: previous rep"
        assert "vs rep before" in track.line("facts")
        await track.press("v")
        assert track.line("message") == "held against: same rep last session (this rep has none)"
        assert "vs target" in track.line("facts"), "what has no time does not leave the runner without any"
        await track.press("v", "v", "v", "v")
        assert track.line("message") == "held against: previous rep"


async def test_l_switches_the_pacer_and_remembers_it(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await track.press("l")
        assert track.line("message") == "pacer: ticks each 100 m"
        await begin(track)
        await track.after(82_000)
        assert "pacer at 400 m" in track.line("facts")
        assert json.loads((tmp_path / "config" / "settings.json").read_text())["pacer"] == "100"


async def test_h_makes_the_voice_say_more_or_less_and_remembers_it(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        voice = track.world.fake_voice
        assert voice.ready == ()
        await track.press("h")
        assert track.line("message") == "voice: all that it can say"
        assert json.loads((tmp_path / "config" / "settings.json").read_text())["voice"] == "all"
        await begin(track)
        await track.after(83_500, "space")
        assert [phrase.text for phrase in voice.said] == ["1:23.5, plus 1.5"]
        for words in ("laps, times and the mean", "what comes before each start", "off"):
            await track.press("h")
            assert track.line("message") == f"voice: {words}"
        assert voice.hushes == 1
        await track.after(82_000, "space")
        assert len(voice.said) == 1
    assert voice.is_closed


async def test_where_nobody_can_speak_the_key_says_what_to_install(tmp_path: Path) -> None:
    world = FakeWorld(tmp_path, voice=FakeVoice("espeak-ng is not here; apt install espeak-ng"))
    async with on_track(tmp_path, world=world) as track:
        await track.press("h")
        assert track.line("message") == "voice: espeak-ng is not here; apt install espeak-ng"


async def test_a_session_that_is_run_with_the_voice_on_is_told_of(tmp_path: Path) -> None:
    Settings(voice="times").save(tmp_path / "config")
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.after(83_500, "space")
        assert [phrase.text for phrase in track.world.fake_voice.said] == ["1:23.5, plus 1.5"]


async def test_m_and_brackets_change_the_sound_and_are_remembered(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await track.press("left_square_bracket", "left_square_bracket", "right_square_bracket")
        assert track.world.fake_speaker.volume == 7
        assert "♪ 7" in track.line("status")
        await track.press("m")
        assert track.world.fake_speaker.is_muted
        assert "MUTED" in track.line("status")
    async with on_track(tmp_path) as track:
        assert track.world.fake_speaker.is_muted
        assert track.world.fake_speaker.volume == 7


async def test_curly_brackets_make_up_for_a_late_loudspeaker_and_are_remembered(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await track.press("right_curly_bracket", "right_curly_bracket")
        assert track.world.fake_speaker.offset_ms == 40
        assert track.line("message") == "sounds are sent 40 ms ahead"
    async with on_track(tmp_path) as track:
        assert track.world.fake_speaker.offset_ms == 40
        await track.press("left_curly_bracket", "left_curly_bracket", "left_curly_bracket")
        assert track.world.fake_speaker.offset_ms == 0
        assert track.line("message") == "sounds are sent on time"


async def test_t_changes_to_the_theme_for_sunlight_and_back(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        assert track.app.theme == "dark"
        await track.press("t")
        assert track.app.theme == "sun"
        await track.press("t")
        assert track.app.theme == "dark"


async def test_q_leaves_a_session_that_has_not_begun_at_once(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await track.press("q")
        assert track.app.return_code == 0
        assert not track.world.fake_store.sessions


async def test_q_asks_and_keeps_the_session_as_stopped(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        recorder = track.recorder
        await track.after(20_000, "q")
        assert "Leave" in str(track.app.screen.query_one("#question").render())
        await track.press("escape")
        assert track.events()[-1] != "SessionStopped"
        await track.press("q")
        await track.press("enter")
        assert recorder.phase is Phase.STOPPED
        assert track.world.fake_speaker.scheduled == ()
        assert not track.world.fake_keep_awake.is_on
        assert not track.world.fake_store.held
    assert track.world.fake_store.flushes >= 1


async def test_help_lists_every_key_and_plays_every_sound(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await track.press("question_mark")
        track.world.fake_speaker.played.clear()
        await track.press("2", "6", "f3")
        assert [cue.sound.value for cue in track.world.fake_speaker.played] == ["go", "best", "time_up"]
        await track.press("escape")
        assert track.app.screen is track.screen


def test_every_command_has_its_line_of_help() -> None:
    text = "\n".join(f"{keys} {line}" for keys, line in help_lines(DEFAULT))
    assert all(DEFAULT.shown(command) in text and command.help in text for command in LISTED if command.help)
    assert all(len(line) <= 44 for _, line in help_lines(DEFAULT))


async def test_the_help_fits_on_one_page_of_80_by_24(tmp_path: Path) -> None:
    async with on_track(tmp_path, size=(80, 24)) as track:
        await track.press("question_mark")
        assert len(track.app.screen.query(VerticalScroll)) == 2
        for column in track.app.screen.query(VerticalScroll):
            assert column.max_scroll_y == 0


def test_the_footer_of_every_state_names_help_and_leaving() -> None:
    for tone in Tone:
        assert {"?", "q"} <= {named.keys for named in footer(tone, frozenset(), DEFAULT)}


def test_between_them_the_footers_name_every_key_of_the_registry() -> None:
    every = frozenset(command.make() for command in LISTED if command.make is not None)
    named = {key for tone in Tone for line in footer(tone, every, DEFAULT) for key in line.keys.split()}
    left_out = {"space", "^L", "i", "j"}
    assert named == {DEFAULT.shown(command) for command in LISTED} - left_out, "space has a place of its own, j a hint"


@pytest.mark.parametrize("state", STATES)
def test_the_bottom_line_names_what_does_something_now_and_nothing_else(state: str) -> None:
    session, then = STATES[state]()
    now = session.state(then)
    offered = offers(now, log_offers(session.log, now))
    by_key = {DEFAULT.shown(command): command for command in LISTED}
    keys = [key for named in footer(tone_of(now), offered, DEFAULT) for key in named.keys.split()]
    for key in keys:
        make = by_key[key].make
        assert make is None or make() in offered, key
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("reps", "size", "has_plot"), [(1, (80, 24), False), (2, (80, 24), True), (2, (200, 60), False)]
)
async def test_d_is_named_where_there_is_a_plot_that_is_not_shown_anyway(
    tmp_path: Path, reps: int, size: tuple[int, int], has_plot: bool
) -> None:
    steps = [rep(400, 1, reps), *(step for n in range(1, reps) for step in (recovery(60_000), rep(400, n + 1, reps)))]
    async with on_track(tmp_path, plan_of(*steps), size=size) as track:
        await begin(track)
        for _ in range(reps):
            await track.run_rep(80_000)
            await track.after(60_000)
        await track.after(0)
        await track.after(0)
        assert track.head == "FINISHED"
        assert ("d diagram" in track.line("keys")) is has_plot
        await track.press("d")
        assert bool(track.line("message")) is not has_plot


async def test_keys_come_and_go_with_what_they_do(tmp_path: Path) -> None:
    async with on_track(tmp_path, EIGHTS, size=(240, 24)) as track:
        await begin(track)
        await track.after(20_000)
        for words in ("c count it", "k missed one", "b redo", "- + 0.5 s", "- 0.5 s"):
            assert words not in track.line("keys")
        assert "r not ready" in track.line("keys")
        await track.press("space")
        assert "c count it" in track.line("keys")
        await track.after(1_000, "c")
        assert "c count it" not in track.line("keys")
        assert "k missed one" in track.line("keys")
        # Nobody can have been there any sooner than at the press that was counted.
        assert " + later" in track.line("keys")
        assert "- + 0.5 s" not in track.line("keys")
        assert "r not ready" not in track.line("keys")
        await track.press("u")
        assert "b redo" in track.line("keys")


async def test_a_wide_terminal_names_all_keys_and_a_narrow_one_those_that_matter(tmp_path: Path) -> None:
    async with on_track(tmp_path, EIGHTS, size=(240, 24)) as track:
        await begin(track)
        await track.after(20_000)
        line = track.screen.query_one("#keys", Line)
        assert line.render().plain.split() == track.line("keys").split()
        await track.pilot.resize_terminal(60, 24)
        await track.pilot.pause()
        shown = line.render().plain
        assert shown.split()[:4] == ["SPACE", "split", "at", "400"]
        assert "u undo" in shown
        assert "? help" in shown
        assert "q leave" in shown
        assert "theme" not in shown


async def test_a_click_on_a_key_of_the_bottom_line_is_that_key(tmp_path: Path) -> None:
    async with on_track(tmp_path, EIGHTS, size=(120, 36)) as track:
        line = track.screen.query_one("#keys", Line)

        async def click(word: str) -> None:
            x = line.render().plain.index(word) + line.region.x + 1
            await track.pilot.click(offset=(x, line.region.y))
            await track.pilot.pause()

        await click("SPACE")
        assert track.head.startswith("GET READY")
        await track.after(5_000)
        await track.after(81_300)
        await click("SPACE")
        assert track.recorder.log[-1].event.at == 86_300, "a click counts when it came"
        await click("undo")
        assert track.recorder.results().steps[0].splits == ()
        await click("leave")
        answers = track.app.screen.query_one("#answers", KeyLine)
        x = answers.region.x + answers.render().plain.index("stay")
        await track.pilot.click(offset=(x, answers.region.y))
        await track.pilot.pause()
        assert track.app.screen is track.screen


async def test_the_palette_lists_all_of_the_registry_that_does_something(tmp_path: Path) -> None:
    async with on_track(tmp_path, plan_of(rep(400), recovery(60_000), rep(400))) as track:
        titles = {command.title for command in track.app.get_system_commands(track.screen)}
        assert {entry(command, DEFAULT) for command in LISTED if track.screen.does(command)} <= titles
        assert {entry(command, DEFAULT) for command in commands_of(Scope.EVERYWHERE)} <= titles


async def test_the_palette_gives_a_command_at_the_present_instant(tmp_path: Path) -> None:
    async with on_track(tmp_path, EIGHTS) as track:
        await begin(track)
        track.world.fake_clock.advance(20_000)
        entries = {entry.title: entry.callback for entry in track.app.get_system_commands(track.screen)}
        skip = next(command for command in LISTED if command.id == "skip")
        entries[entry(skip, DEFAULT)]()
        assert track.recorder.results().steps[0].skipped
        assert track.recorder.log[-1].event.at == 25_000
