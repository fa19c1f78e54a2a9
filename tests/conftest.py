"""What holds for every test.

It exists so that a run says the same twice: hypothesis draws the same examples each time, and new ones only where
they are asked for (`pytest --hypothesis-profile explore`).
"""

from __future__ import annotations

import pytest
from hypothesis import settings

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
