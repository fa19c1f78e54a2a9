"""The sessions that a text may mean, to choose one from.

It exists as a list of one line each that takes digits, so that a question is answered by one key.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from trackclock.ui.words import clean

if TYPE_CHECKING:
    from trackclock.core.notation import Candidate


def apart(sessions: Sequence[str]) -> list[str]:
    """Sessions of several lines as one line each, without the lines that all of them begin with.

    Where little can be shown, what they differ in has to be what is shown.
    """
    lines = [session.split("\n") for session in sessions]
    same = 0
    while len(lines) > 1 and all(len(each) > same + 1 and each[same] == lines[0][same] for each in lines):
        same += 1
    begins = "… / " if same else ""
    return [begins + " / ".join(each[same:]) for each in lines]


class Candidates(Static, can_focus=True):
    """Hidden while there is nothing to choose from."""

    DEFAULT_CSS = """
    Candidates { height: auto; display: none; padding: 0 1; background: $panel; text-wrap: nowrap;
        text-overflow: ellipsis; }
    Candidates.-asking { display: block; }
    Candidates:focus { background: $primary 35%; }
    """

    class Chosen(Message):
        """One of them is meant."""

        def __init__(self, candidate: Candidate) -> None:
            """Say which."""
            super().__init__()
            self.candidate = candidate

    def __init__(self) -> None:
        """Begin without any."""
        super().__init__(id="candidates")
        self._candidates: tuple[Candidate, ...] = ()
        self.auto_links = False  # what can be clicked is not underlined

    def show(self, candidates: Sequence[Candidate]) -> None:
        """Offer these; none: nothing."""
        self._candidates = tuple(candidates)
        self.set_class(bool(candidates), "-asking")
        numbers = " or ".join(map(str, range(1, len(candidates) + 1)))
        lines = [Content.styled(f"Which is meant? tab, then {numbers}", "bold")]
        for index, text in enumerate(apart([candidate.session for candidate in candidates])):
            line = Content.assemble((f" {index + 1} ", "bold $accent"), clean(text))
            lines.append(line.stylize(Style.from_meta({"@click": f"choose({index})"})))
        self.update(Content("\n").join(lines))

    def on_key(self, event: events.Key) -> None:
        """A digit chooses."""
        if event.character is not None and event.character in "123456789":
            event.stop()
            self.action_choose(int(event.character) - 1)

    def action_choose(self, index: int) -> None:
        """Say which one is meant.

        Args:
            index: its place in the list, from 0.
        """
        if index < len(self._candidates):
            self.post_message(self.Chosen(self._candidates[index]))
