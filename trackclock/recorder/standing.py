"""What a session has come to, and what its reps are held against.

It exists so that results, deltas and keys are computed together, once for each change of the log.
"""

from __future__ import annotations

from collections.abc import Mapping

from trackclock.core.comparisons import (
    CYCLE,
    NO_HISTORY,
    Comparison,
    ComparisonGenerator,
    Deltas,
    LikeHistory,
    LikeKey,
    RepContext,
    deltas_of,
    like_keys,
)
from trackclock.core.events import Entry, RepFinished
from trackclock.core.plan import StepKind
from trackclock.core.results import SessionResults, StepResult
from trackclock.core.session.summing import results_at
from trackclock.core.view import Flash, MarkFigure, RepRow, flashes_of, newest_mark, rep_rows
from trackclock.recorder.running_log import RunningLog


class Standing:
    """The results of a running log, beside those of earlier sessions."""

    def __init__(self, running: RunningLog) -> None:
        """Take the log that the results are of."""
        self.history: Mapping[LikeKey, LikeHistory] = {}
        """The like reps of earlier sessions."""
        self._chosen: ComparisonGenerator | None = None
        """What the running delta is against; None takes the first of them that has a time."""
        self._running = running
        self._results: SessionResults | None = None
        self._flashes: tuple[Flash, ...] | None = None
        self._deltas: tuple[Deltas, ...] = ()
        self._keys: tuple[LikeKey | None, ...] = ()

    def change(self) -> None:
        """Say that the log or the history is another one, so that everything is computed anew when it is wanted."""
        self._results = self._flashes = None

    def results(self) -> SessionResults:
        """What the session has come to so far."""
        if self._results is None:
            self._results = results_at(self._running.plan, self._running.log, self._running.state)
            self._deltas = deltas_of(self._results, self.history)
            self._keys = like_keys(self._results.plan.steps)
        return self._results

    def deltas(self) -> tuple[Deltas, ...]:
        """The deltas of `results().steps`, in the same order."""
        self.results()
        return self._deltas

    def rows(self, saved_through: int) -> tuple[RepRow, ...]:
        """The reps begun so far; those up to an entry of the log are on disk."""
        results = self.results()
        bests = tuple(
            delta.is_best and not result.unconfirmed for delta, result in zip(self.deltas(), results.steps, strict=True)
        )
        ghosts = tuple(self._ghost_ms(result) for result in results.steps)
        return rep_rows(results.steps, self.deltas(), bests, ghosts, saved_through)

    def flashes(self) -> tuple[Flash, ...]:
        """What is flashed after the newest press."""
        if self._flashes is None:
            steps = self.results().steps
            self._flashes = flashes_of(self._running.log, steps, lambda result: self._comparison_for(result)[1])
        return self._flashes

    def newest_mark(self) -> tuple[MarkFigure | None, str]:
        """The newest mark as it is shown, and the short name of what it is held against; empty without."""
        against: list[str] = []

        def comparison_of(result: StepResult) -> Comparison | None:
            generator, found = self._comparison_for(result)
            against.append(generator.short_name if generator is not None else "")
            return found

        figure = newest_mark(self._running.log, self.results().steps, comparison_of)
        return figure, against[-1] if against else ""

    def newest_rep(self) -> tuple[StepResult, Comparison | None] | None:
        """The newest rep with a mark, and what it is held against; None before the first mark."""
        steps = self.results().steps
        found = next((step for step in reversed(steps) if step.step.kind is StepKind.REP and step.splits), None)
        return None if found is None else (found, self._comparison_for(found)[1])

    def running_result(self) -> StepResult | None:
        """The result so far of the rep that is being run; None outside of one."""
        run = self._running.running_rep()
        if run is None:
            return None
        steps = self.results().steps
        return steps[-1] if steps and steps[-1].uid == run.uid else None

    def is_best(self, entry: Entry) -> bool:
        """Whether an entry finished a rep faster than any like it before."""
        if not isinstance(entry.event, RepFinished):
            return False
        for result, delta in zip(self.results().steps, self.deltas(), strict=True):
            if result.splits and result.splits[-1].seq == entry.seq:
                return delta.is_best
        return False

    def comparison(self) -> tuple[Comparison | None, str]:
        """What the running rep is held against, and its short name: the chosen one, or the first that has a time."""
        generator, found = self._comparison_in_effect()
        return found, generator.short_name if generator is not None else ""

    def _comparison_in_effect(self) -> tuple[ComparisonGenerator | None, Comparison | None]:
        running = self.running_result()
        return (None, None) if running is None else self._comparison_for(running)

    def _comparison_for(self, result: StepResult) -> tuple[ComparisonGenerator | None, Comparison | None]:
        """What a rep is held against: what was chosen, or the first that has a time."""
        steps = self.results().steps
        key = self._keys[result.position - 1]
        history = self.history.get(key, NO_HISTORY) if key is not None else NO_HISTORY
        context = RepContext(result.step, steps[: result.position - 1], history)
        chosen = (self._chosen,) if self._chosen is not None else ()
        for generator in (*chosen, *CYCLE):
            if (found := generator.generate(context)) is not None:
                return generator, found
        return None, None

    def cycle_comparison(self) -> str:
        """Hold the reps against the comparison that follows the chosen one, or before any was chosen the one in effect.

        Returns:
            Its name, and that the running rep has no such time if so.
        """
        current = self._chosen or self._comparison_in_effect()[0]
        following = CYCLE[(CYCLE.index(current) + 1) % len(CYCLE)] if current is not None else CYCLE[0]
        self._chosen, name = following, following.name
        self._flashes = None
        is_missing = self.running_result() is not None and self._comparison_in_effect()[0] is not following
        return f"{name[0].lower()}{name[1:]}{' (this rep has none)' if is_missing else ''}"

    def _ghost_ms(self, result: StepResult) -> int | None:
        key = self._keys[result.position - 1]
        last = self.history.get(key, NO_HISTORY).last if key is not None else None
        # A timed rep takes what it takes: its time of then says nothing.
        return last.time_ms if last is not None and last.covered_mm is None else None
