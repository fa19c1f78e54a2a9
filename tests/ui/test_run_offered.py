"""What is not offered is not shown, and what spoils a session is said before it begins."""

from __future__ import annotations

from pathlib import Path

from tests.fakes import FakeWorld
from tests.ui.track import Track, begin, on_track, plan_of, rep
from trackclock.keys import Scope, commands_of
from trackclock.ui.run.big_line import BigLine


def in_palette(track: Track) -> set[str]:
    """The ids of what the palette names."""
    titles = {command.title: command.id for command in commands_of(Scope.RUN)}
    shown = (str(command.title).partition("  (")[0] for command in track.app.get_system_commands(track.screen))
    return {titles[title] for title in shown if title in titles}


async def test_the_palette_names_no_key_that_would_be_refused(tmp_path: Path) -> None:
    async with on_track(tmp_path, plan_of(rep(400))) as track:
        assert in_palette(track) == {"mark", "compare", "pacer", "voice"}
        await begin(track)
        assert not {"count", "redo", "note", "diagram", "not_now", "earlier", "pause"} & in_palette(track)
        assert {"mark", "finish", "undo", "skip", "not_ready"} <= in_palette(track)
        await track.after(1_000, "space")
        assert "count" in in_palette(track)
        assert "c count it" in track.line("keys")
        await track.after(80_000, "space")
        await track.pilot.pause()
        assert {"note", "earlier", "undo"} <= in_palette(track)
        assert not {"count", "mark", "finish", "skip"} & in_palette(track)


async def test_a_sound_that_was_muted_is_said_before_every_later_session_until_it_is_not(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await track.press("m")
    for size in ((80, 24), (40, 12)):
        async with on_track(tmp_path, world=FakeWorld(tmp_path), size=size) as track:
            assert track.screen.query_one("#big", BigLine).text == "1/3  800  @ 2:44  MUTED"
            assert "♪ MUTED (m)" in track.line("status")
            await track.press("space")
            await track.after(2_000)
            assert "MUTED" not in track.screen.query_one("#big", BigLine).text, "the rep is what counts now"
            assert "♪ MUTED (m)" in track.line("status")
    async with on_track(tmp_path, world=FakeWorld(tmp_path)) as track:
        await track.press("m")
        assert track.screen.query_one("#big", BigLine).text == "1/3  800  @ 2:44"
    async with on_track(tmp_path, world=FakeWorld(tmp_path)) as track:
        assert "MUTED" not in track.line("status")
