"""How keys are called: by Textual, on the screen, and by somebody who writes them into a file.

It exists so that nobody has to write `left_square_bracket`, and none is shown; and so that a slip is told, and by its
near miss, before Textual loses the key in silence.
"""

from __future__ import annotations

import difflib
import re
import string
import unicodedata
from functools import cache
from typing import Final

SPACE: Final = "space"

_FUNCTION_KEYS: Final = tuple(f"f{number}" for number in range(1, 13))

_KEYPAD: Final = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "decimal": "."}
"""Those of the number pad that a terminal may tell from the same signs elsewhere."""

MOVING: Final = frozenset(
    {"up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab", "shift+tab"},
)
"""What moves in every list and from field to field, and so can be a command of a running session only."""

EDITING: Final = frozenset(
    {"enter", "backspace", "delete", "f6", "f7", "shift+delete", "alt+delete", "alt+backspace", "ctrl+backspace"}
    | {f"ctrl+{letter}" for letter in "adefkuvwxyz"}
    | {f"{held}+{key}" for held in ("shift", "ctrl", "ctrl+shift") for key in ("left", "right", "up", "down")}
    | {"shift+home", "shift+end", "ctrl+pageup", "ctrl+pagedown"}
)
"""What a text field does itself: a test holds them against Textual's."""

