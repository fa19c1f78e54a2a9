"""A state is copied by a way of its own, since a replay does little else: it comes to what the library's comes to."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace

import pytest

from tests.core.test_session_table import STATES
from trackclock.core.session.changing import changed
from trackclock.core.session.state import State

NAMES = [field.name for field in fields(State)]


@pytest.mark.parametrize("name", STATES)
def test_a_changed_state_is_the_one_that_replace_makes_and_leaves_the_first_as_it_was(name: str) -> None:
    track, then = STATES[name]()
    state = track.state(then)
    before = replace(state)
    other = object()
    for field in NAMES:
        new = changed(state, **{field: other})  # type: ignore[arg-type]
        assert type(new) is State
        assert [getattr(new, each) for each in NAMES] == [
            getattr(replace(state, **{field: other}), each)  # type: ignore[arg-type]
            for each in NAMES
        ]
    assert state == before
    with pytest.raises(FrozenInstanceError):
        changed(state).index = 7  # type: ignore[misc]
