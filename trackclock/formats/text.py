"""A `.txt` session: just the shorthand; its name is the file's stem.

It exists so that what was copied from a web page is a session file as it stands.
"""

from __future__ import annotations

from functools import partial

from trackclock.core.notation import NotationError, candidates_of, parse
from trackclock.core.plan import Plan
from trackclock.formats.errors import from_notation
from trackclock.safe_text import printable


def load_txt(text: str, file: str, name: str) -> Plan:
    """Read a text session.

    Args:
        text: what stands in the file.
        file: the file's name, for errors.
        name: what the session is called.

    Returns:
        The plan.

    Raises:
        FileError: if it cannot be read.
    """
    try:
        parsed = parse(text)
    except NotationError as error:
        raise from_notation(error, file, text, partial(candidates_of, text, error)) from None
    return Plan(name=printable(name).strip() or "session", steps=parsed.steps, assumptions=parsed.assumptions)
