"""How what stands in the editor becomes a file: checked, named, asked about where it has to be, run if that is wanted.

It exists apart from the editor because the one follows what is typed, and the other the answers of the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from trackclock.application.draft import Checked, Checker, Draft, drop_draft, home_of, save
from trackclock.application.new_name import named
from trackclock.core.plan import Plan
from trackclock.ui import navigation
from trackclock.ui.access import keymap_of, services_of, shell_of
from trackclock.ui.away.saving import SavesOnLeaving
from trackclock.ui.background import Background
from trackclock.ui.questions import SAVE_DRAFT, replacing
from trackclock.ui.words import clean

if TYPE_CHECKING:
    from trackclock.application.editing import Edited
    from trackclock.application.problems import Problem


class SavesFile(SavesOnLeaving, Background):
    """A mixin for a screen in which a session file is written."""

    edited: Edited
    """The file, and what of it is saved."""
    checker: Checker
    """Reads what is written."""
    is_ready = False
    """Whether the file has been read."""
    _wants_run = False
    _to_run: Plan | None = None

    @property
    def draft(self) -> Draft:
        """What is written now."""
        raise NotImplementedError

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Mark and tell what is wrong."""
        raise NotImplementedError

    def say(self) -> None:
        """Say which file it is, and whether all of it is saved."""
        raise NotImplementedError

    def name_it(self, name: str) -> None:
        """Show the name that a session got which had none."""
        raise NotImplementedError

    def action_save(self) -> None:
        """Save; where a file would be replaced that was not opened here, ask first."""
        self._wants_run = self.wants_to_leave = False
        self._save_if_right()

    def action_run(self) -> None:
        """Save what was changed, and get ready on the session."""
        self._wants_run = True
        self._save_if_right()

    def _save_if_right(self) -> None:
        if self.is_ready:
            draft, edited = self.draft, self.edited
            folder, file = services_of(self).sessions_dir, None if edited.is_copy else edited.file
            self.ask(
                lambda: named(self.checker, draft, folder, file),
                lambda found: self._save_checked(*found),
                group="save",
                is_awaited=True,
            )

    def _run(self, plan: Plan) -> None:
        self._wants_run, self._to_run = False, None
        shell_of(self).start_run(plan, self.edited.file.name if self.edited.file is not None else "")

    def _save_checked(self, draft: Draft, checked: Checked, name: str) -> None:
        if checked.plan is None:
            self.show_problems(checked.problems)
            if self._wants_run or draft == Draft():
                key = keymap_of(self).key_of("problem")
                self.notify(f"There is an error in it; put that right first ({key} goes there).", severity="error")
            else:
                self._offer_draft(draft, name)
            return
        file = self.edited.file
        self._to_run = checked.plan if self._wants_run else None
        if self._to_run is not None and file is not None and draft == self.edited.saved:
            self._run(self._to_run)
        else:
            self._save(draft, name, is_right=True)

    def _offer_draft(self, draft: Draft, name: str) -> None:
        """Save what has an error in it, if that is wanted."""

        def decide(is_wanted: bool | None) -> None:
            if is_wanted:
                self._to_run = None
                self._save(draft, name, is_right=False)

        self.app.push_screen(navigation.confirm(SAVE_DRAFT), decide)

    def _save(self, draft: Draft, name: str, *, is_right: bool, may_replace: bool = False) -> None:
        folder, file = services_of(self).sessions_dir, self.edited.file
        path, is_own = home_of(file, name, folder, is_copy=self.edited.is_copy, is_right=is_right)

        def then(is_saved: bool) -> None:
            if is_saved:
                self._show_saved(path, draft, is_right=is_right)
            else:
                self._ask_to_replace(path, lambda: self._save(draft, name, is_right=is_right, may_replace=True))

        def question() -> bool:
            is_saved = save(path, draft, may_replace=may_replace or is_own, is_right=is_right)
            if is_saved and is_right:
                drop_draft(file, path)
            return is_saved

        self.ask(question, then, group="save", is_awaited=True)

    def _show_saved(self, path: Path, draft: Draft, *, is_right: bool) -> None:
        self.name_it(draft.name)
        self.edited.mark_saved(path, draft)
        self.edited.keep(self.draft)
        self.say()
        if self._to_run is not None:
            self._run(self._to_run)  # with no notice: it would lie over the clock
        elif self.wants_to_leave:
            self.leave()
        else:
            self.notify(f"Saved as {'' if is_right else 'a draft: '}{clean(path.name)}.", markup=False)

    def _ask_to_replace(self, path: Path, replace_it: Callable[[], None]) -> None:
        def decide(is_wanted: bool | None) -> None:
            if is_wanted:
                replace_it()

        self.app.push_screen(navigation.confirm(replacing(path.name)), decide)
