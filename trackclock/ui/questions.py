"""Questions that need an answer before something happens.

They exist apart from the dialog that asks them so that whoever asks needs no screen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from trackclock.ui.words import clean


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        text: the question.
        more: what follows from a yes.
        yes: what yes means, in a word or two.
        no: what no means.
        is_leaving: whether a yes only leaves, so that the key that asked, pressed twice, says it as well.
    """

    text: str
    more: str
    yes: str = "yes"
    no: str = "no"
    is_leaving: bool = False


LEAVE = Question(
    "Leave this session?",
    "It is kept as stopped; go on with it from the history.\nThe clock runs on meanwhile, and space still counts.",
    "leave",
    "stay",
    is_leaving=True,
)

LEAVE_GROUP = Question(
    "Leave this group?",
    "Each athlete's session is kept as stopped.\nThe clock runs on meanwhile, and space still counts.",
    "leave",
    "stay",
    is_leaving=True,
)

LEAVE_DEMO = Question(
    "Leave this session?",
    "Nothing of it is kept: a demo has a history of its own.\nThe clock runs on meanwhile, and space still counts.",
    "leave",
    "stay",
    is_leaving=True,
)

SAVE_DRAFT = Question(
    "There is an error in it. Save it as a draft?",
    "A draft is listed with your sessions and can be run once\nthe error is put right (⟨problem⟩ goes there).",
    "save as a draft",
    "go on writing",
)


def while_unsaved(question: Question) -> Question:
    """The question on leaving a session that is not on the disk: nothing is kept yet."""
    _, goes_on = question.more.split("\n")
    return replace(question, more=f"It is NOT SAVED yet: before the app ends, you are asked.\n{goes_on}")


def replacing(name: str) -> Question:
    """Whether a file may be replaced."""
    return Question(
        f"Replace {clean(name)}?",
        "A file of that name is there, or it was changed elsewhere.\nGive this one another name to keep both.",
        "replace it",
        "do not save",
    )
