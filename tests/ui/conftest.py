"""What holds for every test of a screen: a cursor that blinks would be another picture twice a second."""

from __future__ import annotations

import pytest
from textual.widgets import Input, TextArea


@pytest.fixture(autouse=True)
def steady_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """No field is made with a cursor that blinks; to stop one later leaves it in either state."""
    for widget in (Input, TextArea):
        assert vars(widget)["_default_cursor_blink"] is True
        monkeypatch.setattr(widget, "_default_cursor_blink", False)
