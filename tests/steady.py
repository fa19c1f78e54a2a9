"""The cursors that blink: a picture taken twice would be another one twice a second."""

from __future__ import annotations

from textual.widgets import Input, TextArea

BLINKING = ((Input, "_toggle_cursor"), (TextArea, "_toggle_cursor_blink_visible"))
"""Each field, and its method that shows and hides the cursor in turn."""
