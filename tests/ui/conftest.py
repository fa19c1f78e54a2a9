"""What holds for every test of a screen: a cursor that blinks would be another picture twice a second."""

from __future__ import annotations

import pytest
from textual.widgets import Input, TextArea


@pytest.fixture(autouse=True)
def steady_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cursor of the field that has the focus is always seen.

    To switch the blinking off is no way: a TextArea that does not blink goes on with lines that it has drawn without
    the cursor, before it had the focus.
    """
    for widget, blink in ((Input, "_toggle_cursor"), (TextArea, "_toggle_cursor_blink_visible")):
        monkeypatch.setattr(widget, blink, lambda _: None)