_PLAIN: Final = (
    *("space", "enter", "escape", "tab", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown"),
    *("up", "down", "left", "right", *_FUNCTION_KEYS, *_KEYPAD),
)
_MODIFIABLE: Final = frozenset(
    ("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete", *_FUNCTION_KEYS)
)
"""What arrives together with ctrl, alt and shift in every terminal."""

_OTHER_NAMES: Final = {
    "esc": "escape",
    "return": "enter",
    "spacebar": "space",
    "blank": "space",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "arrowup": "up",
    "arrowdown": "down",
    "arrowleft": "left",
    "arrowright": "right",
    "numpadenter": "enter",
    "numpadplus": "add",
    "numpadminus": "subtract",
    **{f"numpad{sign}": key for key, sign in _KEYPAD.items()},
    **{f"numpad{digit}": str(digit) for digit in range(10)},
}
_NAMES: Final = {**{name: name for name in _PLAIN}, **_OTHER_NAMES}

_SAME: Final = {"ctrl+h": "backspace", "ctrl+i": "tab", "ctrl+j": "enter", "ctrl+m": "enter"}
"""What a terminal sends with ctrl that it sends without as well."""

_SHOWN: Final = {
    "escape": "esc",
    "pageup": "page up",
    "pagedown": "page down",
    **{key: f"numpad {sign}" for key, sign in _KEYPAD.items()},
}

_SIGN_NAMES: Final = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""What Textual calls a sign that has another name in Unicode."""

_LAST_SIGN: Final = 0x3000

_HELD: Final = {"ctrl": "ctrl", "control": "ctrl", "alt": "alt", "option": "alt", "shift": "shift"}
_NEVER_SENT: Final = ("cmd", "command", "super", "meta", "win", "fn")
_WITH = re.compile(rf"((?:(?:{'|'.join((*_HELD, *_NEVER_SENT))})\s*[+-]\s*)+)(.+)", re.IGNORECASE)
_HIGH_FUNCTION_KEY = re.compile(r"f(?:1[3-9]|[2-9][0-9])")


class NoSuchKeyError(ValueError):
    """A text that names no key, or one that no terminal sends.

    Attributes:
        what: what is wrong with it.
        instead: what to write instead.
    """

    def __init__(self, what: str, instead: str) -> None:
        """Say what is wrong with a name, and what to write instead."""
        super().__init__(f"{what}; {instead}")
        self.what = what
        self.instead = instead


def shown(key: str) -> str:
    """A key as a person reads it in a line that has little room: `F5`, `^S`, `esc`, `-`.

    Args:
        key: in Textual's words.
    """
    before, plus, last = key.rpartition("+")
    if before == "ctrl" and len(last) == 1:
        return f"^{last.upper()}"
    name = _SHOWN.get(last) or _sign(last) or last
    return f"{before}{plus}{name.upper() if name in _FUNCTION_KEYS else name}"


def quoted(key: str) -> str:
    """A key as it is written into the user's own file, quotes and all.

    Args:
        key: in Textual's words.
    """
    name = shown(key)
    return f"'{name}'" if name in ('"', "\\") else f'"{name}"'


def is_typed(key: str) -> bool:
    """Whether a key is a letter, a digit or a sign, as text is typed with.

    Args:
        key: in Textual's words.
    """
    return len(key) == 1 or key in _KEYPAD or key == SPACE or bool(_sign(key))


def read(text: str) -> str:
    """The key that somebody means, in Textual's words.

    Args:
        text: as people write it (`page up`, `^S`, `ctrl+s`, `?`), as the screen shows it, or as Textual calls it.

    Raises:
        NoSuchKeyError: if it is none, or none that arrives in every terminal.
    """
    text = unicodedata.normalize("NFC", text)
    word = text.strip() or text[:1]
    if not word:
        raise NoSuchKeyError("an empty text is no key", "write the name of one, or leave it out")
    if len(word) == 1:
        return _character(word)
    squeezed = re.sub(r"[\s_-]", "", word.casefold())
    if squeezed == "numpad" and word[-1] == "-":
        return "subtract"
    if squeezed in _NAMES:
        return _NAMES[squeezed]
    if (sign := _sign(word.casefold().replace(" ", "_"))) and not sign.isalnum():
        return _character(sign)
    if word[0] == "^" and len(word) == 2:
        return _held({"ctrl"}, word[1].lower(), text)
    if found := _WITH.fullmatch(word):
        held = set(re.split(r"\s*[+-]\s*", found[1].lower().strip("+- ")))
        return _held(held, found[2], text)
    if _HIGH_FUNCTION_KEY.fullmatch(squeezed):
        raise NoSuchKeyError(f"{squeezed.upper()} does not arrive in a terminal", "take one of f1 to f12")
    raise _unknown(text)


def _held(held: set[str], rest: str, text: str) -> str:
    """A key that is pressed with others held."""
    if any(key in _NEVER_SENT for key in held):
        raise NoSuchKeyError(f"'{text[:40]}' goes to the desktop, not to a terminal", "take ctrl, alt or shift")
    base = read(rest.lower() if len(rest) == 1 else rest)
    if base == SPACE:
        return SPACE  # cold fingers also hold shift: every space is the one
    modifiers = sorted({_HELD[key] for key in held})
    key = "+".join((*modifiers, base))
    if key in _SAME:
        raise NoSuchKeyError(f"'{text[:40]}' is the same key as {_SAME[key]} in a terminal", f"write '{_SAME[key]}'")
    is_letter = len(base) == 1 and base.isascii() and base.isalpha()
    if modifiers == ["shift"] and is_letter:
        raise _capital(base)
    if (
        base in _MODIFIABLE
        or (modifiers in (["ctrl"], ["alt"]) and is_letter)
        or (modifiers == ["shift"] and base == "tab")
    ):
        return key
    raise NoSuchKeyError(
        f"'{text[:40]}' does not arrive in every terminal",
        "ctrl and alt go with letters, arrows and f1 to f12, shift with arrows and f1 to f12",
    )


def _character(character: str) -> str:
    """Textual's name of the key of one character."""
    if character.isspace():
        return SPACE
    if character.lower() != character:
        raise _capital(character.lower())
    if not character.isprintable():
        raise NoSuchKeyError("that is no character that a key types", "write the name of a key")
    if character.isalnum():
        return character
    name = _name_of(character)
    if _sign(name) != character:
        raise _unknown(character)
    return name


def _name_of(sign: str) -> str:
    """What Textual calls the key of a sign; empty if it has no name."""
    name = unicodedata.name(sign, "").lower().replace("-", "_").replace(" ", "_")
    return _SIGN_NAMES.get(name, name)


_ASCII_SIGNS: Final = {_name_of(sign): sign for sign in string.punctuation}


@cache
def _signs() -> dict[str, str]:
    """The signs of keyboards by name: the hyphens of Unicode's names are lost in Textual's, and cannot be guessed."""
    signs = (character for character in map(chr, range(0x21, _LAST_SIGN)) if not character.isalnum())
    return {_name_of(sign): sign for sign in signs if sign.isprintable() and not sign.isspace()}


def _sign(name: str) -> str:
    """The sign that a name of Textual's, or of Unicode's, stands for; empty if it stands for none."""
    if len(name) < 2 or name in _NAMES:
        return ""
    name = _SIGN_NAMES.get(name, name)
    return _ASCII_SIGNS.get(name) or _signs().get(name, "")


def _capital(lower: str) -> NoSuchKeyError:
    return NoSuchKeyError(
        f"every capital acts as its lower case, so '{lower.upper()}' is '{lower}'", f"write '{lower}'"
    )


def _unknown(text: str) -> NoSuchKeyError:
    squeezed = re.sub(r"[\s_-]", "", text.casefold())[:40]
    near = difflib.get_close_matches(squeezed, _NAMES, n=1, cutoff=0.6)
    instead = (
        f"did you mean '{shown(_NAMES[near[0]])}'?"
        if near
        else "write a letter, a sign, or a name such as space, enter, f8, page up, ctrl+s"
    )
    return NoSuchKeyError(f"the key '{text[:40]}' is not known", instead)
