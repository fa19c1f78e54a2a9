"""Tables on the clipboard, or in a file.

It exists so that every screen copies in the same two forms and says so in the same words. A terminal that takes a
clipboard from an app never says so, and many take none: all that is known is that the text was sent to it. Whoever
does not find it there presses the same key again and has a file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from trackclock.application.exporting import slug, write_new
from trackclock.ui.access import keymap_of, services_of
from trackclock.ui.background import Background
from trackclock.ui.words import clean, plural

if TYPE_CHECKING:
    from trackclock.formats.tables import Table

AGAIN_MS: Final = 10_000
"""The same key within so long after the clipboard wants the file; later it wants the clipboard again."""

_NAMES: Final = {"csv": ("CSV", "copy_csv", ".csv"), "markdown": ("Markdown", "copy", ".md")}


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
            self.ask(make, lambda table: self._copy(table, form, name), group="copy", is_awaited=True)

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
                lambda: write_new(services.exports_dir, stem_of(name), ending, text.encode("utf-8", "replace")),
                lambda path: self.notify(f"{rows} in {clean(str(path))}", timeout=AGAIN_MS / 1_000, markup=False),
                group="export",
                is_awaited=True,
            )
            return
        self._sent = (form, now_ms)
        self.app.copy_to_clipboard(text)
        again = keymap_of(self).key_of(command_id)
        self.notify(f"{rows} sent to the terminal's clipboard. Not there? {again} again writes a file.")


def stem_of(name: str) -> str:
    """A file name of anybody's words, which every system takes."""
    return f"trackclock-{slug(name) or 'table'}"
