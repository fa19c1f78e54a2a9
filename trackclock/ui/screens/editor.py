"""The editor: the coach's text on one side, what it says on the other, following each keystroke.

It exists because runners do not write TOML: they have a line from a club's web page, and want to see what it comes to.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Label, Static, TextArea

from trackclock.core.plan import Plan
from trackclock.errors import TrackclockError
from trackclock.ui.access import runs_of, services_of
from trackclock.ui.background import Background
from trackclock.ui.catalog import SessionFile
from trackclock.ui.draft import (
    FIELDS,
    Checked,
    Checker,
    Draft,
    Problem,
    file_name,
    open_draft,
    save,
    stamp_of,
)
from trackclock.ui.fields import HINTS, LABELS, problem_text
from trackclock.ui.outline import plan_cells, totals
from trackclock.ui.screens.dialogs import ConfirmDialog, Question
from trackclock.ui.screens.sized import SizedScreen
from trackclock.ui.widgets.keys import Key, KeyLine, bindings_of, palette
from trackclock.ui.widgets.line_input import LineInput
from trackclock.ui.widgets.marked_text import MarkedText
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import MUTED_STYLE, SLOWER_STYLE, clean

KEYS = (
    Key("ctrl+s", "^S", "save", "save", "Save into your own sessions", is_priority=True),
    Key("f5,ctrl+r", "F5", "run", "run", "Save what was changed, and run the session", rank=0),
    Key("f2", "F2", "options", "options", "Show or hide the options: lap, splits, get ready, start, guard"),
    Key("f4", "F4", "problem", "to the error", "Go to what is wrong"),
    Key("tab", "tab", "app.focus_next", "next field", "Go to the next field"),
    Key("escape", "esc", "back", "back", "Leave; asks if anything is not saved", is_priority=True),
)

EXAMPLE = "warm up 10 min\n3 x 800m @ 2:44 with 2 min recoveries\n3 mins rest\n3 x 400m with 90 sec recoveries"

_BESIDE_WIDTH = 64
_PROBLEMS_SHOWN = 2
_ASSUMPTIONS_SHOWN = 2
_COLUMNS = (Column("#", 3, is_right=True), Column("Step", 14, grows=True), Column("Est.", 7, is_right=True))
_LONGEST_FIELD = 4_000


class EditorScreen(SizedScreen[str | None], Background):
    """Writes a session file; gives back the name of the file that was saved last, or None."""

    DEFAULT_CSS = """
    EditorScreen { layout: vertical; }
    EditorScreen > #head { height: 1; padding: 0 1; background: $panel; text-wrap: nowrap; text-overflow: ellipsis; }
    EditorScreen .fields { height: 1; padding: 0 1; background: $panel; }
    EditorScreen .fields Label { width: auto; color: $faint; padding-right: 1; }
    EditorScreen .fields Input { width: 1fr; height: 1; border: none; padding: 0; margin-right: 2;
        background: $background; }
    EditorScreen .fields Input:focus { background: $primary 35%; }
    EditorScreen .fields Input.-wrong { background: $error 40%; }
    EditorScreen #options { display: none; layout: horizontal; height: auto; }
    EditorScreen #options > Horizontal { width: 3fr; }
    EditorScreen #options > .-fewer { width: 2fr; }
    EditorScreen.-narrow #options { layout: vertical; }
    EditorScreen.-narrow #options > Horizontal { width: 1fr; padding: 0; }
    EditorScreen.-narrow #options Input { margin-right: 1; }
    EditorScreen.-options #options { display: block; }
    EditorScreen.-raw .fields { display: none; }
    EditorScreen > #body { height: 1fr; }
    EditorScreen #left { width: 1fr; }
    EditorScreen #right { width: 1fr; border-left: solid $faint 50%; padding: 0 1; }
    EditorScreen.-narrow > #body { layout: vertical; }
    EditorScreen.-narrow #left { height: 3fr; }
    EditorScreen.-narrow #right { height: 2fr; border-left: none; border-top: solid $faint 50%; }
    EditorScreen #totals { height: auto; max-height: 2; }
    EditorScreen #assumed { height: auto; max-height: 7; color: $faint; }
    EditorScreen > #wrong { height: auto; max-height: 3; padding: 0 1; color: $error; display: none; }
    EditorScreen.-wrong > #wrong { display: block; }
    EditorScreen > ToastRack { dock: top; align: right top; margin: 1 0 0 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of([key for key in KEYS if key.keys != "tab"])]
    AUTO_FOCUS = ""
    COMMANDS = {palette}  # noqa: RUF012 - Textual\'s own way
    keys = KEYS

    def __init__(self, file: SessionFile | None = None, *, is_copy: bool = False) -> None:
        """Edit a file.

        Args:
            file: which; None for a new one.
            is_copy: whether it is saved as a file of its own.
        """
        super().__init__()
        self._file = file
        self._is_copy = is_copy or (file is not None and file.path is None)
        self._saved = Draft()
        self._checker = Checker()
        self._saved_as: str | None = None
        self._plan: Plan | None = None
        self._problems: tuple[Problem, ...] = ()
        self._is_checking = False
        self._is_stale = False
        self._is_raw = False
        self._is_ready = False
        self._wants_run = False
        self._to_run: Plan | None = None

    def compose(self) -> ComposeResult:
        """Head, fields, text and plan, what is wrong, keys."""
        yield Static(id="head")
        with Horizontal(classes="fields"):
            yield from self._field("name")
            yield from self._field("goal")
        with Horizontal(classes="fields"):
            yield from self._field("notes")
        with Container(id="options"):
            for names in (FIELDS[3:6], FIELDS[6:]):
                with Horizontal(classes="fields -fewer" if len(names) < 3 else "fields"):
                    for name in names:
                        yield from self._field(name)
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield MarkedText(id="text", placeholder=EXAMPLE)
            with Vertical(id="right"):
                yield Static(id="totals")
                yield RowList(_COLUMNS, id="plan", is_choosable=False, has_cursor=False)
                yield Static(id="assumed")
        yield Static(id="wrong")
        yield KeyLine(KEYS)

    def on_resize(self, event: events.Resize) -> None:
        """The plan stands below the text where there is no room beside it."""
        super().on_resize(event)
        self.set_class(event.size.width < _BESIDE_WIDTH, "-narrow")

    def _field(self, name: str) -> ComposeResult:
        yield Label(LABELS[name])
        yield LineInput(
            id=name, placeholder=HINTS[name], compact=True, max_length=_LONGEST_FIELD, take_lines=self._take_lines
        )

    def _take_lines(self, text: str) -> bool:
        """Several lines are a workout, whichever field they are pasted into, as long as there is none."""
        workout = self.query_one("#text", MarkedText)
        if workout.text.strip():
            return False
        lines = text.strip("\r\n").splitlines()
        workout.insert("\n".join(lines), workout.document.end)
        workout.focus()
        self.notify(f"The {len(lines)} lines were put into the workout.", markup=False)
        return True

    def on_mount(self) -> None:
        """Read the file."""
        file = self._file
        if file is None:
            self._fill(Draft())
            self.query_one("#name", Input).focus()
            return

        def failed(error: TrackclockError) -> None:
            self.notify(clean(str(error)), severity="error", markup=False)
            self.dismiss(None)

        self.ask(lambda: open_draft(file), self._fill_opened, group="open", failed=failed)

    def _fill_opened(self, draft: Draft) -> None:
        if self._is_copy and not draft.is_raw:
            draft = replace(draft, name=f"{draft.name} (copy)")
        self._fill(draft)
        self.query_one("#text", MarkedText).focus()

    def _fill(self, draft: Draft) -> None:
        self._saved = draft
        self._is_raw = draft.is_raw
        self.set_class(draft.is_raw, "-raw")
        for name in FIELDS:
            self.query_one(f"#{name}", Input).value = getattr(draft, name)
        self.set_class(any(getattr(draft, name) for name in FIELDS[3:]), "-options")
        self.query_one("#text", MarkedText).load_text(draft.workout)
        self._is_ready = True
        self._check()
        self._say()

    @property
    def draft(self) -> Draft:
        """What is written now."""
        values = {name: self.query_one(f"#{name}", Input).value for name in FIELDS}
        return Draft(**values, workout=self.query_one("#text", MarkedText).text, is_raw=self._is_raw)

    @property
    def is_changed(self) -> bool:
        """Whether anything is not saved."""
        return self._is_ready and self.draft != self._saved

    # --- following ----------------------------------------------------------------------------------------------------

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Check what is written."""
        event.stop()
        self._check()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Check what is written."""
        event.stop()
        self._check()

    def _check(self) -> None:
        """Check what is written now; while a check runs only the newest text waits for the next."""
        if not self._is_ready:
            return
        if self._is_checking:
            self._is_stale = True
            return
        self._is_checking = True
        draft = self.draft
        self.ask(lambda: self._checker.check(draft), self._take, group="check")

    def _take(self, checked: Checked) -> None:
        self._is_checking = False
        if self._is_stale:
            self._is_stale = False
            self._check()
        if checked.plan is not None:
            self._plan = checked.plan
        self._show_problems(checked.problems)
        self._show_plan(is_current=checked.plan is not None)
        self._say()

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        self._problems = problems
        text = self.query_one("#text", MarkedText)
        text.mark([(each.line, each.column, each.width) for each in problems if each.line is not None])
        fields = {problem.field for problem in problems}
        for name in FIELDS:
            self.query_one(f"#{name}", Input).set_class(name in fields, "-wrong")
        if fields.intersection(FIELDS[3:]):
            self.add_class("-options")
        is_empty = not text.text.strip()
        self.set_class(bool(problems) and not is_empty, "-wrong")
        if problems:
            lines = [problem_text(problem) for problem in problems[:_PROBLEMS_SHOWN]]
            if len(problems) > _PROBLEMS_SHOWN:
                lines.append(Content(f"  and {len(problems) - _PROBLEMS_SHOWN} more"))
            self.query_one("#wrong", Static).update(Content("\n").join(lines))

    def _next_problem(self) -> Problem | None:
        """The first problem behind the cursor, else the first of all."""
        text = self.query_one("#text", MarkedText)
        places = [each for each in self._problems if each.line is not None]
        behind = [each for each in places if ((each.line or 0), each.column) > text.cursor_location]
        if text.has_focus and behind:
            return behind[0]
        return self._problems[0] if self._problems else None

    def _show_plan(self, *, is_current: bool) -> None:
        plan = self._plan
        rows = self.query_one("#plan", RowList)
        if plan is None or not self.query_one("#text", MarkedText).text.strip():
            words = "What you write on the left is read as you type."
            self.query_one("#totals", Static).update(Content.styled(words, MUTED_STYLE))
            self.query_one("#assumed", Static).update("")
            rows.display = False
            return
        rows.display = True
        head = (
            Content.styled(totals(plan), "bold")
            if is_current
            else Content.styled("as it was before the error", MUTED_STYLE)
        )
        self.query_one("#totals", Static).update(head)
        rows.show(len(plan.steps), lambda index: plan_cells(plan, index, is_current=is_current))
        shown = plan.assumptions[:_ASSUMPTIONS_SHOWN]
        assumed = [Content.styled(f"Assumed: {clean(assumption)}", MUTED_STYLE) for assumption in shown]
        if len(plan.assumptions) > len(shown):
            assumed.append(Content.styled(f"and {len(plan.assumptions) - len(shown)} more assumed", MUTED_STYLE))
        self.query_one("#assumed", Static).update(Content("\n").join(assumed))

    def _say(self) -> None:
        what = "New session" if self._file is None else f"{'Copy of' if self._is_copy else 'Edit'} {self._file.name}"
        parts: list[str | tuple[str, str]] = [(clean(what), "bold")]
        if self._is_raw:
            parts.append(("  the file as it stands", MUTED_STYLE))
        if self.is_changed:
            parts.append(("  not saved", SLOWER_STYLE))
        elif self._saved_as:
            parts.append((f"  saved as {clean(self._saved_as)}", MUTED_STYLE))
        self.query_one("#head", Static).update(Content.assemble(*parts))

    # --- doing --------------------------------------------------------------------------------------------------------

    def action_options(self) -> None:
        """Show or hide the options."""
        self.toggle_class("-options")

    def action_problem(self) -> None:
        """Put the cursor where something is wrong; again for the next place."""
        problem = self._next_problem()
        if problem is None:
            self.notify("Nothing is wrong.")
        elif problem.field in FIELDS:
            self.query_one(f"#{problem.field}", Input).focus()
        else:
            text = self.query_one("#text", MarkedText)
            text.focus()
            if problem.line is not None:
                text.move_cursor((problem.line, problem.column), center=True)

    def action_save(self) -> None:
        """Save; where a file would be replaced that was not opened here, ask first."""
        self._wants_run = False
        self._save_if_right()

    def action_run(self) -> None:
        """Save what was changed, and get ready on the session."""
        self._wants_run = True
        self._save_if_right()

    def _save_if_right(self) -> None:
        if self._is_ready:
            draft = self.draft
            self.ask(
                lambda: self._checker.check(draft), lambda checked: self._save_checked(draft, checked), group="save"
            )

    def _run(self, plan: Plan) -> None:
        self._wants_run, self._to_run = False, None
        runs_of(self).start_run(plan, self._file.name if self._file is not None else "")

    def _save_checked(self, draft: Draft, checked: Checked) -> None:
        if checked.plan is None:
            self.notify("There is an error in it; put that right first (F4 goes there).", severity="error")
            self._show_problems(checked.problems)
            return
        file = self._file
        self._to_run = checked.plan if self._wants_run else None
        if self._to_run is not None and file is not None and draft == self._saved:
            self._run(self._to_run)
        elif file is not None and file.path is not None and not self._is_copy and file.path.suffix.lower() == ".toml":
            self._save(file.path, draft, may_replace=stamp_of(file.path) in (file.stamp, None))
        else:
            path = services_of(self).sessions_dir / file_name(draft.name or checked.plan.name)
            self._save(path, draft, may_replace=False)

    def _save(self, path: Path, draft: Draft, *, may_replace: bool) -> None:
        self.ask(
            lambda: save(path, draft, may_replace=may_replace),
            lambda is_saved: self._show_saved(path, draft, is_saved=is_saved),
            group="save",
        )

    def _show_saved(self, path: Path, draft: Draft, *, is_saved: bool) -> None:
        if is_saved:
            self._file = SessionFile(path.name, path, stamp_of(path) or (0, 0))
            self._is_copy = False
            self._saved, self._saved_as = draft, path.name
            self._say()
            if self._to_run is not None:
                self._run(self._to_run)  # with no notice: it would lie over the clock
            else:
                self.notify(f"Saved as {clean(path.name)}.", markup=False)
            return

        def decide(is_wanted: bool | None) -> None:
            if is_wanted:
                self._save(path, draft, may_replace=True)

        question = Question(
            f"Replace {clean(path.name)}?",
            "A file of that name is there, or it was changed elsewhere.\nGive this one another name to keep both.",
            "replace it",
            "do not save",
        )
        self.app.push_screen(ConfirmDialog(question), decide)

    def action_back(self) -> None:
        """Leave; what is not saved is asked about."""
        if not self.is_changed:
            self.dismiss(self._saved_as)
            return

        def decide(is_wanted: bool | None) -> None:
            if is_wanted:
                self.dismiss(self._saved_as)

        question = Question("Leave without saving?", "What you wrote since the last save is lost.", "leave", "stay")
        self.app.push_screen(ConfirmDialog(question), decide)
