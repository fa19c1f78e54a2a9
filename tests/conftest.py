"""What holds for every test.

It exists so that a run says the same twice: hypothesis draws the same examples each time, and new ones only where
they are asked for (`pytest --hypothesis-profile explore`).
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import rights

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None)
settings.load_profile("same")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What listens wants the machine to itself; whatever else is end to end runs the app in processes of its own."""
    for item in items:
        if item.get_closest_marker("sound"):
            item.add_marker("alone")
        if "e2e" in item.path.parts:
            item.add_marker("pty")


@given(nothing=st.none())
def _draw(nothing: None) -> None:
    """Draw, and that is all."""


def pytest_collection_finish() -> None:
    """What was read for some thousand tests lives to the end: no collection needs to look at it again."""
    _draw()  # hypothesis looks for who holds its source of chance, and finds nobody on Python 3.14 once all is frozen
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture
def ordinary_rights(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As an ordinary user, whoever runs the tests; to be asked for before what is to have no more."""
    if os.access in os.supports_effective_ids:  # else root is asked for what it might do, not for what it may
        monkeypatch.setattr(os, "access", partial(os.access, effective_ids=True))
    with rights.ordinary_rights():
        yield
