"""Tables on the clipboard, or in a file.

It exists so that every screen copies in the same two forms and says so in the same words. A terminal that takes a
clipboard from an app never says so, and many take none: all that is known is that the text was sent to it. Whoever
does not find it there presses the same key again and has a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trackclock.errors import TrackclockError
from trackclock.ui.access import keymap_of, services_of
from trackclock.ui.background import Background
from trackclock.ui.words import clean, plural

if TYPE_CHECKING:
    from trackclock.formats.tables import Table

AGAIN_MS: Final = 10_000
"""The same key within so long after the clipboard wants the file; later it wants the clipboard again."""

_NAMES: Final = {"csv": ("CSV", "copy_csv", ".csv"), "markdown": ("Markdown", "copy", ".md")}
_MOST_FILES: Final = 1_000
_MOST_NAME: Final = 60


class ExportError(TrackclockError):
    """The file cannot be written."""


class Copying(Background):
    """A mixin for screens with a table to take away."""

    _sent: tuple[str, int] | None = None

    def to_copy(self) -> tuple[str, Callable[[], Table]] | None:
        """What the file is called and what makes the table, in a thread; None where nothing has been read yet."""
        raise NotImplementedError

    def csv_of(self, table: Table) -> str:
        """What is sent as CSV."""
        from trackclock.formats.csv_text import table_csv

        return table_csv(table)

    def action_copy(self, form: str) -> None:
        """Put what is shown on the clipboard, as `markdown` or `csv`."""
        if (found := self.to_copy()) is not None:
            name, make = found
            self.ask(make, lambda table: self._copy(table, form, name), group="copy")

    def _copy(self, table: Table, form: str, name: str) -> None:
        """Send a table to the terminal's clipboard, or at once after that into a file, and say what was done."""
        from trackclock.formats.tables import to_markdown

        if not table.rows:
            self.notify("There is nothing to copy yet.")
            return
        services = services_of(self)
        now_ms = services.clock.now_ms()
        text = self.csv_of(table) if form == "csv" else to_markdown(table)
        called, command_id, ending = _NAMES[form]
        rows = f"{plural(len(table.rows), 'row')} as {called}"
        if self._sent is not None and self._sent[0] == form and now_ms - self._sent[1] < AGAIN_MS * services.speed:
            self._sent = None
            self.ask(
                lambda: write_new(services.exports_dir, name, ending, text),
                lambda path: self.notify(f"{rows} in {clean(str(path))}", timeout=AGAIN_MS / 1_000, markup=False),
                group="export",
            )
            return
        self._sent = (form, now_ms)
        self.app.copy_to_clipboard(text)
        again = keymap_of(self).key_of(command_id)
        self.notify(f"{rows} sent to the terminal's clipboard. Not there? {again} again writes a file.")


def write_new(folder: Path, name: str, ending: str, text: str) -> Path:
    """Write a file that was not there: where the name is taken it gets a number. For a thread.

    Args:
        folder: where to; made if need be.
        name: its name, which may be anybody's words.
        ending: its ending, with the point.
        text: what goes into it, line ends and all.

    Returns:
        The file.

    Raises:
        ExportError: if it cannot be written; then there is no part of it either.
    """
    stem = stem_of(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, _MOST_FILES + 1):
            path = folder / f"{stem}{f'-{number}' if number > 1 else ''}{ending}"
            try:
                stream = path.open("x", encoding="utf-8", errors="replace", newline="")
            except FileExistsError:
                continue
            try:
                with stream:
                    stream.write(text)
            except OSError:
                with suppress(OSError):
                    path.unlink()
                raise
            return path
    except OSError as error:
        raise ExportError(f"no file could be written in {folder}: {error.strerror or error}") from error
    raise ExportError(f"there are {_MOST_FILES} files like {stem}{ending} in {folder}; move some of them away")


def stem_of(name: str) -> str:
    """A file name of anybody's words, which every system takes."""
    return "trackclock-" + (re.sub(r"[^a-z0-9]+", "-", name.casefold())[:_MOST_NAME].strip("-") or "table")
