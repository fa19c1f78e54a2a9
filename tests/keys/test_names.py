"""What a key is called: by those who write it, by the screen, by Textual, and by what a terminal really sends."""

from __future__ import annotations

import string
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._xterm_parser import XTermParser
from textual.events import Key
from textual.keys import _character_to_key
from textual.widgets import Input, TextArea

from trackclock.keys.names import EDITING, MOVING, NoSuchKeyError, is_typed, read, shown
from trackclock.keys.registry import COMMANDS

SENT = {
    "space": " ",
    "enter": "\r",
    "esc": "\x1b[27u",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "backspace": "\x7f",
    "del": "\x1b[3~",
    "insert": "\x1b[2~",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "page up": "\x1b[5~",
    "page down": "\x1b[6~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "left": "\x1b[D",
    "right": "\x1b[C",
    "ctrl+up": "\x1b[1;5A",
    "shift+left": "\x1b[1;2D",
    "alt+page down": "\x1b[6;3~",
    "ctrl+shift+right": "\x1b[1;6C",
    "ctrl+alt+up": "\x1b[1;7A",
    "F1": "\x1bOP",
    "F2": "\x1bOQ",
    "F3": "\x1bOR",
    "F4": "\x1bOS",
    "F5": "\x1b[15~",
    "F6": "\x1b[17~",
    "F7": "\x1b[18~",
    "F8": "\x1b[19~",
    "F9": "\x1b[20~",
    "F10": "\x1b[21~",
    "F11": "\x1b[23~",
    "F12": "\x1b[24~",
    "shift+f5": "\x1b[15;2~",
    "ctrl+f12": "\x1b[24;5~",
    "alt+x": "\x1bx",
    "numpad +": "\x1b[57413u",
    "numpad -": "\x1b[57412u",
    "numpad *": "\x1b[57411u",
    "numpad /": "\x1b[57410u",
    "numpad .": "\x1b[57409u",
    "numpad enter": "\x1b[57414u",
    "numpad 7": "\x1b[57406u",
    **{f"^{letter.upper()}": chr(ord(letter) - 96) for letter in string.ascii_lowercase if letter not in "hijm"},
    **{f"ctrl+{letter}": f"\x1b[{ord(letter)};5u" for letter in "asxz"},
    **{sign: sign for sign in (*string.punctuation, *string.ascii_lowercase, *string.digits, *"äéß§€½")},
}
"""What is written, and what a terminal sends for it; some of it under the kitty protocol."""


def keys_sent(sequence: str) -> list[str]:
    parser = XTermParser()
    found = [*parser.feed(sequence), *parser.feed("")]
    return [event.key for event in found if isinstance(event, Key)]


@pytest.mark.parametrize("text", SENT)
def test_a_name_is_that_of_the_key_that_a_terminal_sends(text: str) -> None:
    assert [read(text)] == keys_sent(SENT[text])


@pytest.mark.parametrize("key", sorted({key for command in COMMANDS for key in command.keys} | {*SENT} - {"^"}))
def test_what_is_shown_reads_back(key: str) -> None:
    assert read(shown(read(key))) == read(key)


@given(st.characters(min_codepoint=33).filter(lambda sign: sign.isprintable() and sign.lower() == sign))
def test_a_sign_is_called_as_textual_calls_it_and_reads_back(sign: str) -> None:
    try:
        key = read(sign)
    except NoSuchKeyError:
        assert ord(sign) >= 0x3000 or _character_to_key(sign) == sign, "only what is on no keyboard may be refused"
        return
    if sign.isspace():
        assert key == "space"
        return
    assert key in (_character_to_key(sign), read(shown(key)))
    assert shown(key)
    assert read(shown(key)) == key
    assert is_typed(key)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Page_Up", "pageup"),
        ("page-down", "pagedown"),
        ("PgDn", "pagedown"),
        ("Escape", "escape"),
        ("return", "enter"),
        ("Ctrl + S", "ctrl+s"),
        ("ctrl-s", "ctrl+s"),
        ("^s", "ctrl+s"),
        ("Shift+F5", "shift+f5"),
        ("shift + space", "space"),
        ("\u3000", "space"),
        ("\u00a0", "space"),
        (" ", "space"),
        (" f8 ", "f8"),
        ("question_mark", "question_mark"),
        ("question mark", "question_mark"),
        ("hyphen_minus", "minus"),
        ("minus", "minus"),
        ("plus", "plus"),
        ("subtract", "subtract"),
        ("numpad-", "subtract"),
        ("a\u0308", "ä"),
    ],
)
def test_people_write_it_in_many_ways(text: str, key: str) -> None:
    assert read(text) == key


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("spcae", "the key 'spcae' is not known; did you mean 'space'?"),
        ("pagdown", "the key 'pagdown' is not known; did you mean 'page down'?"),
        ("xyzzy", "the key 'xyzzy' is not known; write a letter, a sign, or a name such as"),
        ("F13", "F13 does not arrive in a terminal; take one of f1 to f12"),
        ("f24", "F24 does not arrive in a terminal; take one of f1 to f12"),
        ("M", "every capital acts as its lower case, so 'M' is 'm'; write 'm'"),
        ("Ä", "every capital acts as its lower case, so 'Ä' is 'ä'; write 'ä'"),
        ("shift+m", "every capital acts as its lower case, so 'M' is 'm'; write 'm'"),
        ("ctrl+i", "'ctrl+i' is the same key as tab in a terminal; write 'tab'"),
        ("ctrl+1", "'ctrl+1' does not arrive in every terminal"),
        ("shift+enter", "'shift+enter' does not arrive in every terminal"),
        ("cmd+s", "'cmd+s' goes to the desktop, not to a terminal"),
        ("ctrl+spcae", "the key 'spcae' is not known; did you mean 'space'?"),
        ("", "an empty text is no key"),
        ("\x07", "that is no character that a key types"),
    ],
)
def test_what_is_no_key_is_told_with_a_way_out(text: str, what: str) -> None:
    with pytest.raises(NoSuchKeyError) as refused:
        read(text)
    assert str(refused.value).startswith(what)


PIECES = ["ctrl", "shift", "+", "-", "f", "1", " ", "^", "numpad", "M"]


@given(st.text(max_size=12) | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_is_a_key_or_refused_in_words(text: str) -> None:
    with suppress(NoSuchKeyError):
        key = read(text)
        assert read(shown(key)) == key


def test_what_a_field_does_itself_is_what_textual_says() -> None:
    own = {
        key
        for widget in (Input, TextArea)
        for key in widget._merged_bindings.key_to_bindings  # type: ignore[union-attr]
        if "super" not in key
    }
    known = {key for key in own if key not in MOVING and not is_typed(key)}
    reachable = set()
    for key in known:
        try:
            reachable.add(read(key))
        except NoSuchKeyError:
            continue  # such as ctrl+shift+k: nobody can give it to a command
    assert reachable - EDITING - {"ctrl+c"} == set()
