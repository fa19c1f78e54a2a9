"""A stored session that is opened again follows one set of rules, whoever opens it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import FakeClock, FakeHistory, FakeKeepAwake, FakeSpeaker, FakeStore
from trackclock.application.reopening import (
    KEEP_RUNNING_MS,
    ChangedMeanwhileError,
    Reopened,
    can_keep_running,
    held,
)
from trackclock.application.services import Services
from trackclock.application.unfinished import find_offer, save_as_it_is
from trackclock.core import commands as ask
from trackclock.core.plan import ByDistance, Plan, Step, StepKind
from trackclock.core.results import Status
from trackclock.errors import StoreError
from trackclock.recorder import Recorder

PLAN = Plan("2 x 400 m", tuple(Step(StepKind.REP, ByDistance(400_000), "400 m", number, 2) for number in (1, 2)))


def cut_off(seen_ms: int = 95_000) -> tuple[Services, FakeStore, FakeClock, str]:
    """A session that somebody left without a goodbye, its last press so long after its first; nobody holds it."""
    clock, store, history = FakeClock(), FakeStore(), FakeHistory()
    recorder = Recorder(PLAN, "eights.txt", clock, store, FakeSpeaker())
    recorder.submit(ask.Press(), clock.now_ms())
    recorder.submit(ask.WriteNote("windy"), clock.advance(seen_ms // 2))
    assert recorder.submit(ask.Press(), clock.advance(seen_ms - seen_ms // 2)).is_accepted
    assert recorder.header is not None
    session_id = recorder.header.id
    store.release(session_id)
    history.stored = store.sessions
    services = Services(
        clock=clock,
        store=lambda: store,
        history=lambda: history,
        speaker=FakeSpeaker,
        keep_awake=FakeKeepAwake,
        sessions_dir=Path,
        config_dir=Path,
    )
    return services, store, clock, session_id


def reopened(services: Services, session_id: str) -> Reopened:
    session = Reopened(services, session_id)
    assert session.take(session.read())
    return session


@given(gone_ms=st.integers(0, 2 * KEEP_RUNNING_MS) | st.integers(KEEP_RUNNING_MS - 2, KEEP_RUNNING_MS + 2))
def test_the_list_and_the_session_agree_on_whether_its_clock_may_run_on(gone_ms: int) -> None:
    services, _, clock, session_id = cut_off()
    clock.advance(gone_ms)
    offer = find_offer(services)
    assert offer is not None
    assert offer.can_keep is can_keep_running(gone_ms) is (gone_ms <= KEEP_RUNNING_MS)
    assert reopened(services, session_id).gone_ms() == gone_ms


def test_a_clock_that_was_set_back_runs_on_for_nobody() -> None:
    assert not can_keep_running(-1)


def test_a_change_to_a_session_that_nobody_stopped_is_made_where_its_log_ends() -> None:
    services, _, clock, session_id = cut_off()
    seen_ms = clock.now_ms()
    clock.advance(3_600_000)
    session = reopened(services, session_id)
    assert session.at_ms() == seen_ms
    assert session.submit(ask.RateEffort(7)).is_accepted
    assert session.at_ms() == seen_ms
    assert session.is_saved


def test_nothing_is_written_to_a_session_that_was_changed_since_it_was_read() -> None:
    services, store, _, session_id = cut_off()
    session, other = reopened(services, session_id), reopened(services, session_id)
    older = session.read()
    assert other.submit(ask.RateEffort(7)).is_accepted
    other.release()
    log = store.read(session_id).log
    with pytest.raises(ChangedMeanwhileError, match="changed elsewhere"):
        session.submit(ask.RateEffort(3))
    assert store.read(session_id).log == log
    newer = session.read()
    assert session.take(newer)
    assert session.submit(ask.RateEffort(3)).is_accepted
    assert not session.take(older), "it was read before the newest change"
    assert session.recorder is newer
    session.release()
    session.release()
    assert session_id not in store.held


def test_a_session_that_another_app_has_is_left_alone() -> None:
    services, store, _, session_id = cut_off()
    session = reopened(services, session_id)
    log = store.read(session_id).log
    store.held_elsewhere.add(session_id)
    with pytest.raises(StoreError, match="Another running trackclock"):
        session.hold()
    assert not session.is_held
    with held(services, session_id) as found:
        assert found is None
    assert not save_as_it_is(services, store.sessions[session_id])
    assert store.read(session_id).log == log


def test_what_cannot_be_read_under_the_lock_is_let_go_of() -> None:
    services, store, _, session_id = cut_off()
    session = reopened(services, session_id)
    store.read = lambda session_id: FakeStore().read(session_id)  # type: ignore[method-assign]
    with pytest.raises(StoreError, match="no session"):
        session.hold()
    with pytest.raises(StoreError, match="no session"), held(services, session_id):
        pass
    assert not session.is_held
    assert session_id not in store.held


def test_saving_it_as_it_is_says_goodbye_where_its_log_ends() -> None:
    services, store, clock, session_id = cut_off()
    stale = replace(store.sessions[session_id], log=store.sessions[session_id].log[:1])
    clock.advance(3_600_000)
    assert save_as_it_is(services, stale)
    session = reopened(services, session_id)
    assert session.recorder is not None
    results = session.recorder.results()
    assert (results.status, results.note) == (Status.STOPPED, "windy")
    assert session.gone_ms() == 3_600_000
    assert session_id not in store.held


def test_before_it_was_read_there_is_nothing_to_hold() -> None:
    services, store, _, session_id = cut_off()
    session = Reopened(services, session_id)
    assert session.preview(ask.Undo()) is None
    with pytest.raises(StoreError, match="not been read"):
        session.hold()
    assert session_id not in store.held
