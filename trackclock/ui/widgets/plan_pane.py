"""What a text that is being written comes to: totals, the unrolled plan, what was assumed.

It exists apart from the editor because it is only shown to and never asks anything.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from trackclock.core.plan import Plan
from trackclock.ui.outline import outline, plan_cells, totals
from trackclock.ui.widgets.cut_off import CutOff
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import MUTED_STYLE, clean

_ASSUMPTIONS_SHOWN = 2
_MOST_ASSUMED = 7
_BESIDE_ASSUMED = 4
"""Rows that what was assumed leaves to the others: two of totals, a head and a step."""
_LOW = 6
"""In fewer rows of the pane a list of steps would show two or three of them."""
_COLUMNS = (Column("#", 3, is_right=True), Column("Step", 14, grows=True), Column("Est.", 7, is_right=True))


class PlanPane(Vertical):
    """The newest plan that could be read."""

    DEFAULT_CSS = """
    PlanPane #totals { height: auto; max-height: 2; }
    PlanPane #outline { height: 1fr; display: none; }
    PlanPane #assumed { height: auto; max-height: 7; color: $faint; }
    PlanPane.-nothing #plan { display: none; }
    PlanPane.-low { & #plan, & #assumed { display: none; } & #totals { max-height: 1; } & #outline { display: block; } }
    PlanPane.-lowest #totals { display: none; }
    PlanPane.-nothing #totals { display: block; }
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        """Nothing is written yet."""
        super().__init__(id=id, classes="-nothing")
        self._plan: Plan | None = None
        self._is_current = True

    def compose(self) -> ComposeResult:
        """Totals, steps, assumptions; in few rows the outline in place of the steps."""
        yield Static(id="totals")
        yield RowList(_COLUMNS, id="plan", is_choosable=False, has_cursor=False)
        yield CutOff(id="outline")
        yield CutOff(id="assumed")

    def on_resize(self) -> None:
        """Say what there is room for: steps before what was assumed, and in few rows all of them in short."""
        height = self.size.height
        self.set_class(height < _LOW, "-low")
        self.set_class(height < 2, "-lowest")
        self.query_one("#assumed", CutOff).styles.max_height = max(0, min(_MOST_ASSUMED, height - _BESIDE_ASSUMED))
        self._show_outline()

    def show(self, plan: Plan | None, *, is_current: bool) -> None:
        """Show a plan.

        Args:
            plan: the newest that could be read; None while nothing is written.
            is_current: whether it is that of the text as it stands.
        """
        rows = self.query_one("#plan", RowList)
        self._plan, self._is_current = plan, is_current
        self.set_class(plan is None, "-nothing")
        self._show_outline()
        if plan is None:
            words = "What you write is read as you type."
            self.query_one("#totals", Static).update(Content.styled(words, MUTED_STYLE))
            self.query_one("#assumed", CutOff).update("")
            return
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
        self.query_one("#assumed", CutOff).update(Content("\n").join(assumed))

    def _show_outline(self) -> None:
        """The whole plan in short, a line each where there are as many rows."""
        plan, room = self._plan, self.size.height - 1
        if plan is None:
            self.query_one("#outline", CutOff).update("")
            return
        lines = [*outline(plan), *(f"Assumed: {clean(assumption)}" for assumption in plan.assumptions)]
        text = "\n".join(lines) if len(lines) <= room else " / ".join(line.strip() for line in lines)
        self.query_one("#outline", CutOff).update(Content.styled(text, "" if self._is_current else MUTED_STYLE))
