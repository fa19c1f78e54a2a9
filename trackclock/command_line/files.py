"""`check`: a session file in words, before anybody runs by it."""

from __future__ import annotations

import sys
from pathlib import Path

from trackclock.command_line.printing import print_json, say


def check(name: str, *, is_json: bool, is_text: bool) -> int:
    """Print the unrolled plan of a session file: in words, as JSON or as tidy notation.

    Args:
        name: the file; - for shorthand from standard input.
        is_json: whether as JSON.
        is_text: whether as tidy notation.
    """
    from trackclock.formats.load import load_plan, load_text
    from trackclock.formats.plan_json import plan_to_json

    plan = load_text(sys.stdin.buffer.read()) if name == "-" else load_plan(Path(name))
    if is_json:
        print_json(plan_to_json(plan))
    elif is_text:
        from trackclock.core.notation.writing.printer import tidy

        say(tidy(plan))
    else:
        from trackclock.formats.plan_text import plan_to_text

        say(plan_to_text(plan))
    return 0
