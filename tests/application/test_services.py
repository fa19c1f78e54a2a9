"""What touches the world is made when it is asked for, once, and nothing is made only to be let go of."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from tests.fakes import FakeClock, FakeHistory, FakeKeepAwake, FakeSpeaker, FakeStore, FakeVoice
from trackclock.application.lazy import Lazy
from trackclock.application.services import Services
from trackclock.kept_words import KeepsNothing

PARTS = ("store", "history", "speaker", "keep_awake", "words", "voice")


def world(folder: Path) -> tuple[Services, list[str]]:
    """Services of fakes, and the names of those that were made, in order."""
    made: list[str] = []

    def maker(name: str, make: Callable[[], Any]) -> Callable[[], Any]:
        def call() -> Any:
            made.append(name)
            return make()

        return call

    services = Services(
        clock=FakeClock(),
        store=maker("store", FakeStore),
        history=maker("history", FakeHistory),
        speaker=maker("speaker", FakeSpeaker),
        keep_awake=maker("keep_awake", FakeKeepAwake),
        words=maker("words", KeepsNothing),
        voice=maker("voice", FakeVoice),
        sessions_dir=lambda: folder,
        config_dir=lambda: folder,
    )
    return services, made


@pytest.mark.parametrize("asked", [asked for count in range(7) for asked in combinations(PARTS, count)])
def test_leaving_makes_nothing_that_was_never_asked_for(tmp_path: Path, asked: tuple[str, ...]) -> None:
    services, made = world(tmp_path)
    for name in (*asked, *asked):
        getattr(services, name)
    assert not services.unsaved.sessions
    assert not services.unsaved.is_needed
    assert services.unsaved.save_anywhere()
    assert (services.made_store is not None) is ("store" in asked)
    for _ in range(2):
        services.close()
        services.close_store()
    assert made == list(asked)


def test_threads_that_ask_at_once_get_the_same_thing() -> None:
    barrier = Barrier(8)
    made: list[object] = []

    def make() -> object:
        made.append(object())
        return made[-1]

    lazy = Lazy(make)

    def ask(_: int) -> object:
        barrier.wait()
        return lazy.get()

    with ThreadPoolExecutor(8) as pool:
        found = set(map(id, pool.map(ask, range(8))))
    assert len(made) == len(found) == 1
    assert lazy.made is made[0]


def test_what_could_not_be_made_is_tried_again() -> None:
    answers = iter([OSError("no"), "there"])

    def make() -> object:
        answer = next(answers)
        if isinstance(answer, OSError):
            raise answer
        return answer

    lazy = Lazy(make)
    with pytest.raises(OSError, match="no"):
        lazy.get()
    assert lazy.made is None
    assert lazy.get() == lazy.made == "there"
