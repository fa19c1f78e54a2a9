"""What stands in a TOML file, or the one place in it that is no TOML.

It exists apart from what a file means so that session files and the user's settings complain alike.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from trackclock.formats.errors import FileError, split_lines
from trackclock.safe_text import printable


def parse_toml(text: str, file: str, instead: str) -> dict[str, Any]:
    """Read TOML.

    Args:
        text: what stands in the file, its lines parted by line feeds.
        file: the file's name, for errors.
        instead: what to write where it is none.

    Raises:
        FileError: if it is none.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(error, file, text, instead) from None
    except (RecursionError, ValueError) as error:
        what = f"this is not TOML ({printable(str(error))[:80]})"
        raise FileError(file, what, "write KEY = VALUE lines", line=1) from None


def _syntax_error(error: tomllib.TOMLDecodeError, file: str, text: str, instead: str) -> FileError:
    """TOML's own complaint, with its place taken out of its words."""
    words = printable(str(error))
    lines = split_lines(text)
    match = re.search(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$", words)
    what = words[: match.start()] if match else words
    if match and match[1]:
        line, column = int(match[1]), int(match[2])
    else:
        line, column = len(lines), len(lines[-1]) + 1
    line = min(line, len(lines))
    what = f"this is not TOML: {what[:1].lower()}{what[1:]}"
    return FileError(file, what, instead, line=line, column=column, source=lines[line - 1] or " ")
