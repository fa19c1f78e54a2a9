"""Workouts for `import`: each becomes a session file of the user's own, in tidy notation."""

from __future__ import annotations

from pathlib import Path

from trackclock.command_line.printing import say


def import_workout(data: bytes, path: Path, folder: Path) -> int:
    """Put a workout into the user's own sessions; no file that is there is ever written to.

    Args:
        data: the file.
        path: where it lies.
        folder: the user's own folder of session files; made if need be.

    Returns:
        The exit code.

    Raises:
        FileError: if it cannot be read, or is longer than a session file may be.
        FilesError: if the session cannot be written.
    """
    from trackclock.application.draft import file_name
    from trackclock.application.own_files import Loose, take_in
    from trackclock.core.notation import tidy
    from trackclock.formats.load import load_data, load_text
    from trackclock.formats.toml_write import fields_of, session_text

    plan = load_data(data, path)
    text = session_text(tidy(plan), fields_of(plan))
    load_text(text, str(path), is_toml=True)  # what is kept can be read
    name, is_new = take_in(Loose(file_name(plan.name), text.encode()), folder)
    for assumption in plan.assumptions:
        say(f"{path}: {assumption}")
    say(f"{path}: {'kept as' if is_new else 'is there already:'} {name}; 'trackclock run {Path(name).stem}' runs it")
    return 0
