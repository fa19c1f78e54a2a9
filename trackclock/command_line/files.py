"""`sessions` and `check`: what can be run, and a session file in words before anybody runs by it."""

from __future__ import annotations

import sys
from pathlib import Path

from trackclock.command_line.printing import print_json, say
from trackclock.safe_text import clean


def list_files(folder: Path, *, is_json: bool) -> int:
    """Print the session files: the user's own, then those that come with trackclock.

    Args:
        folder: the user's own folder of session files.
        is_json: whether as JSON.
    """
    from trackclock.application import catalog
    from trackclock.formats.file_list import files_to_json, files_to_text

    loaded = [(file, catalog.load(file)) for file in catalog.list_files(folder)]
    if is_json:
        print_json(files_to_json(loaded))
    else:
        say(files_to_text(loaded))
    return 0


def check(name: str, folder: Path, *, is_json: bool, is_text: bool) -> int:
    """Print the unrolled plan of a session file: in words, as JSON or as tidy notation.

    Args:
        name: the file, or the name of one of the list; - for standard input.
        folder: the user's own folder of session files.
        is_json: whether as JSON.
        is_text: whether as tidy notation.
    """
    from trackclock.command_line.finding import find_session
    from trackclock.formats.load import load_text, read_given

    plan = load_text(read_given(sys.stdin.buffer)) if name == "-" else find_session(name, folder).load()
    if is_json:
        from trackclock.formats.plan_json import plan_to_json

        print_json(plan_to_json(plan))
    elif is_text:
        from trackclock.formats.plan_words import plan_words

        words = plan_words(plan)
        say(words.text)
        if words.remark:
            say(clean(f"note: {words.remark}"), sys.stderr)  # what is printed can be read again
    else:
        from trackclock.formats.plan_text import plan_to_text

        say(plan_to_text(plan))
    return 0
