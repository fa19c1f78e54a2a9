"""Waiting for what another process or the disk does: the one place where a test that is not of a terminal may sleep."""

from __future__ import annotations

import time
from collections.abc import Callable


def until(condition: Callable[[], bool], timeout_s: float = 20) -> float:
    """Wait for something that happens outside of this process.

    Args:
        condition: what is waited for.
        timeout_s: how long at the most.

    Returns:
        How long it took, in seconds.

    Raises:
        AssertionError: if it did not come in time.
    """
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < timeout_s, f"not within {timeout_s} s"
        time.sleep(0.01)
    return time.monotonic() - began
