"""What a session that is written without a name is called in the list, where no other has that name.

It exists apart from the editor because the list has to be looked through on the disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from trackclock.application.catalog import list_files
from trackclock.application.draft import Checked, Checker, Draft, check, file_name
from trackclock.application.session_file import SessionFile
from trackclock.safe_text import clean

if TYPE_CHECKING:
    from trackclock.core.plan import Plan

_NAME = re.compile(r"""^name\s*=\s*["'](.*)["']\s*$""", re.MULTILINE)
_HEAD = 4_096
_HOW_OFTEN = re.compile(r"\d\s*[x\u00d7*]\s*\(?\s*\d", re.IGNORECASE)
"""What no name but that of a session says: `8 x 400`."""


def is_session(line: str) -> bool:
    """Whether a line is a session and not only what one is called: it can be read, or says how often a thing is run."""
    return check(Draft(workout=line)).plan is not None or _HOW_OFTEN.search(line) is not None


def named(checker: Checker, draft: Draft, folder: Path, file: SessionFile | None) -> tuple[Draft, Checked, str]:
    """A draft, with a name where it has none and can be run; what it says, and what its file is called; for a thread.

    Args:
        checker: reads it.
        draft: what is written.
        folder: the user's own sessions.
        file: the file that it is saved over; None for a new one.
    """
    checked = checker.check(draft)
    if draft.is_raw and checked.plan is not None:
        return draft, checked, checked.plan.name
    name = draft.name or name_for(checked.plan, draft.workout, folder, file)
    if checked.plan is None or draft.name:
        return draft, checked, name
    draft = replace(draft, name=name)
    return draft, checker.check(draft), name


def name_for(plan: Plan | None, workout: str, folder: Path, besides: SessionFile | None = None) -> str:
    """A name for what is run that no other session in the list has; for a thread.

    Args:
        plan: the session; None where there is an error in it.
        workout: its text, whose first line is its name where nothing can be read.
        folder: the user's own sessions.
        besides: the file that it is saved over, whose name is its own.
    """
    from trackclock.core.short_name import MOST_CHARACTERS, short_name

    first = next((line for line in map(clean, workout.splitlines()) if line.strip()), "")
    wanted = clean(short_name(plan)) if plan is not None else first.strip()[:MOST_CHARACTERS].strip()
    wanted = wanted or "session"
    taken = set(_names(folder, besides))
    names = (wanted if number == 1 else f"{wanted} ({number})" for number in count(1))
    return next(name for name in names if name.casefold() not in taken and file_name(name) not in taken)


def _names(folder: Path, besides: SessionFile | None) -> Iterator[str]:
    """What the sessions in the list are called, and their files."""
    for file in list_files(folder):
        if besides is not None and file.path == besides.path:
            continue
        yield file_name(file.stem)
        yield file.stem.casefold()
        with suppress(OSError):
            if file.path is not None and (found := _NAME.search(_head(file.path))):
                yield found[1].casefold()


def _head(path: Path) -> str:
    with path.open("rb") as stream:
        return stream.read(_HEAD).decode("utf-8", "replace")
