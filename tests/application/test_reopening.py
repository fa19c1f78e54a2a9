"""A stored session that is opened again follows one set of rules, whoever opens it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import FakeClock, FakeHistory, FakeKeepAwake, FakeSpeaker, FakeStore
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.application.reopening import (
    KEEP_RUNNING_MS,
    ChangedMeanwhileError,
    Reopened,
    can_keep_running,
    held,
)
from trackclock.application.services import Services
from trackclock.application.unfinished import Offer, find_offer, save_as_it_is
from trackclock.core import commands as ask
from trackclock.core.group.left import is_over
from trackclock.core.plan import ByDistance, Plan, Step, StepKind
from trackclock.core.results import Status
from trackclock.core.session import results_of
from trackclock.core.session.log import newest_ms
from trackclock.errors import StoreError
from trackclock.ports import SessionStore
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
    return make_services(store, clock, history), store, clock, session_id


def make_services(store: SessionStore, clock: FakeClock, history: FakeHistory | None = None) -> Services:
    return Services(
        clock=clock,
        store=lambda: store,
        history=lambda: history or FakeHistory(),
        speaker=FakeSpeaker,
        keep_awake=FakeKeepAwake,
        sessions_dir=Path,
        config_dir=Path,
    )


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
    assert not save_as_it_is(services, Offer(store.sessions[session_id], "", "", can_keep=False))
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
    assert save_as_it_is(services, Offer(stale, "", "", can_keep=False))
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


# --- a group that was left --------------------------------------------------------------------------------------------


def group_cut_off(folder: Path) -> tuple[Services, SqliteStore, FakeClock, tuple[str, ...]]:
    """Two athletes, one of whom is a rep further, and a mark that is nobody's yet; then the battery is flat."""
    from tests.adapters.past import put
    from tests.adapters.test_store_athletes import group_of, of

    store, clock = SqliteStore(folder), FakeClock()
    members = [of(number, name, group="g9", times=(80_000,)) for number, name in ((1, "Ana"), (2, "Ben"))]
    headers = [replace(one.header, clock_ms=clock.now_ms(), boot_id=clock.boot_id) for one in members]
    members = [replace(one, header=head, log=one.log[:-1]) for one, head in zip(members, headers, strict=True)]
    members[1] = replace(members[1], log=members[1].log[:1])
    put(store, group_of("g9", members, is_over=False), *members)
    services = make_services(store, clock)
    return services, store, clock, ("g9", "s00001", "s00002")


@pytest.mark.parametrize("hours", [0, 7])
def test_a_group_is_offered_as_a_whole_and_filed_as_it_is(tmp_path: Path, hours: int) -> None:
    services, store, clock, ids = group_cut_off(tmp_path)
    clock.advance(100_000 + hours * 3_600_000)
    with closing(store):
        offer = find_offer(services)
        assert offer is not None
        assert offer.group is not None
        assert offer.group.ids == ids
        assert offer.text.startswith("session, 2 athletes, 1 of 2 reps, " + ("begun" if hours else "last seen"))
        assert offer.answers == ({"file_away"} if hours else {"keep_running", "file_away"})
        assert save_as_it_is(services, offer)
        assert store.flush(30)
        assert find_offer(services) is None
        for session_id in ids[1:]:
            stored = store.read(session_id)
            results = results_of(stored.header.plan, stored.log)
            assert (results.status, results.ended_ms) == (Status.STOPPED, newest_ms(stored.log))
        assert is_over(store.read("g9").log)


def test_a_group_of_which_another_app_has_one_is_neither_offered_nor_filed(tmp_path: Path) -> None:
    services, store, _, ids = group_cut_off(tmp_path)
    with closing(store), closing(SqliteStore(tmp_path)) as other:
        offer = find_offer(services)
        assert offer is not None
        assert other.hold(ids[2])
        assert find_offer(services) is None
        assert not save_as_it_is(services, offer)
        assert not is_over(store.read("g9").log)
