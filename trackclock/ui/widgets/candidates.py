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


def apart(candidates: Sequence[Candidate], written: Sequence[str]) -> list[str]:
    """Each candidate in one line, without what all of them begin with: little can be shown, and that has to differ.

    Args:
        candidates: what can be meant.
        written: the lines as they stand, with which a single one is compared.
    """
    if len(candidates) == 1 and len(written) > 1:
        changed = [line for line in candidates[0].lines if line not in written]
        return [f"… / {' / '.join(changed)}"]
    lines = [candidate.session.split("\n") for candidate in candidates]
    same = 0
    while all(len(each) > same + 1 and each[same] == lines[0][same] for each in lines) and len(lines) > 1:
        same += 1
    return [("… / " if same else "") + " / ".join(each[same:]) for each in lines]


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

    def show(self, candidates: Sequence[Candidate], text: str) -> None:
        """Offer these; none: nothing.

        Args:
            candidates: what can be meant.
            text: what is written, of which a single one only shows the lines that it changes.
        """
        self._candidates = tuple(candidates)
        self.set_class(bool(candidates), "-asking")
        asked = "Is this meant?" if len(candidates) == 1 else "Which is meant?"
        numbers = " or ".join(map(str, range(1, len(candidates) + 1)))
        lines = [Content.styled(f"{asked} tab, then {numbers}", "bold")]
        for index, said in enumerate(apart(candidates, text.split("\n"))):
            line = Content.assemble((f" {index + 1} ", "bold $accent"), clean(said))
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
