"""What a list reads once it comes into sight: whatever comes into sight when, and in whatever order answers come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from trackclock.errors import StoreError, TrackclockError
from trackclock.ui.away.in_sight import PAGE, InSight, Pages
from trackclock.ui.background import Background

COUNT = 5 * PAGE + 7


class Screen(Background):
    """Answers what it is asked when it is told to, any question first; of a group the last one counts."""

    def __init__(self) -> None:
        self.waiting: dict[str, Callable[[], None]] = {}
        self.later: list[Callable[[], object]] = []
        self.complaints: list[str] = []

    def ask(
        self,
        question: Callable[[], Any],
        then: Callable[[Any], None],
        *,
        group: str,
        failed: Callable[[TrackclockError], None] | None = None,
        is_awaited: bool = False,
    ) -> None:
        def answer() -> None:
            try:
                outcome = question()
            except TrackclockError as error:
                (failed or self.complain)(error)
            else:
                then(outcome)

        self.waiting[group] = answer

    def call_later(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        self.later.append(callback)
        return True

    def complain(self, error: TrackclockError) -> None:
        self.complaints.append(str(error))

    def answer(self, which: int) -> None:
        while self.later:
            self.later.pop(0)()
        if self.waiting:
            self.waiting.pop(sorted(self.waiting)[which % len(self.waiting)])()

    def answer_all(self) -> None:
        while self.waiting or self.later:
            self.answer(0)


@given(st.lists(st.tuples(st.integers(0, COUNT + PAGE), st.integers(0, 9)), max_size=40))
def test_each_page_is_read_once_and_every_row_is_the_right_one(looks: list[tuple[int, int]]) -> None:
    screen, read = Screen(), []

    def page(first: int) -> list[int]:
        read.append(first)
        return list(range(first, min(first + PAGE, COUNT)))

    arrived: list[int] = []
    pages = Pages[int](screen, page, lambda: arrived.append(1))
    for index, which in looks:
        assert pages.row(index) in (None, index)
        if which:
            screen.answer(which)
    screen.answer_all()
    assert all(pages.row(index) == (index if index < COUNT else None) for index, _ in looks)
    assert sorted(read) == sorted({index // PAGE * PAGE for index, _ in looks})
    assert len(arrived) == len(read)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), max_size=60), st.integers(1, 5), st.integers(2, 40))
def test_every_fact_in_sight_is_worked_out_once_and_no_other(
    looks: list[tuple[int, int]], at_once: int, broken: int
) -> None:
    screen, read = Screen(), []

    def fact(key: int) -> str:
        read.append(key)
        if key == broken:
            raise StoreError("the log is damaged")
        return str(key)

    known = InSight[int, str](screen, fact, lambda: None, at_once=at_once, unreadable="?")
    for key, which in looks:
        assert known.of(key) in (None, str(key), "?")
        before = len(read)
        if which:
            screen.answer(which)
        assert len(read) <= before + at_once
    screen.answer_all()
    seen = {key for key, _ in looks}
    assert len(read) == len(set(read))
    assert set(read) <= seen
    assert seen == set(known.known), "none is left out, and nothing that was not in sight"
    assert len(screen.complaints) == (broken in seen)
    if broken not in seen:
        assert known.known == {key: str(key) for key in seen}


def test_what_was_painted_last_is_read_first() -> None:
    screen = Screen()
    read: list[int] = []
    known = InSight[int, None](screen, read.append, lambda: None, at_once=2, unreadable=None)
    for key in range(5):
        known.of(key)
    screen.answer_all()
    assert read == [3, 4, 1, 2, 0]
