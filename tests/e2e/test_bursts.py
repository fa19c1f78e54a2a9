"""Keys that come faster than the app handles them: what follows a key that opens a field is typed into it.

It exists because a terminal over a slow line, a macro and a fast hand send several keys in one read.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.terminal import ENTER, ESCAPE, AppInPty

pytestmark = pytest.mark.pty

CTRL_P = "\x10"

OPENING: tuple[tuple[str, str], ...] = (("/", "pavey"), ("n", "sprung"), (CTRL_P, "lou"))
"""Keys of the list that open a field or what holds one; the palette finds "Louder"."""


def test_what_follows_a_key_that_opens_a_field_is_typed_into_it(tmp_path: Path) -> None:
    with AppInPty(home=tmp_path) as app:
        app.wait_for("400")
        for key, text in OPENING:
            app.press(key + text)
            app.wait_for(text)
            leave_fields(app)
        app.press("g" + "e" + "mile 5:30")
        app.wait_for("mile 5:30")


def leave_fields(app: AppInPty) -> None:
    app.press(ESCAPE)
