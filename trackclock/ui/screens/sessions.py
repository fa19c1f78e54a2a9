"""The first list: the sessions that can be run, each with its plan beside it.

It exists light: it is the app's first screen, so files are read, plans parsed and the history opened behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from trackclock.application.catalog import Loaded, list_files, load
from trackclock.application.session_file import SessionFile
from trackclock.core.commands import key_of
from trackclock.errors import TrackclockError
from trackclock.keys import Scope, commands_of, spoken
from trackclock.ui import navigation
from trackclock.ui.access import keymap_of, services_of, shell_of
from trackclock.ui.away.crowded import Crowded
from trackclock.ui.away.last_runs import LastRuns
from trackclock.ui.away.listed import Filtered
from trackclock.ui.away.own_files import KeepsFiles
from trackclock.ui.away.screen import AwayScreen, Reading
from trackclock.ui.away.starting import StartsSessions
from trackclock.ui.left_session import OffersSession
from trackclock.ui.left_words import WORDS_KEYS, OffersWords
from trackclock.ui.once_shown import once_shown
from trackclock.ui.spoken import words_of
from trackclock.ui.widgets.cut_off import CutOff
from trackclock.ui.widgets.filter import FilterLine
from trackclock.ui.widgets.keys import HELP, LEAVE, KeyLine, bindings_of
from trackclock.ui.widgets.offer_line import OfferLine
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import MUTED_STYLE, SLOWER_STYLE, clean, clean_lines, plural

if TYPE_CHECKING:
    from trackclock.application.services import Services
    from trackclock.kept_words import KeptWords

KEYS = commands_of(Scope.SESSIONS)
OFFER_KEYS = commands_of(Scope.OFFER)

_COLUMNS = (
    Column("Session", 16, grows=True),
    Column("", 7, rank=1),
    Column("Distance", 9, is_right=True),
    Column("About", 8, is_right=True),
    Column("Last run", 11, rank=2),
    Column("It went", 12, rank=3),
)
_FIRST = "New here? ⟨demo⟩ shows a whole session in two minutes. Or choose one, press ⟨run⟩, and space starts it."


class SessionsScreen(
    AwayScreen[None], Reading, Filtered, KeepsFiles, StartsSessions, LastRuns, OffersSession, OffersWords, Crowded
):
    """What can be run."""

    DEFAULT_CSS = """
    SessionsScreen > #notice { height: auto; max-height: 3; padding: 0 1; background: $error; color: auto;
        display: none; }
    SessionsScreen > #offer { height: auto; display: none; background: $warning 30%; }
    SessionsScreen > #offer > #offered { height: auto; padding: 0 1; }
    SessionsScreen > #offer > KeyLine { background: transparent; }
    SessionsScreen > #first { height: auto; padding: 0 1; text-style: bold; display: none; }
    SessionsScreen.-first > #first { display: block; }
    SessionsScreen.-notice > #notice { display: block; }
    SessionsScreen.-offer > #offer { display: block; }
    SessionsScreen.-crowded > #notice { max-height: 1; }
    SessionsScreen.-crowded > #offer > #offered { max-height: 2; }
    SessionsScreen.-crowded.-narrow > #body > #preview { display: none; }
    SessionsScreen.-crowded.-offer > #first, SessionsScreen.-crowded.-notice > #first { display: none; }
    SessionsScreen > #body { height: 1fr; layout: vertical; }
    SessionsScreen > #body > #list { height: 1fr; padding: 0 1; }
    SessionsScreen > #body > #preview { height: 9; padding: 0 1; border-top: solid $faint 50%; }
    SessionsScreen #plan { height: auto; }
    SessionsScreen.-low > #body > #preview { height: 4; }
    SessionsScreen.-high > #body > #preview { height: 22; }
    SessionsScreen.-beside > #body { layout: horizontal; }
    SessionsScreen.-beside > #body > #list { width: 3fr; }
    SessionsScreen.-beside > #body > #preview { width: 2fr; height: 1fr; border-top: none;
        border-left: solid $faint 50%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(KEYS),
        *bindings_of(OFFER_KEYS),
        *bindings_of(WORDS_KEYS),
    ]
    # The plan stands beside the list where there is room, else below it.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-beside")]  # noqa: RUF012 - Textual's own way
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-medium"), (40, "-high")]  # noqa: RUF012 - Textual's own way
    opens_with = frozenset({"list"})
    asks = "#offer"
    offer_keys = OFFER_KEYS
    keys = (*KEYS, *OFFER_KEYS, *WORDS_KEYS)

    class FileRead(Message):
        """A file has been read."""

        def __init__(self, file: SessionFile, loaded: Loaded) -> None:
            """Say which, and what became of it."""
            super().__init__()
            self.file = file
            self.loaded = loaded

    def __init__(self) -> None:
        """Begin with an empty list."""
        super().__init__()
        self._files: list[SessionFile] = []
        self._shown: list[SessionFile] = []
        self._loaded: dict[SessionFile, Loaded] = {}
        self._select = ""

    def compose(self) -> ComposeResult:
        """Head, what is unfinished, list and plan, keys."""
        yield Static(Content.assemble(("trackclock", "bold"), "  Sessions"), id="head")
        yield Static(id="first")
        yield CutOff(id="notice")
        with Container(id="offer"):
            yield CutOff(id="offered")
            yield KeyLine(OFFER_KEYS)
        yield OfferLine(WORDS_KEYS, id="left-words")
        with Container(id="body"):
            yield RowList(_COLUMNS, id="list")
            with VerticalScroll(id="preview", can_focus=False):
                yield Static(id="plan")
        yield FilterLine(id="filter")
        yield KeyLine(KEYS, more=(HELP, LEAVE))

    def begin(self) -> None:
        """Paint first, then read."""
        once_shown(self, self._begin)

    def _begin(self) -> None:
        services = services_of(self)

        def then(trouble: str) -> None:
            self.query_one("#notice", CutOff).update(Content(clean(trouble)))
            self.set_class(bool(trouble), "-notice")
            self.look_for_words()
            self.ask(lambda: _look_ahead(services), lambda _: None, group="ahead")

        self.action_reload()
        self.look_for_session(then)

    def load(self) -> None:
        """Read what may have been written on the screen that was above this one."""
        self.action_reload()
        self.look_for_words()

    def may_load_again(self) -> bool:
        """Once there are files."""
        return bool(self._files)

    # --- reading ------------------------------------------------------------------------------------------------------

    def action_reload(self, *, is_awaited: bool = False) -> None:
        """List the files and read those that are new or have changed.

        Args:
            is_awaited: whether the next key is about what will be under the cursor then.
        """
        services = services_of(self)

        def question() -> list[SessionFile]:
            return list_files(services.sessions_dir)

        self.ask(question, self._show_files, group="list", is_awaited=is_awaited)

    def _show_files(self, files: list[SessionFile]) -> None:
        self._files = files
        self._loaded = {file: self._loaded[file] for file in files if file in self._loaded}
        missing = [file for file in files if file not in self._loaded]
        self.show_filtered()

        readings = services_of(self).readings

        def question() -> None:
            for file in missing:
                self.post_message(self.FileRead(file, readings.compared(file, load(file))))
            readings.keep()

        def then(_: None) -> None:
            self._say()
            self.read_last_runs({file: each.plan for file, each in self._loaded.items() if each.plan is not None})

        self.ask(question, then, group="read")

    def arrived(self) -> None:
        """When the files were last run is known: say so, and to whom has run nothing how to begin."""
        is_new = not self.has_runs
        if is_new:
            self.query_one("#first", Static).update(Content(spoken(_FIRST, keymap_of(self))))
        self.set_class(is_new, "-first")
        self.rows.refresh()
        self._show_plan()

    def on_sessions_screen_file_read(self, event: FileRead) -> None:
        """Fill in the line of a file."""
        self._loaded[event.file] = event.loaded
        if self.filter_text:
            self.show_filtered()
        elif event.file in self._shown:
            index = self._shown.index(event.file)
            self.rows.repaint_row(index)
            if index == self.rows.cursor:
                self._show_plan()
        self._say()

    # --- painting -----------------------------------------------------------------------------------------------------

    def show_filtered(self) -> None:
        """Show the files that are wanted, the cursor on the one to be selected, or where it was."""
        words = self.filter_text.casefold().split()
        before = self.chosen
        self._shown = [file for file in self._files if all(word in self._text(file) for word in words)]
        wanted = next((file for file in self._shown if file.name == self._select and file.is_own), None)
        self._select = ""
        target = wanted or next((file for file in self._shown if before and file.name == before.name), None)
        self.rows.show(len(self._shown), self._cells, cursor=self._shown.index(target) if target else 0)
        if not self._shown:
            self._show_plan()
        self._say()

    def _text(self, file: SessionFile) -> str:
        loaded = self._loaded.get(file)
        name = loaded.plan.name if loaded is not None and loaded.plan is not None else ""
        return f"{file.name} {name} {'yours' if file.is_own else 'bundled'}".casefold()

    def _cells(self, index: int) -> Sequence[Content | str]:
        file = self._shown[index]
        owner = Content.styled("yours" if file.is_own else "bundled", "" if file.is_own else MUTED_STYLE)
        if file.is_draft:
            owner = Content.styled("draft", SLOWER_STYLE)
        loaded = self._loaded.get(file)
        if loaded is not None and loaded.before:
            owner = Content.styled("changed", SLOWER_STYLE)
        if loaded is None:
            return (Content.styled(clean(file.stem), MUTED_STYLE), owner, "", "…", "", "")
        if loaded.plan is None:
            name = file.stem if file.is_draft else file.name
            return (Content.assemble(("! ", SLOWER_STYLE), clean(name)), owner, "", "error", "", "")
        from trackclock.core.durations import format_duration, format_total
        from trackclock.core.estimates import estimated_ms

        plan = loaded.plan
        distance = format_total(plan.total_distance_mm) if plan.total_distance_mm else ""
        return (clean(plan.name), owner, distance, format_duration(estimated_ms(plan)), *self.last_run(file))

    def _show_plan(self) -> None:
        plan = self.query_one("#plan", Static)
        file = self.chosen
        if file is None:
            words = f"No session files were found. Press {key_of('new')} to write one."
            if self.filter_text:
                words = f'No session has "{self.filter_text}" in its name. Press {key_of("back")} to see them all.'
            plan.update(Content(words_of(self, words)))
            return
        loaded = self._loaded.get(file)
        if loaded is None:
            plan.update(Content.styled("reading…", MUTED_STYLE))
        elif loaded.plan is None:
            way_out = f"\n\n{keymap_of(self).key_of('edit')} opens it to be put right"
            plan.update(Content.assemble((clean_lines(loaded.error), SLOWER_STYLE), way_out, *_told_before(loaded)))
        else:
            from trackclock.ui.outline import plan_text

            when, how = self.last_run(file)
            last = (
                Content.styled(f"Last run {when}{f': {how}' if how else ''}\n\n", MUTED_STYLE) if when else Content("")
            )
            plan.update(Content.assemble(last, plan_text(loaded.plan), *_told_before(loaded)))
        self.query_one("#preview").scroll_home(animate=False)

    def _say(self) -> None:
        own = sum(file.is_own for file in self._files)
        broken = sum(loaded.plan is None for loaded in self._loaded.values())
        changed = sum(bool(loaded.before) for loaded in self._loaded.values())
        parts: list[str | tuple[str, str]] = [("trackclock", "bold"), "  Sessions"]
        if self._files:
            parts.append((f"  {own} of your own, {len(self._files) - own} bundled", MUTED_STYLE))
        if broken:
            parts.append((f"  {plural(broken, 'file')} unreadable", SLOWER_STYLE))
        if changed:
            parts.append((f"  {changed} changed", SLOWER_STYLE))
        if self.filter_text:
            parts.append((f'  "{clean(self.filter_text)}"', "bold"))
        self.show_head(*parts)

    # --- doing --------------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> SessionFile | None:
        """The file under the cursor."""
        return self._shown[self.rows.cursor] if self.rows.cursor < len(self._shown) else None

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show the plan of the file under the cursor."""
        event.stop()
        self._show_plan()

    def loaded(self, file: SessionFile) -> Loaded | None:
        """What became of a file; None while it is still to be read."""
        return self._loaded.get(file)

    def accept(self, file: SessionFile) -> None:
        """Whoever runs or opens a file has seen how it is read now."""
        loaded = self._loaded.get(file)
        if loaded is not None and loaded.before and loaded.plan is not None:
            self._loaded[file] = Loaded(loaded.plan)
            self.show_filtered()
            readings = services_of(self).readings
            self.ask(lambda: readings.accept(file), lambda _: None, group="accept")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to see beyond what is shown only while the list is filtered."""
        if action == "see_all":
            return bool(self.filter_text)
        return super().check_action(action, parameters)

    def action_see_all(self) -> None:
        """Drop the filter."""
        self.drop_filter()

    def action_new(self) -> None:
        """Write a new session."""
        self._edit(None, is_copy=False)

    def action_edit(self) -> None:
        """Edit the session under the cursor; a bundled one as a copy."""
        if (file := self.chosen) is not None:
            self.accept(file)
            self._edit(file, is_copy=not file.is_own)

    def action_duplicate(self) -> None:
        """Edit a copy of the session under the cursor."""
        if (file := self.chosen) is not None:
            self._edit(file, is_copy=True)

    def is_wanted(self, words: KeptWords) -> bool:  # noqa: ARG002
        """Whatever was typed anywhere and not saved."""
        return True

    def restore(self, words: KeptWords) -> None:
        """Open the screen in which it was typed."""
        self.offer_words(())
        if words.kind == "note":
            self.app.push_screen(navigation.session(words.key, words))
            return
        from trackclock.application.editing import file_of

        file, is_copy = file_of(words.fields)
        self._edit(file, is_copy=is_copy, words=words)

    def _edit(self, file: SessionFile | None, *, is_copy: bool, words: KeptWords | None = None) -> None:
        def then(name: str | None) -> None:
            if name:
                self.select(name)

        self.app.push_screen(navigation.editor(file, is_copy=is_copy, words=words), then)

    def select(self, name: str) -> None:
        """Read the list again, the cursor on the user's own file of a name, or where it was."""
        self._select = name
        self.action_reload(is_awaited=True)

    def action_demo(self) -> None:
        """Let a simulated runner run a session."""
        shell_of(self).show_demo()

    def action_history(self) -> None:
        """Show the past sessions."""
        self.app.push_screen(navigation.history())


def _told_before(loaded: Loaded) -> list[str | tuple[str, str]]:
    """What a file was read as before, where that was something else."""
    if not loaded.before:
        return []
    words = f"\n\nRead otherwise than before. It was\n{clean_lines(loaded.before)}"
    return [(words, SLOWER_STYLE)]


def _look_ahead(services: Services) -> None:
    """Import the screens that follow while nobody waits for them, and touch what they will read; for a thread."""
    from trackclock.ui.memory import freeze_memory

    navigation.import_ahead("bests", "history", "run", "workout")
    with suppress(TrackclockError):  # whoever opens the history is told
        services.history.totals()
    freeze_memory()
