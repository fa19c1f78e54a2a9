"""The one door to a JSON file: what stands in it, or one clear error.

It exists because such a file comes from anywhere: NaN, numbers without end and brackets without end are refused here.
"""

from __future__ import annotations

import json
import re
from typing import Final, NoReturn

from trackclock.formats.errors import FileError
from trackclock.safe_text import printable

MAX_BYTES: Final = 1024 * 1024
"""The largest JSON file that is read: a plan of 1,000 steps comes to half of it."""

_DEEPEST: Final = 64
_BRACKETS: Final = re.compile(r'"(?:[^"\\]|\\.)*"|([\[{])|([\]}])', re.DOTALL)


def read_json(text: str, file: str) -> object:
    """Read JSON.

    Args:
        text: what stands in the file.
        file: its name, for errors.

    Returns:
        Dicts, lists, text, finite numbers, true, false and None.

    Raises:
        FileError: if it is none, nested deeper than any session, or holds a number that is none; no other exception.
    """
    _check_depth(text, file)
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        what = f"this is not JSON: {printable(error.msg[:1].lower() + error.msg[1:])}"
        raise FileError(file, what, "export it once more", line=error.lineno, column=error.colno) from None
    except (RecursionError, ValueError) as error:
        what = f"this is not JSON that can be read ({printable(str(error))[:80]})"
        raise FileError(file, what, "export it once more") from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _check_depth(text: str, file: str) -> None:
    """Refuse what is nested without end before it is read: how deep Python goes is no limit of ours.

    Raises:
        FileError: if it is nested too deep.
    """
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth += (found[1] is not None) - (found[2] is not None)
        if depth > _DEEPEST:
            raise FileError(file, f"this JSON is nested deeper than {_DEEPEST} brackets", "export it once more")
