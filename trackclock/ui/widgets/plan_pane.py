"""What a text that is being written comes to: totals, the unrolled plan, what was assumed.

It exists apart from the editor because it is only shown to and never asks anything.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from trackclock.core.plan import Plan
from trackclock.ui.outline import plan_cells, totals
from trackclock.ui.widgets.cut_off import CutOff
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import MUTED_STYLE, clean

_ASSUMPTIONS_SHOWN = 2
_COLUMNS = (Column("#", 3, is_right=True), Column("Step", 14, grows=True), Column("Est.", 7, is_right=True))


class PlanPane(Vertical):
    """The newest plan that could be read."""

    DEFAULT_CSS = """
    PlanPane #totals { height: auto; max-height: 2; }
    PlanPane #assumed { height: auto; max-height: 7; color: $faint; }
    """

    def compose(self) -> ComposeResult:
        """Totals, steps, assumptions."""
        yield Static(id="totals")
        yield RowList(_COLUMNS, id="plan", is_choosable=False, has_cursor=False)
        yield CutOff(id="assumed")

    def show(self, plan: Plan | None, *, is_current: bool) -> None:
        """Show a plan.

        Args:
            plan: the newest that could be read; None while nothing is written.
            is_current: whether it is that of the text as it stands.
        """
        rows = self.query_one("#plan", RowList)
        rows.display = plan is not None
        if plan is None:
            words = "What you write on the left is read as you type."
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
