"""What is written to a terminal or a file that cannot take a character: a plain one of the same width in its place.

It exists because a terminal set to ASCII or Latin-1 is still a terminal beside a track: the clock has to be read on it
and no command may end in a traceback for an arrow.
"""

from __future__ import annotations

import codecs
import unicodedata
from io import TextIOWrapper
from typing import TextIO

_NAME = "trackclock.standins"

_ALIKE = {
    char: plain
    for chars, plain in (
        ("█▓▒░■▉▊▋", "#"),
        ("▀▔", '"'),
        ("▄▁▂▃▅▆▇", "_"),
        ("▌▐▍▎▏│┃║▕", "|"),
        ("─━═╸╺╴╶–—−‐‑", "-"),
        ("┌┐└┘┏┓┗┛├┤┬┴┼┣┫┳┻╋╔╗╚╝╭╮╰╯✓✔", "+"),
        ("▲△↑", "^"),
        ("▼▽↓", "v"),
        ("★●•", "*"),
        ("○◦", "o"),
        ("✗✖×✕", "x"),
        ("›→»▶", ">"),
        ("‹←«◀", "<"),
        ("♪", "~"),
        ("…·⋯", "."),
        ("’‘", "'"),
        ("“”", '"'),
    )
    for char in chars
}


def plain(char: str) -> str:
    """A character in ASCII, as wide as it is on a terminal: nothing stands elsewhere than it would have stood."""
    if char in _ALIKE:
        return _ALIKE[char]
    from rich.cells import cell_len  # what the screens are laid out by

    width = cell_len(char)
    if width != 1:
        return "?" * width
    base = unicodedata.normalize("NFKD", char)[0]
    return base if " " <= base < "\x7f" else "?"


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(plain, error.object[error.start : error.end])), error.end


def takes_everything(stream: TextIO | None) -> bool:
    """Whether every character can be written to it."""
    return stream is None or codecs.lookup(stream.encoding or "utf-8").name.startswith("utf")


def never_fails(stream: TextIO | None) -> None:
    """From now on nothing that is written to it raises for want of a character.

    Not even UTF-8 takes half of one, and a path may have that: on Windows as it is, elsewhere for a byte that is none.
    """
    if isinstance(stream, TextIOWrapper) and (stream.errors == "strict" or not takes_everything(stream)):
        codecs.register_error(_NAME, _replaced)
        stream.reconfigure(errors=_NAME)
