"""The editor: the coach's text on one side, what it says on the other, following each keystroke.

It exists because runners do not write TOML: they have a line from a club's web page, and want to see what it comes to.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static, TextArea

from trackclock.application.draft import (
    FIELDS,
    Checked,
    Checker,
    Draft,
    candidates,
    open_draft,
)
from trackclock.application.editing import Edited
from trackclock.application.new_name import is_session
from trackclock.application.problems import Problem
from trackclock.application.session_file import SessionFile
from trackclock.core.notation import Candidate
from trackclock.core.plan import Plan
from trackclock.core.short_name import short_name
from trackclock.errors import TrackclockError
from trackclock.kept_words import KeptWords
from trackclock.keys import Scope, commands_of
from trackclock.ui.access import services_of
from trackclock.ui.away.saving_file import SavesFile
from trackclock.ui.away.screen import AwayScreen
from trackclock.ui.fields import EXAMPLE, head_text, problems_text
from trackclock.ui.left_words import WORDS_KEYS, OffersWords
from trackclock.ui.widgets.candidates import Candidates
from trackclock.ui.widgets.cut_off import CutOff
from trackclock.ui.widgets.header_fields import OPTIONS, HeaderFields
from trackclock.ui.widgets.keys import KeyLine, bindings_of
from trackclock.ui.widgets.marked_text import MarkedText
from trackclock.ui.widgets.offer_line import OfferLine
from trackclock.ui.widgets.plan_pane import PlanPane
from trackclock.ui.words import clean

KEYS = commands_of(Scope.EDITOR)
_WITHOUT_ERROR = tuple(command for command in KEYS if command.id != "problem")


class EditorScreen(AwayScreen[str | None], OffersWords, SavesFile):
    """Writes a session file; gives back the name of the file that was saved last, or None."""

    DEFAULT_CSS = """
    EditorScreen .fields { height: 1; padding: 0 1; }
    EditorScreen .fields Label { width: auto; color: $faint; padding-right: 1; }
    EditorScreen .fields Input { width: 1fr; height: 1; border: none; padding: 0; margin-right: 2;
        background: $background; }
    EditorScreen .fields Input:focus { background: $primary 35%; }
    EditorScreen .fields Input.-wrong { background: $error 40%; }
    EditorScreen #options { display: none; height: auto; }
    EditorScreen .part { layout: horizontal; height: auto; }
    EditorScreen.-narrow .part { layout: vertical; }
    EditorScreen.-narrow #options { & .fields { padding: 0; } & Input { margin-right: 1; } }
    EditorScreen.-options #options { display: block; }
    EditorScreen.-raw .fields { display: none; }
    EditorScreen > #body { height: 1fr; }
    EditorScreen #left { width: 1fr; }
    EditorScreen #right { width: 1fr; border-left: solid $faint 50%; padding: 0 1; }
    EditorScreen.-narrow { & > #body { layout: vertical; } & #left { height: 3fr; min-height: 2; } }
    EditorScreen.-narrow #right { height: 2fr; min-height: 3; border-left: none; border-top: solid $faint 50%; }
    EditorScreen.-narrow.-few-rows #right { min-height: 2; border-top: none; background: $panel; }
    EditorScreen > #wrong { height: auto; max-height: 3; padding: 0 1; color: $error; display: none; }
    EditorScreen.-wrong > #wrong { display: block; }
    EditorScreen.-narrow.-options > #wrong { max-height: 2; }
    EditorScreen.-few-rows > #wrong { max-height: 2; }
    EditorScreen.-few-rows.-options { & > #wrong { max-height: 1; } & > #head, & > OfferLine { display: none; } }
    EditorScreen.-few-rows #candidates { max-height: 3; }
    EditorScreen > ToastRack { dock: top; align: right top; margin: 1 0 0 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of((*KEYS, *WORDS_KEYS))]
    AUTO_FOCUS = ""
    # The plan stands below the text where there is no room beside it.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (64, "-stacked"), (100, "-wide")]  # noqa: RUF012 - Textual's own way
    keys = (*KEYS, *WORDS_KEYS)

    def __init__(
        self, file: SessionFile | None = None, *, is_copy: bool = False, words: KeptWords | None = None
    ) -> None:
        """Edit a file.

        Args:
            file: which; None for a new one.
            is_copy: whether it is saved as a file of its own.
            words: what was written here and not saved, to go on with it.
        """
        super().__init__()
        self._file = file
        self._is_copy = is_copy or (file is not None and file.path is None)
        self._words = words
        self.edited: Edited
        self.checker = Checker()
        self._plan: Plan | None = None
        self._problems: tuple[Problem, ...] = ()
        self._is_checking = False
        self._is_stale = False
        self._is_raw = False
        self._is_icu = False
        self.is_ready = False

    def compose(self) -> ComposeResult:
        """Head, fields, text and plan, what is wrong, keys."""
        yield Static(id="head")
        yield OfferLine(WORDS_KEYS, id="left-words")
        yield HeaderFields(lambda lines: self.query_one("#text", MarkedText).take_lines(lines), self._take_line)
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield MarkedText(id="text", placeholder=EXAMPLE)
                yield Candidates()
            yield PlanPane(id="right")
        yield CutOff(id="wrong")
        yield KeyLine(_WITHOUT_ERROR)

    def on_mount(self) -> None:
        """Read the file, or bring back what was left."""
        file = self._file
        self.edited = Edited(services_of(self), file, is_copy=self._is_copy)
        if file is None:
            self._fill(Draft())
            self._header.field("name").focus()
            return

        def failed(error: TrackclockError) -> None:
            if self._words is not None:  # they are more than the file that is gone
                self._fill(Draft())
                return
            self.complain(error)
            self.dismiss(None)

        self.ask(lambda: open_draft(file), self._fill_opened, group="open", failed=failed, is_awaited=True)

    def on_unmount(self) -> None:
        """What is not saved stays, and is offered."""
        self.edited.leave()

    def _fill_opened(self, draft: Draft) -> None:
        if self._is_copy and not draft.is_raw:
            draft = replace(draft, name=f"{draft.name} (copy)")
        self._fill(draft)
        self.query_one("#text", MarkedText).focus()

    def _fill(self, draft: Draft) -> None:
        self.edited.saved = draft
        self._put_in(draft)
        self.is_ready = True
        self._check()
        self.say()
        if self._words is not None:
            self.restore(self._words)
        else:
            self.look_for_words()

    def _put_in(self, draft: Draft) -> None:
        self._is_raw, self._is_icu = draft.is_raw, draft.is_icu
        self.set_class(draft.is_raw, "-raw")
        self._header.fill(draft)
        self.set_class(any(getattr(draft, name) for name in OPTIONS), "-options")
        self.query_one("#text", MarkedText).load_text(draft.workout)

    def _take_line(self, line: str) -> bool:
        """A session that is pasted into the name is the workout, as long as there is none."""
        text = self.query_one("#text", MarkedText)
        return not text.text.strip() and is_session(line) and text.take_lines(line)

    def is_wanted(self, words: KeptWords) -> bool:
        """What was written here and not saved."""
        return self.edited.is_about(words)

    def restore(self, words: KeptWords) -> None:
        """Write on where somebody was cut off; what stands here meanwhile is offered in its stead."""
        draft = self.edited.take(words)
        if draft is None:
            self.notify("Another trackclock has these words.")
        else:
            self._put_in(draft)
            self.query_one("#text", MarkedText).focus()
        self.look_for_words()

    @property
    def _header(self) -> HeaderFields:
        return self.query_one(HeaderFields)

    @property
    def draft(self) -> Draft:
        """What is written now."""
        text = self.query_one("#text", MarkedText).text
        return Draft(**self._header.values, workout=text, is_raw=self._is_raw, is_icu=self._is_icu)

    @property
    def is_changed(self) -> bool:
        """Whether anything is not saved."""
        return self.is_ready and self.draft != self.edited.saved

    # --- following ----------------------------------------------------------------------------------------------------

    @on(TextArea.Changed)
    @on(Input.Changed)
    def take_note(self, event: TextArea.Changed | Input.Changed) -> None:
        """Check what is written."""
        event.stop()
        self._check()

    def _check(self) -> None:
        """Check what is written now; while a check runs only the newest text waits for the next."""
        if not self.is_ready:
            return
        draft = self.draft
        self.edited.keep(draft)
        if self._is_checking:
            self._is_stale = True
            return
        self._is_checking = True
        self.ask(lambda: self.checker.check(draft), self._take, group="check")

    def _take(self, checked: Checked) -> None:
        self._is_checking = False
        if self._is_stale:
            self._is_stale = False
            self._check()
        if checked.plan is not None:
            self._plan = checked.plan
        self.show_problems(checked.problems)
        self._show_plan(is_current=checked.plan is not None)
        self.say()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Mark and tell what is wrong."""
        self._problems = problems
        text = self.query_one("#text", MarkedText)
        text.mark([(each.line, each.column, each.width) for each in problems if each.line is not None])
        fields = {problem.field for problem in problems}
        self._header.mark(fields)
        if fields.intersection(OPTIONS):
            self.add_class("-options")
        is_empty = not text.text.strip()
        is_wrong = bool(problems) and not is_empty
        self.set_class(is_wrong, "-wrong")
        self.query_children(KeyLine).first().show(KEYS if is_wrong else _WITHOUT_ERROR)
        if problems:
            self.query_one("#wrong", CutOff).update(problems_text(problems))
        draft = self.draft
        is_asked = any(problem.line is not None for problem in problems) and not is_empty
        found = (lambda: candidates(draft)) if is_asked else tuple[Candidate, ...]
        self.ask(found, lambda meant: self.query_one(Candidates).show(meant, draft.workout), group="candidates")

    def on_candidates_chosen(self, event: Candidates.Chosen) -> None:
        """Write the doubtful line so that it says what was meant."""
        event.stop()
        self.query_one("#text", MarkedText).write_lines(event.candidate.lines)

    def _next_problem(self) -> Problem | None:
        """The first problem behind the cursor, else the first of all."""
        text = self.query_one("#text", MarkedText)
        places = [each for each in self._problems if each.line is not None]
        behind = [each for each in places if ((each.line or 0), each.column) > text.cursor_location]
        if text.has_focus and behind:
            return behind[0]
        return self._problems[0] if self._problems else None

    def _show_plan(self, *, is_current: bool) -> None:
        is_empty = not self.query_one("#text", MarkedText).text.strip()
        plan = None if is_empty else self._plan
        self._header.hint(name=clean(short_name(plan)) if plan is not None else "")
        self.query_one(PlanPane).show(plan, is_current=is_current)

    def say(self) -> None:
        """Say at the top which file it is, and whether all of it is saved."""
        self.query_one("#head", Static).update(head_text(self.edited, self.draft))

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
            self._header.field(problem.field).focus()
        else:
            text = self.query_one("#text", MarkedText)
            text.focus()
            if problem.line is not None:
                text.move_cursor((problem.line, problem.column), center=True)

    def action_remark(self) -> None:
        """Make the line a remark, which is not run; or make a line of the remark."""
        self.query_one("#text", MarkedText).toggle_remark()

    def name_it(self, name: str) -> None:
        """Show the name that a session got which had none."""
        self._header.fill_in(name=name)

    def action_back(self) -> None:
        """Leave; what is not saved is saved, if that is wanted."""
        self.leave_or_ask()

    def give_up(self) -> None:
        """What is not saved is not wanted."""
        self.edited.give_up()

    def leave(self) -> None:
        """Leave; what is not saved is offered at the next start."""
        self.dismiss(self.edited.saved_as)
