"""What the commands print, on standard output and standard error.

It exists because names, notes and paths may be anybody's: nothing of them reaches a terminal raw.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress
from string import ascii_letters, digits
from typing import TYPE_CHECKING, Final, TextIO

from trackclock.standins import takes_everything

if TYPE_CHECKING:
    from pathlib import PurePath

_BACKSLASH: Final = "\\"
_NEEDS_NO_QUOTES: Final = frozenset(f"{ascii_letters}{digits}{_BACKSLASH}:./_-")
"""Signs that mean nothing to cmd.exe nor to PowerShell; any other may."""


def say(text: str, stream: TextIO | None = None) -> None:
    """Print lines, on standard output unless said otherwise; names, notes and paths in them may be anybody's.

    Whatever a terminal would act on, an escape code or a mark that turns the direction of the text, and whatever
    cannot be encoded, becomes a replacement character, so that none of it depends on who made the text.
    """
    from trackclock.safe_text import printable

    print("\n".join(printable(line) for line in text.split("\n")), file=stream or sys.stdout)


def print_json(value: object) -> None:
    """Print a value as JSON, on standard output."""
    from trackclock.formats.json_text import json_text

    print(json_text(value, is_ascii=not takes_everything(sys.stdout)))


def print_bytes(data: bytes) -> None:
    """Print a file, on standard output, its line ends as they are."""
    sys.stdout.flush()
    if (raw := getattr(sys.stdout, "buffer", None)) is not None:
        raw.write(data)  # a stream of text may turn every line end into another
        raw.flush()
    else:
        sys.stdout.write(data.decode("utf-8", "replace"))


def tell(notice: str | None) -> None:
    """Say what happened to the history's file, such as that it was damaged and moved aside."""
    if notice is not None:
        with suppress(OSError):  # the terminal may be gone
            say(notice, sys.stderr)


def typed(path: PurePath) -> str:
    """A path as it is typed in a command, so that a shell hands it on as it is.

    Of the shells of Windows only one knows single quotes; both read double ones, and no path has one in it. A backslash
    in front of a quote takes its meaning away (learn.microsoft.com, "Parsing C command-line arguments"), so that those
    at the end are doubled.
    """
    text = str(path)
    if sys.platform != "win32":
        import shlex

        return shlex.quote(text)
    if text and _NEEDS_NO_QUOTES.issuperset(text):
        return text
    return f'"{text}{text[len(text.rstrip(_BACKSLASH)) :]}"'


def sessions(count: int) -> str:
    """So many sessions, in words."""
    return "1 session" if count == 1 else f"{count} sessions"


def complain(complaints: Iterable[str]) -> int:
    """Say on standard error what could not be done; returns the exit code, 1 if there was anything."""
    code = 0
    for complaint in complaints:
        say(complaint, sys.stderr)
        code = 1
    return code
