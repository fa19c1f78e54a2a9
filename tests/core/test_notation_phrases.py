"""Each phrase is needed by its texts, and by no text that only looks like it."""

from __future__ import annotations

import pytest

from tests.core.test_notation_clubs import short
from trackclock.core.notation import NotationError, candidates_of, parse, phrases
from trackclock.core.notation.line import level
from trackclock.core.notation.phrases.heads import ANYTHING, Head
from trackclock.core.notation.phrases.matching import Line, Phrase
from trackclock.core.plan import ByCycle, Step

READS = [(phrase, text, reading) for phrase in phrases.PHRASES for text, reading in phrase.reads.items()]
ASKS = [(phrase, text, first) for phrase in phrases.PHRASES for text, first in phrase.asks.items()]
NOT_IN = [(phrase, text) for phrase in phrases.PHRASES for text in phrase.not_in]


def reading_of(text: str) -> str:
    """The steps with all that is run in them; what is wrong with it if it cannot be read."""
    try:
        steps = parse(text).steps
    except NotationError as error:
        return f"error: {error.what}"
    return " ".join(f"{short(step)}{_details(step)}" for step in steps)


def _details(step: Step) -> str:
    """The target of a step, the cycle and the rests of a recovery, what changes inside a rep, and the notes."""
    target = f"@{step.target.text}" if step.target else ""
    cycle = f"/{step.end.cycle_ms}" if isinstance(step.end, ByCycle) else ""
    return f"{target}{cycle}{len(step.pattern) or ''}{f'/{step.rests}' if step.rests else ''}{''.join(step.notes)}"


def without(phrase: Phrase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take one phrase away."""
    others = phrases.Book([other for other in phrases.PHRASES if other is not phrase])
    real = phrases.rephrased

    def rephrased(line: Line) -> Line:
        return real(line, others)

    monkeypatch.setattr(level, "rephrased", rephrased)


@pytest.mark.parametrize(("phrase", "text", "reading"), READS, ids=[text for _, text, _ in READS])
def test_a_phrase_is_read_and_only_because_of_it(
    phrase: Phrase, text: str, reading: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert " ".join(short(step) for step in parse(text).steps) == reading
    known = reading_of(text)
    without(phrase, monkeypatch)
    assert reading_of(text) != known


@pytest.mark.parametrize(("phrase", "text", "first"), ASKS, ids=[text for _, text, _ in ASKS])
def test_a_phrase_that_can_mean_two_things_is_asked_about_with_whole_sessions(
    phrase: Phrase, text: str, first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    offered = candidates_of(text, caught.value)
    assert len(offered) > 1
    assert " ".join(short(step) for step in offered[0].steps) == first
    known = reading_of(text)
    without(phrase, monkeypatch)
    assert reading_of(text) != known


@pytest.mark.parametrize(("phrase", "text"), NOT_IN, ids=[text for _, text in NOT_IN])
def test_what_only_looks_like_a_phrase_is_read_without_it(
    phrase: Phrase, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = reading_of(text)
    without(phrase, monkeypatch)
    assert reading_of(text) == known


def test_no_phrase_is_passed_over_that_would_have_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    class Everything(phrases.Book):
        """A book that asks every phrase at every atom."""

        def __missing__(self, looks: object) -> tuple[tuple[Phrase, Head], ...]:
            return tuple((phrase, ANYTHING) for phrase in phrases.PHRASES)

    everything, real = Everything(phrases.PHRASES), phrases.rephrased
    differing: list[str] = []

    def rephrased(line: Line) -> Line:
        found = real(line)
        if found.atoms != real(line, everything).atoms:
            differing.append(line.source)
        return found

    monkeypatch.setattr(level, "rephrased", rephrased)
    for text in [*(next(iter(phrase.reads), "") for phrase in phrases.PHRASES), *(text for _, text in NOT_IN)]:
        reading_of(text)
    assert not differing


def test_every_phrase_has_a_text_and_a_name_of_its_own() -> None:
    assert all(phrase.reads or phrase.asks for phrase in phrases.PHRASES)
    assert len({phrase.name for phrase in phrases.PHRASES}) == len(phrases.PHRASES)
