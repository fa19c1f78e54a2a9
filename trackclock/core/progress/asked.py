"""What the plan asks of its reps beyond their times: whether each is to be faster than the last.

It exists because nobody is to be judged for what nobody asked: only a plan that says so wants each rep faster.
"""

from __future__ import annotations

import re
from functools import lru_cache

from trackclock.core.plan import Plan, Step

_EACH_FASTER = re.compile(
    r"\b(?:each|every)(?: (?:one|rep|run))? (?:a (?:bit|little|touch) )?(?:faster|quicker)\b"
    r"|\b(?:faster|quicker) (?:each|every|with each|with every) (?:time|rep|one|run)\b"
    r"|\b(?:faster|quicker) than the (?:last|one before|rep before|previous)\b"
    r"|\b(?:get|getting|progressively|increasingly)(?: progressively)? (?:faster|quicker)\b"
)
"""What a coach writes who wants it, as a note or as the name of the session; the target has a flag of its own."""

_NOT = re.compile(r"\b(?:not|no|never|without|nobody|don't|dont|rather than|instead of)\b")
_SENTENCE = re.compile(r"[.;:!?\n]+")


def asks_each_faster(plan: Plan, step: Step) -> bool:
    """Whether a rep is to be faster than the one before it.

    Its target says so, or one of its notes, or the plan's own name or notes, which speak of all its reps. A sentence
    with a "not" in it asks for nothing.
    """
    if step.target is not None and step.target.each_faster:
        return True
    return any(map(_says_so, (*step.notes, plan.name, plan.notes)))


@lru_cache(maxsize=256)
def _says_so(text: str) -> bool:
    sentences = _SENTENCE.split(" ".join(text.casefold().replace("’", "'").split()))
    return any(_EACH_FASTER.search(one) and not _NOT.search(one) for one in sentences)
