"""A value as the text of JSON, which a terminal can be shown whatever stands in it."""

from __future__ import annotations

import json
import re

from trackclock.safe_text import safe


def json_text(value: object, *, is_ascii: bool = False) -> str:
    """The text, in lines.

    Only strings hold what could do harm to a terminal, and there an escape of JSON means the same.

    Args:
        value: what JSON knows.
        is_ascii: whether all that is not ASCII is escaped too.
    """
    text = json.dumps(value, indent=2, ensure_ascii=is_ascii)
    return "\n".join(safe(line, _escaped) for line in text.split("\n"))


def _escaped(found: re.Match[str]) -> str:
    """A character as JSON writes it in ASCII."""
    return json.dumps(found[0])[1:-1]
