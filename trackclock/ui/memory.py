"""When Python may look for garbage while nobody is timed.

It exists because a full collection holds every thread up, the one that stamps the keys as well (ARCHITECTURE.md,
"Collect at rests"); what happens during a session is in `live.pulse`.
"""

from __future__ import annotations

import gc

_YOUNG = 20_000
"""New objects before the young ones are looked through: the painting of one screen makes as many, and few stay."""


def freeze_memory() -> None:
    """What lives now lives to the end: no collection needs to look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, 20, 20)
