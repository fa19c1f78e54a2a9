"""How what is written is said: the words of a time, and the pieces that any time can be put together from.

It exists apart from what is said because no two engines read `2:03.7` alike, and because a time is known only when it
is pressed: a voice that has every piece of it already need not be asked for it then.
"""

from __future__ import annotations

import re

_CLOCK = re.compile(r"(?<![\d:.])(?:(\d+):)?(\d{1,2}):(\d{2})(\.\d+)?(?![\d:])")
_PIECE = re.compile(r"\d+|\.\d+|,|[^\d.,]+|\.")

PAUSE = ","
"""The piece that is a short silence."""

_TENTHS = tuple(f"point {digit}" for digit in range(10))

PIECES = (*_TENTHS, "minus", "plus", "oh", *map(str, range(100)))
"""What every time and every difference under an hour is made of, `PAUSE` apart."""


def pronounced(text: str) -> str:
    """What is written, as an engine is to read it: `2:43.7` is `2 43.7`, `2:03.7` is `2 oh 3.7`, `0:45` `45 seconds`.

    Args:
        text: words and figures as they stand on the screen.
    """
    return _CLOCK.sub(_clock_words, text)


def _clock_words(found: re.Match[str]) -> str:
    hours, minutes, seconds, fraction = int(found[1] or 0), int(found[2]), int(found[3]), found[4] or ""
    if hours:
        return f"{_counted(hours, 'hour')} {_counted(minutes, 'minute')} {seconds}{fraction}"
    if not minutes:
        return f"{seconds}{fraction}" if fraction else _counted(seconds, "second")
    if not seconds and not fraction:
        return _counted(minutes, "minute")
    return f"{minutes} {'oh ' if seconds < 10 else ''}{seconds}{fraction}"


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}{'' if count == 1 else 's'}"


def pieces_of(text: str) -> tuple[str, ...]:
    """What is written in pieces that are said one after the other: numbers as in `PIECES`, words between them whole.

    Args:
        text: words and figures as they stand on the screen.

    Returns:
        For `78.2, minus 0.6`: `78`, `point 2`, `PAUSE`, `minus`, `0`, `point 6`.
    """
    pieces: list[str] = []
    for piece in _PIECE.findall(pronounced(text)):
        if piece[0] == "." and len(piece) > 1:
            pieces.extend((f"point {piece[1]}", *piece[2:]))
        elif word := piece.strip(" ."):
            pieces.append(word)
    return tuple(pieces)
