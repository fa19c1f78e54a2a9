"""The file of `run FILE` goes into the list with one key, before the session or after it."""

from __future__ import annotations

from pathlib import Path

from tests.fakes import FakeWorld
from tests.ui.track import begin, on_track, settle
from trackclock.application.own_files import loose_file


async def test_a_file_from_elsewhere_is_put_into_the_list(tmp_path: Path) -> None:
    path = tmp_path / "tuesday.txt"
    path.write_text("3 x 800m, 2 min rest")
    world = FakeWorld(tmp_path)
    world.loose = loose_file(path, world.sessions_dir)
    async with on_track(tmp_path, world=world) as track:
        assert track.line("message") == "not in your list yet: j puts it there"
        await track.press("j")
        await settle(track.pilot)
        assert track.line("message") == "tuesday.txt is in your list"
        assert (world.sessions_dir / "tuesday.txt").read_bytes() == path.read_bytes()
        await track.press("j")
        assert track.line("message") == "this session is in your list, or came from no file"
        await begin(track)
        await track.press("j")
        assert track.line("message") == "the file can be put into your list before the session or after it"


async def test_a_file_that_is_gone_is_said_and_one_of_the_list_is_no_news(tmp_path: Path) -> None:
    world = FakeWorld(tmp_path)
    world.loose = loose_file(tmp_path / "gone.txt", world.sessions_dir)
    assert loose_file(world.sessions_dir / "x.txt", world.sessions_dir) is None
    async with on_track(tmp_path, world=world) as track:
        await track.press("j")
        await settle(track.pilot)
        assert track.line("message").startswith("gone.txt cannot be read: ")
