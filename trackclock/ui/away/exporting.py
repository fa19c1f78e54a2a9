"""A session, or that of a group, as a file for whatever else reads it.

It exists beside `copying`, which takes away the table that is in sight; this takes the whole session. The same key at
once after that sends the name of the file to the clipboard, since whoever uploads it is asked for it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from trackclock.ui import navigation
from trackclock.ui.access import keymap_of, services_of
from trackclock.ui.away.copying import AGAIN_MS
from trackclock.ui.background import Background
from trackclock.ui.words import clean

if TYPE_CHECKING:
    from trackclock.application.exporting import Form


class Exporting(Background):
    """A mixin for screens of one session, or of one group."""

    _written: tuple[Path, int] | None = None

    def to_export(self) -> Callable[[Form], Path] | None:
        """What writes it in a form, in a thread; None where it has not been read yet."""
        raise NotImplementedError

    def action_export(self) -> None:
        """Ask for the form and write the file; at once after that send its name to the clipboard."""
        services = services_of(self)
        written, self._written = self._written, None
        if written is not None and services.clock.now_ms() - written[1] < AGAIN_MS * services.speed:
            self.app.copy_to_clipboard(str(written[0]))
            self.notify("The name of the file was sent to the terminal's clipboard.")
        elif self.to_export() is not None:
            self.app.push_screen(navigation.export(), self._export)

    def _export(self, name: str | None) -> None:
        from trackclock.application.exporting import Form

        if name is not None and (write := self.to_export()) is not None:
            self.ask(lambda: write(Form(name)), self._say_written, group="write", is_awaited=True)

    def _say_written(self, path: Path) -> None:
        services = services_of(self)
        self._written = (path, services.clock.now_ms())
        again = f"{keymap_of(self).key_of('export')} again copies its name."
        self.notify(f"Written to {clean(str(path))}. {again}", timeout=AGAIN_MS / 1_000, markup=False)
