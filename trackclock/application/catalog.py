"""The session files that can be run: the user's own and those that come with trackclock.

It exists apart from the list so that a file is read once, in a thread, and a broken one is a line and not an end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from trackclock.application.session_file import SUFFIXES, SessionFile
from trackclock.errors import TrackclockError

if TYPE_CHECKING:
    from trackclock.core.plan import Plan

MOST_FILES = 2_000
"""A folder with more files than this is not a folder of sessions; the rest is left out."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of reading a file.

    Attributes:
        plan: the session in it; None where it could not be read.
        error: why not, as the user is to read it, by the lines that the editor shows; empty otherwise.
    """

    plan: Plan | None
    error: str = ""


def list_files(folder: Path) -> list[SessionFile]:
    """The user's own files by name, then the bundled ones.

    Args:
        folder: the user's own folder; it need not be there.
    """
    own: list[SessionFile] = []
    try:
        for path in folder.iterdir():
            if path.suffix.lower() in SUFFIXES and not path.name.startswith("."):
                try:
                    found = path.stat()
                except OSError:
                    own.append(SessionFile(path.name, path))
                    continue
                own.append(SessionFile(path.name, path, (found.st_mtime_ns, found.st_size)))
            if len(own) >= MOST_FILES:
                break
    except OSError:
        pass  # there is no such folder yet
    own.sort(key=lambda file: file.name.casefold())
    return [*own, *(SessionFile(name, None) for name in bundled_names())]


def bundled_names() -> list[str]:
    """The names of the files that come with trackclock."""
    from trackclock.formats.bundled import list_bundled

    return [str(getattr(entry, "name", entry)) for entry in list_bundled()]


def load(file: SessionFile) -> Loaded:
    """Read a file; whatever is wrong with it is in the outcome.

    Lines are those of the editor, which is where they are looked up: it shows the workout without the file's header.
    """
    from trackclock.formats.bundled import load_bundled
    from trackclock.formats.load import load_plan

    try:
        plan = load_plan(file.path) if file.path is not None else load_bundled(file.name)
        return Loaded(_with_the_lines_of_the_editor(plan, file) if plan.assumptions else plan)
    except TrackclockError as error:
        return Loaded(None, _told_by_the_editor(file) or str(error))
    # A fault of ours in one file must not take the list of all the others from the runner.
    except Exception as error:  # noqa: BLE001
        return Loaded(None, f"{file.name}: trackclock failed on this file ({type(error).__name__}: {error})")


def _told_by_the_editor(file: SessionFile) -> str:
    """What is wrong with a file in the editor's words and lines; empty where the editor does not show it."""
    if file.is_foreign:
        return ""
    from trackclock.application.draft import check, open_draft
    from trackclock.application.problems import problems_text

    try:
        draft = open_draft(file)
    except TrackclockError:
        return ""
    return problems_text(check(draft).problems, draft.workout)


def _with_the_lines_of_the_editor(plan: Plan, file: SessionFile) -> Plan:
    if file.is_foreign:  # it has none: the editor shows it as notation
        return plan
    from trackclock.application.draft import check, open_draft

    edited = check(open_draft(file)).plan
    return replace(plan, assumptions=edited.assumptions) if edited is not None else plan
