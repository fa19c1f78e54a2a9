"""What a text says, as a small tree: blocks of reps, repeats and pauses, with their targets and notes.

It exists between the words and the steps so that the question of what belongs to what is settled on a few shapes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from trackclock.core.notation.targets import NO_TARGET, TargetSpec
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.plan import RecoveryMode, StepKind


class Place(NamedTuple):
    """Where a piece of the text stands.

    Attributes:
        line: line, from 1.
        column: column, from 1.
        width: how many characters it takes.
        text: the piece itself.
    """

    line: int
    column: int
    width: int
    text: str


class Relative(StrEnum):
    """A pause that is told by something other than a number."""

    EQUAL = "equal"
    HALF = "half"
    DOUBLE = "double"
    BACK = "back"
    FULL = "full"
    NONE = "none"


class Scope(StrEnum):
    """What a pause lies between, where the words say so."""

    UNSAID = "unsaid"
    REPS = "reps"
    SETS = "sets"


class Lead(StrEnum):
    """How a pause is brought in."""

    LIST = "list"
    WITH = "with"
    PAREN = "paren"
    SENTENCE = "sentence"
    LABEL = "label"
    ASSUMED = "assumed"


class Whole(StrEnum):
    """What says that a length is that of what follows it."""

    UNSAID = ""
    MADE = "made"
    TURNS = "turns"
    OF = "of"
    COLON = "colon"
    HOLDING = "holding"
    WITH = "with"


@dataclass(slots=True)
class Work:
    """A rep: a length or an exercise.

    Attributes:
        quantity: its length; None for one that ends on a press.
        place: where it stands.
        words: what it is called beside its length ("tempo").
        target: what it is to be run in.
        notes: what else was said.
        pattern: what changes inside it: lengths and words.
        is_easy: whether it is run easily.
        is_optional: whether it may be left out.
        joint: the sign or word that parts it from what stands before.
        is_spoken_for: whether words beside the length make it a rep for certain.
        is_guessed: whether it has a name but no length where one is usual.
        is_many: whether it was named in the plural: "400m repeats".
        is_exercise: whether it is an exercise.
        whole: what says that it is made of what follows, or that this is run inside it.
    """

    quantity: Quantity | None
    place: Place
    words: list[str] = field(default_factory=list)
    target: TargetSpec = NO_TARGET
    notes: list[str] = field(default_factory=list)
    pattern: list[tuple[Quantity, str]] = field(default_factory=list)
    is_easy: bool = False
    is_optional: bool = False
    joint: str = ""
    is_spoken_for: bool = False
    is_guessed: bool = False
    is_many: bool = False
    is_exercise: bool = False
    whole: Whole = Whole.UNSAID

    @property
    def is_bare(self) -> bool:
        """Whether nothing is said of it but its length, remarks aside."""
        return not (self.words or self.target.parts or self.is_spoken_for or self.pattern)

    @property
    def measure(self) -> Measure | None:
        """What its length counts; None where it has none."""
        return self.quantity.measure if self.quantity is not None else None


@dataclass(slots=True)
class Pause:
    """A recovery or rest.

    Attributes:
        quantities: its lengths: one, or as many as there are gaps.
        place: where it stands.
        relative: how it is told where there is no number.
        share: so many millionths of what was run, where it was told in numbers, `three times the rep`.
        mode: how it is spent.
        words: its words, for the label ("slow jog").
        is_rest: whether it was called a rest.
        scope: what it lies between.
        is_after: whether it follows the last one as well.
        selector: the length of the reps that it is for.
        others: more such lengths: of two between which it lies the other, or all that it follows as well.
        lead: how it was brought in.
        notes: what else was said.
        joint: the sign or word that parts it from what stands before.
        is_spread: whether it was told once for several gaps.
        is_fixed: whether it belongs where it stands and nowhere else.
        is_last: whether it was said to follow the last rep.
        is_behind: whether the reps that it is for were said to come before it: "after the 600s".
        numbers: the reps that it was said to follow, from 1; -1 is the last but one, 0 the middle of them; none
            where no number was said.
        is_cycle: whether its length counts from the start of the rep before it.
    """

    quantities: list[Quantity]
    place: Place
    relative: Relative | None = None
    mode: RecoveryMode | None = None
    words: str = ""
    is_rest: bool = False
    scope: Scope = Scope.UNSAID
    is_after: bool = False
    selector: Quantity | None = None
    others: tuple[Quantity, ...] = ()
    lead: Lead = Lead.LIST
    notes: list[str] = field(default_factory=list)
    joint: str = ""
    is_spread: bool = False
    is_fixed: bool = False
    is_last: bool = False
    is_behind: bool = False
    numbers: tuple[int, ...] = ()
    is_cycle: bool = False
    share: Quantity | None = None

    @property
    def is_called_recovery(self) -> bool:
        """Whether it was called a recovery by its name."""
        return "rec" in self.place.text.lower()


@dataclass(slots=True)
class Repeat:
    """So many passes through a body.

    Attributes:
        low: how many passes there are.
        high: how many there may be; above `low`, the passes beyond it are optional.
        body: what one pass consists of; empty where that is still to come, from the lines below.
        place: where its number stands.
        between: the pauses between passes: none, one for all gaps, or one for each.
        is_after: whether a pause follows the last pass as well.
        is_group: whether it was written with brackets.
        is_between_sets: whether what lies between was said to lie between sets.
        joint: the sign or word that parts it from what stands before.
        notes: what else was said.
    """

    low: int
    high: int
    body: list[Node]
    place: Place
    between: list[Pause] = field(default_factory=list)
    is_after: bool = False
    is_group: bool = False
    is_between_sets: bool = False
    joint: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class End:
    """A warm-up or cool-down.

    Attributes:
        kind: which.
        quantity: its length; None for one that ends on a press.
        place: where it stands.
        notes: how it is run, and what else was said.
        joint: the sign or word that parts it from what stands before.
        is_out_of_order: whether reps stand before a warm-up or behind a cool-down.
        is_open: whether it was said to end on a press.
    """

    kind: StepKind
    quantity: Quantity | None
    place: Place
    notes: list[str] = field(default_factory=list)
    joint: str = ""
    is_out_of_order: bool = False
    is_open: bool = False


@dataclass(slots=True)
class Aim:
    """A target that stands apart from the reps that it is for.

    Attributes:
        target: the wishes.
        place: where it stands.
        selector: the length of the reps that it is for; None for all that it can belong to.
        joint: the sign or word that parts it from what stands before.
        is_label: whether it was brought in by a label such as "Intensity:".
    """

    target: TargetSpec
    place: Place
    selector: Quantity | None = None
    joint: str = ""
    is_label: bool = False


@dataclass(slots=True)
class Remark:
    """Words without a meaning for a stopwatch."""

    text: str
    place: Place
    joint: str = ""


@dataclass(slots=True)
class Multiplier:
    """A number of passes that stands behind what is repeated: "x 3", "twice", "repeat 3 times".

    Attributes:
        low: how many passes there are.
        high: how many there may be.
        place: where it stands.
        joint: the sign or word that parts it from what stands before.
        is_all: whether all that stands before is repeated.
        is_more: whether it was told how often beside the first pass, as "repeat" alone tells once.
        steps: the first and last number of the lines that are repeated, where they were named; a last of 0 is all from
            the first on.
        until: the length that the passes come to, where that was told and not their number.
        is_sum: whether that length was told of all lines, with no word that anything is repeated: `total 20 min`.
        course: where a ladder goes from its last step: `on` up to a length, or `back` the same way; empty for passes.
    """

    low: int
    high: int
    place: Place
    joint: str = ""
    is_all: bool = False
    is_more: bool = False
    steps: tuple[int, int] | None = None
    until: Quantity | None = None
    is_sum: bool = False
    course: str = ""


Node: TypeAlias = Work | Pause | Repeat
"""What the steps are made from."""

Item: TypeAlias = Work | Pause | Repeat | End | Aim | Remark | Multiplier
"""What one level of the text is first read into."""


def levels_of(item: Work | Repeat) -> int:
    """How many repeats are nested in one another."""
    levels = 0
    node: Node = item
    while isinstance(node, Repeat) and node.body:
        levels += node.high > 1
        if len(node.body) > 1:
            levels += not any(isinstance(inner, Pause) for inner in node.body)
            break
        node = node.body[0]
    return levels


def works_of(items: Sequence[Item]) -> Iterator[Work]:
    """The reps of a level in order, those inside repeats too."""
    for item in items:
        if isinstance(item, Work):
            yield item
        elif isinstance(item, Repeat):
            yield from works_of(item.body)


def first_work(item: Item | None) -> Work | None:
    """The first rep of a piece; None if it begins with none."""
    while isinstance(item, Repeat) and item.body:
        item = item.body[0]
    return item if isinstance(item, Work) else None


def last_work(item: Item | None) -> Work | None:
    """The last rep of a piece; None if it ends in none."""
    while isinstance(item, Repeat) and item.body:
        item = next((node for node in reversed(item.body) if not isinstance(node, Pause)), item.body[0])
    return item if isinstance(item, Work) else None
