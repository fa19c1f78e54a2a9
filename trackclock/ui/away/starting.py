"""The session under the cursor of the list, started: for somebody alone, or for a group.

It exists apart from the list, which only says what is under its cursor and what became of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from trackclock.ui import navigation
from trackclock.ui.access import keymap_of, shell_of
from trackclock.ui.background import Background
from trackclock.ui.words import clean

if TYPE_CHECKING:
    from trackclock.application.catalog import Loaded
    from trackclock.application.entrants import Gathered
    from trackclock.application.session_file import SessionFile
    from trackclock.core.plan import Plan


class StartsSessions(Background):
    """A mixin for a screen with a list of session files."""

    @property
    def chosen(self) -> SessionFile | None:
        """The file under the cursor."""
        raise NotImplementedError

    def loaded(self, file: SessionFile) -> Loaded | None:
        """What became of a file; None while it is still to be read."""
        raise NotImplementedError

    def accept(self, file: SessionFile) -> None:
        """Whoever runs or opens a file has seen how it is read now."""
        raise NotImplementedError

    def action_open(self) -> None:
        """Run the session."""
        self.action_run()

    def action_run(self) -> None:
        """Run the session under the cursor."""
        self._start(shell_of(self).start_run)

    def action_group(self) -> None:
        """Choose who runs the session under the cursor as a group."""

        def choose(plan: Plan, source: str) -> None:
            def get_ready(gathered: Gathered) -> None:
                self.app.push_screen(navigation.group(gathered.plan, source, gathered.entrants))

            self.app.push_screen(navigation.athletes(plan, get_ready))

        self._start(choose)

    def _start(self, begin: Callable[[Plan, str], None]) -> None:
        """Begin with the plan and the name of the file under the cursor; where it cannot be run, say so."""
        if (file := self.chosen) is None:
            return

        def then(loaded: Loaded) -> None:
            if loaded.plan is None:
                why = clean(loaded.error.partition("\n")[0])
                key = keymap_of(self).key_of("edit")
                self.notify(f"This cannot be run; {key} opens it. {why}", severity="error", markup=False)
                return
            self.accept(file)
            begin(loaded.plan, file.name)

        if (loaded := self.loaded(file)) is not None:
            then(loaded)
            return
        from trackclock.application.catalog import load  # those before it in the list are still being read

        self.ask(lambda: load(file), then, group="start", is_awaited=True)
