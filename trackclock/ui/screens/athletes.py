"""Who runs a session as a group: chosen before the start, in the order of their keys.

It exists so that a coach sees every athlete with the key and the target that they will have, before the clock runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from trackclock.application.athletes import Athlete, find, read_typed
from trackclock.application.entrants import Gathered, aim_of, entrants_of, names_in, starts_ms, with_rests
from trackclock.core.commands import key_of
from trackclock.core.group.entrant import MOST
from trackclock.core.group.names import same_name
from trackclock.core.plan import Plan, Rests, Stagger
from trackclock.errors import TrackclockError
from trackclock.formats.athletes_text import parse_stagger, stagger_text
from trackclock.keys import Scope, commands_of
from trackclock.keys.group import ATHLETES
from trackclock.keys.names import SPACE
from trackclock.keys.registry import BY_ID
from trackclock.ui import navigation
from trackclock.ui.access import keymap_of, services_of, shell_of
from trackclock.ui.away.listed import Listed
from trackclock.ui.away.screen import AwayScreen
from trackclock.ui.questions import Question
from trackclock.ui.widgets.cut_off import CutOff
from trackclock.ui.widgets.keys import HELP, KeyLine, bindings_of
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import MUTED_STYLE, SLOWER_STYLE, clean

KEYS = commands_of(Scope.ATHLETES)

_COLUMNS = (
    Column("Key", 3),
    Column("Athlete", 12, grows=True),
    Column("Group", 8, rank=2),
    Column("Target", 16, rank=1),
    Column("Start", 8, is_right=True, rank=3),
)
_USUAL_GAP_MS = 5_000
_RESTS: tuple[Rests | None, ...] = (None, Rests.TOGETHER, Rests.OWN)
_RESTS_WORDS = {None: "as planned", Rests.TOGETHER: "from the last one in", Rests.OWN: "each their own"}


class AthletesScreen(AwayScreen[None], Listed):
    """Chooses who is there, and gets ready with them above itself: escape leads from there back to who was chosen."""

    DEFAULT_CSS = """
    AthletesScreen > #how { height: auto; padding: 0 1; }
    AthletesScreen > #notice { height: auto; max-height: 3; padding: 0 1; display: none; }
    AthletesScreen.-notice > #notice { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS)]
    keys = KEYS
    only_leads_on = True

    def __init__(self, plan: Plan, begin: Callable[[Gathered], object]) -> None:
        """Begin with those whom the plan names, or else with the last group.

        Args:
            plan: what is run.
            begin: gets ready with the group, above this screen.
        """
        super().__init__()
        self._plan, self._begin = plan, begin
        self._athletes: tuple[Athlete, ...] = ()
        self._names: list[str] = []
        self._chosen: list[str] = []
        self._stagger: Stagger | None = None
        self._rests: Rests | None = None

    def compose(self) -> ComposeResult:
        """Head, how they start and rest, the athletes, keys."""
        yield Static(id="head")
        yield Static(id="how")
        yield CutOff(id="notice")
        yield RowList(_COLUMNS, id="list")
        yield Static(id="empty")
        yield KeyLine(KEYS, more=(HELP,))

    def on_mount(self) -> None:
        """Read the athletes, and offer the group that is likely."""
        services, settings = services_of(self), shell_of(self).settings
        try:
            self._athletes = services.athletes
        except TrackclockError as error:
            self.query_one("#notice", CutOff).update(Content.styled(clean(str(error).partition("\n")[0]), SLOWER_STYLE))
            self.add_class("-notice")
        named = list(names_in(self._plan, self._athletes))
        last = [self._called(name) for name in settings.group]
        self._chosen = (named or last)[:MOST]
        self._stagger = self._plan.stagger or (None if named else _remembered(settings.stagger))
        self._list([*named, *last])
        self._show()

    # --- showing ------------------------------------------------------------------------------------------------------

    def _called(self, name: str) -> str:
        """What somebody is called now."""
        found = find(self._athletes, name)
        return found.name if found is not None else name

    def _list(self, others: Sequence[str]) -> None:
        """List the athletes of the user's own file, and others behind them."""
        names = {same_name(name): name for name in (*[one.name for one in self._athletes], *others)}
        self._names = list(names.values())

    def _show(self, cursor: int | None = None) -> None:
        self.rows.show(len(self._names), self._cells, cursor=self.rows.cursor if cursor is None else cursor)
        empty = f"There are no athletes yet.\nPress {key_of('new')} to add one: a name, and if you like a pace group."
        self.show_empty(empty, is_empty=not self._names)
        self._say()

    def _say(self) -> None:
        count = f"{len(self._chosen)} of at most {MOST}"
        self.show_head(("Who is there?", "bold"), f"  {clean(self._plan.name)}", (f"  {count}", MUTED_STYLE))
        if self._stagger is None:
            starts = "all together"
        elif self._stagger.by_group:
            starts = f"by pace group, {stagger_text(replace(self._stagger, by_group=False))} apart"
        else:
            starts = f"one by one, {stagger_text(self._stagger)} apart"
        words = Content.assemble(
            ("Starts: ", MUTED_STYLE), starts, ("   Rests: ", MUTED_STYLE), _RESTS_WORDS[self._rests]
        )
        self.query_one("#how", Static).update(words)

    def _cells(self, index: int) -> Sequence[Content | str]:
        name = self._names[index]
        known = find(self._athletes, name)
        group = clean(known.pace_group) if known is not None else ""
        if name not in self._chosen:
            texts = ("·", clean(name), group, self._target(name), "")
            return [Content.styled(text, MUTED_STYLE) for text in texts]
        number = self._chosen.index(name)
        key = keymap_of(self).shown(BY_ID[ATHLETES[number]])
        return (Content.styled(key, "bold $accent"), clean(name), group, self._target(name), self._start(number))

    def _target(self, name: str) -> str:
        """What somebody is asked for in words: their own target, or their goal."""
        known = find(self._athletes, name)
        aim = aim_of(self._plan, name, self._athletes)
        if aim:
            return clean(f"@ {aim}")
        return clean(f"goal {known.goal}") if known is not None and known.goal else ""

    def _start(self, number: int) -> str:
        """How long after the first somebody starts."""
        after_ms = starts_ms(self._chosen, self._athletes, self._stagger)[number]
        return f"+{stagger_text(Stagger(after_ms))}" if after_ms else ""

    # --- choosing -----------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """The space bar chooses, as everywhere in lists of boxes; no press counts here, since no clock runs."""
        if event.key == SPACE:
            event.stop()
            event.prevent_default()
            self.action_choose()

    def action_open(self) -> None:
        """A click on the row under the cursor chooses."""
        self.action_choose()

    @property
    def _under_cursor(self) -> str | None:
        return self._names[self.rows.cursor] if self.rows.cursor < len(self._names) else None

    def action_choose(self) -> None:
        """The athlete under the cursor is there, or is not."""
        name = self._under_cursor
        if name is None:
            return
        if name in self._chosen:
            self._chosen.remove(name)
        elif len(self._chosen) < MOST:
            self._chosen.append(name)
        else:
            self.notify(f"A group has at most {MOST} athletes: there are no more keys.")
            return
        self._show(min(self.rows.cursor + 1, len(self._names) - 1))

    def action_stagger(self) -> None:
        """Start together, one after the other, or by pace group."""
        gap_ms = self._plan.stagger.gap_ms if self._plan.stagger is not None else _USUAL_GAP_MS
        ways = (None, Stagger(gap_ms), Stagger(gap_ms, by_group=True))
        self._stagger = ways[(ways.index(self._stagger) + 1) % len(ways)] if self._stagger in ways else None
        self._show()

    def action_rests(self) -> None:
        """Rests as planned, together, or each their own."""
        self._rests = _RESTS[(_RESTS.index(self._rests) + 1) % len(_RESTS)]
        self._say()

    def action_run(self) -> None:
        """Get ready with those who are chosen, and remember them."""
        plan = with_rests(self._plan, self._rests)
        try:
            entrants = entrants_of(plan, self._chosen, self._athletes, self._stagger)
        except TrackclockError as error:
            self._refuse(error)
            return
        shell = shell_of(self)
        stagger = "" if self._stagger is None else stagger_text(self._stagger)
        shell.remember(replace(shell.settings, group=tuple(self._chosen), stagger=stagger))
        self._begin(Gathered(plan, entrants))

    def _refuse(self, error: TrackclockError) -> None:
        self.notify(clean(str(error).partition("\n")[0]), severity="error", markup=False)

    # --- the user's own file ------------------------------------------------------------------------------------------

    def action_new(self) -> None:
        """Add an athlete to the user's own file, and choose them."""

        def then(text: str | None) -> None:
            if text:
                self._change(lambda: self._added(text), read_typed(text).name)

        title = "Who is it? A name; behind commas the pace group and the goal, if any"
        self.app.push_screen(navigation.ask_line(title, "", "Ana, A, 5k 19:30", _refusal_of_typed), then)

    def _added(self, text: str) -> tuple[Athlete, ...]:
        from trackclock.application.athletes_edit import add_athlete

        return add_athlete(services_of(self).config_dir, read_typed(text))

    def action_rename(self) -> None:
        """Give the athlete under the cursor another name; what was run under the old one stays theirs."""
        if (athlete := self._own("renamed")) is None:
            return
        name = athlete.name

        def then(text: str | None) -> None:
            if text and text != name:
                self._change(lambda: self._renamed(name, text), text, instead_of=name)

        title = f"Another name for {name}; the history stays theirs"
        self.app.push_screen(navigation.ask_line(title, name, "the name", _refusal_of_name), then)

    def _renamed(self, name: str, text: str) -> tuple[Athlete, ...]:
        from trackclock.application.athletes_edit import checked_name, rename_athlete

        return rename_athlete(services_of(self).config_dir, name, checked_name(text))

    def action_delete(self) -> None:
        """Take the athlete under the cursor out of the user's own file, if that is wanted."""
        if (athlete := self._own("taken out")) is None:
            return
        name = athlete.name

        def then(is_wanted: bool | None) -> None:
            if is_wanted:
                self._change(lambda: self._removed(name), "", instead_of=name)

        question = Question(
            f"Take {clean(name)} out of the list?",
            "What they have run stays in the history.\nAdd them again under the same name to go on with it.",
            "take out",
            "keep",
        )
        self.app.push_screen(navigation.confirm(question), then)

    def _removed(self, name: str) -> tuple[Athlete, ...]:
        from trackclock.application.athletes_edit import remove_athlete

        return remove_athlete(services_of(self).config_dir, name)

    def _own(self, what: str) -> Athlete | None:
        """The athlete under the cursor, if they stand in the user's own file; else it is said where they stand."""
        name = self._under_cursor
        found = find(self._athletes, name) if name is not None else None
        if name is not None and found is None:
            words = f"{clean(name)} stands in the session file or the last group, and cannot be {what} here."
            self.notify(words, markup=False)
        return found

    def _change(self, change: Callable[[], tuple[Athlete, ...]], name: str, instead_of: str = "") -> None:
        """Change the user's own file, and show the athletes as they are now.

        Args:
            change: does it.
            name: who is new or has another name; empty for nobody.
            instead_of: whose place they take; empty for one more.
        """
        try:
            self._athletes = services_of(self).athletes = change()
        except TrackclockError as error:
            self._refuse(error)
            return
        self.remove_class("-notice")
        name = self._called(name) if name else ""
        others = [each for each in self._names if each != instead_of]
        if instead_of in self._chosen:
            self._chosen = [each for old in self._chosen if (each := name if old == instead_of else old)]
        elif name and not instead_of and len(self._chosen) < MOST:
            self._chosen.append(name)
        self._list(others)
        self._show(self._names.index(name) if name in self._names else None)


def _remembered(text: str) -> Stagger | None:
    """How the last group started; together where that cannot be read."""
    try:
        return parse_stagger(text) if text else None
    except ValueError:
        return None


def _refusal_of_typed(text: str) -> str:
    """Why somebody cannot be added as they were typed, empty if they can."""
    try:
        read_typed(text)
    except TrackclockError as error:
        return clean(str(error))
    return ""


def _refusal_of_name(text: str) -> str:
    """Why that cannot be a name, empty if it can."""
    from trackclock.application.athletes_edit import checked_name

    try:
        checked_name(text)
    except TrackclockError as error:
        return clean(str(error))
    return ""
