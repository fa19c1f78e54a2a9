"""What holds for every test.

It exists so that a run says the same twice: hypothesis draws the same examples each time, and new ones only where
they are asked for (`pytest --hypothesis-profile explore`).
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None)
settings.load_profile("same")
