"""A plan as notation for a person: words wherever words can say it, and a line for what they cannot.

It exists because what a coach wrote beside a recovery ("until you get your breath back") can be more than the notation
says in one place; the plan then went out as one JSON object a step, which nobody reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from trackclock.core.notation import tidy
from trackclock.core.notation.exact import is_exact
from trackclock.core.notation.labels import length_text, time_text
from trackclock.core.plan import ByCycle, Open, Plan, Step, StepKind, Target


@dataclass(frozen=True, slots=True)
class Words:
    """A plan as it is printed.

    Attributes:
        text: the notation, without a last line break.
        remark: what of the plan stands otherwise in it than it was written, and why; empty where nothing does.
    """

    text: str
    remark: str = ""


def plan_words(plan: Plan) -> Words:
    """The workout of a plan in tidy notation that a person can read.

    Args:
        plan: any plan.

    Returns:
        What reads back as the same plan; else what is run alike, with the words beside its steps as notes or left out;
        else, where the notation cannot say what is run, the exact form.
    """
    text = tidy(plan)
    if not is_exact(text):
        return Words(text)
    for way in _WAYS:
        steps = tuple(map(way.make, plan.steps))
        shown = tidy(replace(plan, steps=steps))
        if not is_exact(shown):
            lost = ", ".join(f"'{words}'" for words in _said_otherwise(plan.steps, steps))
            return Words(shown, f"{way.told}: {lost}" if lost else way.told)
    return Words(text, "the notation cannot say this session; each step stands in its exact form")


@dataclass(frozen=True, slots=True)
class _Way:
    """How a plan that has no words of its own is said all the same.

    Attributes:
        make: what becomes of each step.
        told: what is said about it.
    """

    make: Callable[[Step], Step]
    told: str


def _with_notes(step: Step) -> Step:
    """A step by its plain name, with what else it was called as a note."""
    plain = _plain(step)
    beside = tuple(word for word in _beside(step, plain) if word not in step.notes)
    return replace(plain, notes=(*beside, *step.notes))


def _without_words(step: Step) -> Step:
    """A step by its plain name alone."""
    return replace(_plain(step), notes=())


def _alone(step: Step) -> Step:
    """A step that is part of no repeat."""
    return replace(step, rep=1, reps=1, set=1, sets=1, group=0) if step.rep is not None else step


def _of_pauses(make: Callable[[Step], Step]) -> Callable[[Step], Step]:
    """The same for recoveries and rests only: what a rep is called can say where it is run."""
    return lambda step: make(step) if step.is_pause else step


_NOTED = "some words stand as notes, since the notation cannot say them in their place"
_LEFT_OUT = "some words are left out, since the notation cannot say them"

_WAYS = (
    _Way(_of_pauses(_with_notes), _NOTED),
    _Way(_with_notes, _NOTED),
    _Way(_of_pauses(_without_words), _LEFT_OUT),
    _Way(_without_words, _LEFT_OUT),
    _Way(_alone, "each rep stands alone, since the notation cannot say these repeats"),
)
"""From what keeps most to what keeps only what is run."""


def _plain(step: Step) -> Step:
    """The same length of the same kind, called as the notation calls it where no other words are given."""
    length, target = length_text(step.end), step.target
    mode = step.mode.value if step.mode is not None else ""
    if step.kind is StepKind.REP:
        label = step.label if isinstance(step.end, Open) else length
    elif step.is_pause and not isinstance(step.end, ByCycle):
        label = f"{length} {mode or step.kind.value}".strip()
    else:
        label = step.label
    if target is not None and target.low_ms is not None and target.high_ms is not None and not target.each_faster:
        low, high = time_text(target.low_ms), time_text(target.high_ms)
        target = Target(low if low == high else f"{low} - {high}", target.low_ms, target.high_ms, False, target.laps_ms)
    return replace(step, label=label, target=target)


def _beside(step: Step, plain: Step) -> Iterator[str]:
    """What a step was called beside its plain name, and its target in the words in which it was written."""
    known = set(plain.label.casefold().split())
    words = " ".join(word for word in step.label.split() if word.casefold() not in known)
    if words:
        yield words
    if step.target is not None and plain.target is not None and step.target.text != plain.target.text:
        yield step.target.text


def _said_otherwise(steps: Sequence[Step], others: Sequence[Step]) -> list[str]:
    """What some steps are called that others in their place are not, each once."""
    found: dict[str, None] = {}
    for step, other in zip(steps, others, strict=True):
        if step.label != other.label or step.target != other.target:
            found |= dict.fromkeys(_beside(step, _plain(step)))
        found |= dict.fromkeys(note for note in step.notes if note and note not in other.notes)
    return list(found)
