"""Words that are a slip of the pen away from a known one.

It exists so that a misspelt "recvoery" is asked about and not taken for a note.
"""

from __future__ import annotations

from trackclock.core.notation.words.vocabulary import word_set

_NEAR = word_set(
    "recovery recoveries second seconds minute minutes metre metres meter meters kilometre kilometres between "
    "warmup cooldown repeat repeats rounds strides sprint sprints tempo threshold interval intervals effort efforts "
    "recover jogging walking standing squats deadlifts marathon faster followed distance fartlek pyramid ladder "
    "repetition repetitions"
)
"""Words whose misspelling is refused rather than taken for a note."""

_INNOCENT = word_set(
    "distances spring springs spirit leader loader merge merges integral internals interval's internal repeal "
    "reseat fasten fester foster meted strider stride stripes strikes strives minuted squash strided metro mitre miter "
    "remover walling waking wailing sprite meteor follower temps"
)
"""Words of everyday English that lie one slip away from one of those."""


def _slips(word: str) -> list[str]:
    """The word, and the word with any one letter left out: two words one slip apart share one of these."""
    return [word, *(word[:index] + word[index + 1 :] for index in range(len(word)))]


_NEAR_SLIPS: dict[str, str] = {slip: word for word in sorted(_NEAR) for slip in _slips(word)}


def near_miss(word: str) -> str | None:
    """The known word that this one seems to be a slip of.

    Two words are near when one letter is missing, added, changed or two neighbours have changed places
    (the symmetric-delete method of SymSpell: cost grows with the length of the word only).

    Args:
        word: an unknown word in lower case.

    Returns:
        The word that was probably meant, None where the word stands for itself.
    """
    if len(word) < 5 or len(word) > 14 or word in _INNOCENT or word in _NEAR:
        return None
    if word.removesuffix("s") in _NEAR:
        return None
    for slip in _slips(word):
        if (known := _NEAR_SLIPS.get(slip)) is not None and word[0] == known[0] and _is_one_slip(word, known):
            return known
    return None


def _is_one_slip(word: str, known: str) -> bool:
    """Whether one letter parts two words, or two neighbours; `stories` has six letters of `strides`, and is none."""
    if len(word) != len(known):
        longer, shorter = (word, known) if len(word) > len(known) else (known, word)
        return shorter in _slips(longer)
    differing = [at for at, (one, other) in enumerate(zip(word, known, strict=True)) if one != other]
    is_swapped = len(differing) == 2 and differing[1] == differing[0] + 1
    return len(differing) == 1 or (is_swapped and sorted(word) == sorted(known))
