"""How keys are called: by Textual, on the screen, and by somebody who writes them into a file.

It exists so that nobody has to write `left_square_bracket`, and none is shown.
"""

from __future__ import annotations

from typing import Final

SIGNS: Final = {
    "space": "space",
    "minus": "-",
    "plus": "+",
    "equals_sign": "=",
    "question_mark": "?",
    "slash": "/",
    "comma": ",",
    "full_stop": ".",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "escape": "esc",
    "pageup": "page up",
    "pagedown": "page down",
    "add": "numpad +",
    "subtract": "numpad -",
}
"""Textual's name of a key, and what a person calls it, where the two differ."""


def shown(key: str) -> str:
    """A key as a person reads it in a line that has little room: `F5`, `^S`, `esc`, `-`.

    Args:
        key: in Textual's words.
    """
    before, plus, last = key.rpartition("+")
    if before == "ctrl" and len(last) == 1:
        return f"^{last.upper()}"
    name = SIGNS.get(last, last)
    if len(name) in (2, 3) and name[0] == "f" and name[1:].isdecimal():
        name = name.upper()
    return f"{before}{plus}{name}"
