"""What a live screen asks of the past: the like reps of earlier sessions, and never its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.fakes import FakeHistory, FakeWorld
from tests.ui.test_run_offer import interrupted
from tests.ui.track import EIGHTS, begin, on_track, settle
from trackclock.core.comparisons import LikeHistory, LikeKey, PastRep, like_keys, like_keys_to_come


class Asked(FakeHistory):
    """Remembers what was asked, and up to when."""

    def __init__(self, like: Mapping[LikeKey, LikeHistory] | None = None) -> None:
        super().__init__(like=like)
        self.asked: list[tuple[tuple[LikeKey, ...], int]] = []

    def like(self, keys: Iterable[LikeKey], before_wall_ms: int) -> Mapping[LikeKey, LikeHistory]:
        given = tuple(keys)
        self.asked.append((given, before_wall_ms))
        return super().like(given, before_wall_ms)


async def test_a_session_that_is_picked_up_is_held_against_those_before_it(tmp_path: Path) -> None:
    history = Asked()
    world = FakeWorld(tmp_path, history=history)
    session_id = interrupted(world.fake_store, world.fake_clock)
    world.fake_clock.advance(60_000)
    async with on_track(tmp_path, world=world) as track:
        await settle(track.pilot)
        now_ms = world.fake_clock.wall_ms()
        assert [before for _, before in history.asked] == [now_ms]
        await track.press("y")
        await settle(track.pilot)
        started_ms = world.fake_store.sessions[session_id].header.started_wall_ms
        assert [before for _, before in history.asked] == [now_ms, started_ms]


async def test_a_rep_that_is_added_finds_its_like_too(tmp_path: Path) -> None:
    fourth = LikeKey.parse("d800000|t120000|3")
    assert fourth not in like_keys(EIGHTS.steps)
    past = PastRep("old", 20_000, 7, fourth, 166_000)
    world = FakeWorld(tmp_path, history=Asked({fourth: LikeHistory((past,), past)}))
    async with on_track(tmp_path, world=world) as track:
        await begin(track)
        await track.run_rep(81_000, 81_500)
        await track.press("a")
        for _ in range(3):
            await track.after(120_000)
            await track.run_rep(81_000, 81_500)
        rows = track.recorder.rows()
        assert [row.deltas.exact_ms()["last_session"] for row in rows] == [None, None, None, -3_500]
        assert rows[-1].ghost_ms == 166_000


def test_the_keys_to_come_are_those_of_the_plan_and_the_next_places() -> None:
    assert [key.as_text() for key in like_keys_to_come(EIGHTS.steps, more=2)] == [
        "d800000|-|1",
        "d800000|t120000|1",
        "d800000|t120000|2",
        "d800000|t120000|3",
        "d800000|t120000|4",
    ]
    assert like_keys_to_come(()) == ()
