"""What holds for every test of a screen: a cursor that blinks would be another picture twice a second.

Some hundred apps start and end in one process here, against one in real life. What is dear at each start and says
nothing of the app is done once (`shared_styles`), and what is only right for a process with one app is left to
tests/e2e (`forgotten_apps`).
"""

from __future__ import annotations

from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from tests.steady import BLINKING
from trackclock.ui import memory


@pytest.fixture(autouse=True)
def steady_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cursor of the field that has the focus is always seen.

    To switch the blinking off is no way: a TextArea that does not blink goes on with lines that it has drawn without
    the cursor, before it had the focus.
    """
    for widget, blink in BLINKING:
        monkeypatch.setattr(widget, blink, lambda _: None)


_read = Stylesheet._parse_rules
_rules: dict[tuple[Any, ...], list[RuleSet]] = {}


def _read_once(sheet: Stylesheet, css: str, read_from: Any, *rest: Any, **named: Any) -> list[RuleSet]:
    """As Textual reads a style sheet; the same text with the same colours is read once for all apps."""
    key = (css, read_from, rest, tuple(named.items()), tuple(sheet._variables.items()))
    if key not in _rules:
        _rules[key] = _read(sheet, css, read_from, *rest, **named)
    return _rules[key]


@pytest.fixture(autouse=True)
def shared_styles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual reads the styles of all its widgets anew for each app, which is a fifth of a start."""
    monkeypatch.setattr(Stylesheet, "_parse_rules", _read_once)


@pytest.fixture(autouse=True)
def forgotten_apps(monkeypatch: pytest.MonkeyPatch) -> None:
    """An app that is painted is kept to the end of its process, which ends with it; here hundreds would be kept."""
    monkeypatch.setattr(memory, "freeze_memory", lambda: None)
