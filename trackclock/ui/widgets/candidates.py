"""The sessions that a text may mean, to choose one from.

It exists as a list of one line each that takes digits, so that a question is answered by one key.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from trackclock.ui.cells import cut_text
from trackclock.ui.words import clean

if TYPE_CHECKING:
    from trackclock.core.notation import Candidate


def apart(candidates: Sequence[Candidate], written: Sequence[str], width: int) -> list[str]:
    """Each candidate in one line: whole where all have the room, else the words that tell it from the others.

    Args:
        candidates: what can be meant.
        written: the lines as they stand, with which a single one is compared.
        width: how many characters a line has room for.
    """
    if len(candidates) == 1 and len(written) > 1:
        changed = [line for line in candidates[0].lines if line not in written]
        return [f"… / {' / '.join(changed)}"]
    texts = [candidate.session.replace("\n", " / ") for candidate in candidates]
    if len(texts) < 2 or max(map(cell_len, texts)) <= width:
        return texts
    return _told_apart([text.split(" ") for text in texts], width)


def _told_apart(texts: Sequence[Sequence[str]], width: int) -> list[str]:
    """Each text by the words that others have otherwise; those that look alike in the room there is, by their own."""
    shown = [_differing(text, [other for other in texts if other is not text], width) for text in texts]
    for look in {visible(line, width) for line in shown}:
        alike = [index for index, line in enumerate(shown) if visible(line, width) == look]
        if 1 < len(alike) < len(texts):
            for index, line in zip(alike, _told_apart([texts[index] for index in alike], width), strict=True):
                shown[index] = line
    return shown


def visible(line: str, width: int) -> str:
    """What is seen of a line in so many columns."""
    return cut_text(line, width)


def _differing(words: Sequence[str], others: Sequence[Sequence[str]], width: int) -> str:
    """The words that one of several texts has otherwise than another, with as many beside them as there is room for."""
    differs = [
        (first, max(behind, first))
        for other in others
        for how, first, behind, _, _ in SequenceMatcher(None, words, other, autojunk=False).get_opcodes()
        if how != "equal"
    ]
    line = _with_beside(words, differs, 1)
    for beside in range(2, len(words) + 1):
        longer = _with_beside(words, differs, beside)
        if cell_len(longer) > width:
            break
        line = longer
    return line


def _with_beside(words: Sequence[str], places: Sequence[tuple[int, int]], beside: int) -> str:
    """Some places of a text with so many words on either side, and dots for the rest."""
    shown = {at for first, behind in places for at in range(max(first - beside, 0), min(behind + beside, len(words)))}
    pieces: list[str] = []
    for at in sorted(shown):
        if at - 1 in shown:
            pieces[-1] += f" {words[at]}"
        else:
            pieces.append(words[at])
    text = " … ".join(pieces)
    return f"{'' if 0 in shown else '… '}{text}{'' if len(words) - 1 in shown else ' …'}"


_NUMBER = 3
"""The columns of an answer's number, with the blanks around it."""


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
        self._written: tuple[str, ...] = ()
        self.auto_links = False  # what can be clicked is not underlined

    def show(self, candidates: Sequence[Candidate], text: str) -> None:
        """Offer these; none: nothing.

        Args:
            candidates: what can be meant.
            text: what is written, of which a single one only shows the lines that it changes.
        """
        self._candidates, self._written = tuple(candidates), tuple(text.split("\n"))
        self._write()

    def on_resize(self) -> None:
        """Tell them apart in the room that there is now."""
        self._write()

    def _write(self) -> None:
        candidates = self._candidates
        self.set_class(bool(candidates), "-asking")
        asked = "Is this meant?" if len(candidates) == 1 else "Which is meant?"
        numbers = " or ".join(map(str, range(1, len(candidates) + 1)))
        lines = [Content.styled(f"{asked} tab, then {numbers}", "bold")]
        room = (self.size.width or self.app.size.width) - _NUMBER
        for index, said in enumerate(apart(candidates, self._written, room)):
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
