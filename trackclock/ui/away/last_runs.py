"""When a session file was last run, and how that went.

It exists apart from the list because none of it is in the files: it is asked of the history once they have been read,
by what is run in them, so that a file that got another name is still the same workout.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from trackclock.ui.access import services_of
from trackclock.ui.away.in_sight import InSight
from trackclock.ui.background import Background
from trackclock.ui.words import date_text

if TYPE_CHECKING:
    from trackclock.application.session_file import SessionFile
    from trackclock.core.plan import Plan
    from trackclock.ports import History, WorkoutRow

_AT_ONCE = 12


class LastRuns(Background):
    """A mixin for a screen with a list of session files."""

    _runs: Mapping[SessionFile, WorkoutRow] | None = None
    _verdicts: InSight[str, str] | None = None

    @property
    def has_runs(self) -> bool | None:
        """Whether anything was ever run; None until that is known."""
        return None if self._runs is None else self._has_runs

    _has_runs = False

    def arrived(self) -> None:
        """Something is known that was not."""
        raise NotImplementedError

    def read_last_runs(self, plans: Mapping[SessionFile, Plan]) -> None:
        """Find out when each file was last run."""
        services = services_of(self)

        def question() -> tuple[bool, dict[SessionFile, WorkoutRow]]:
            from trackclock.application.services import today_of
            from trackclock.core.comparisons import workout_key

            by_key = {row.key: row for row in services.history.workouts(today_of(services))}
            keys = {file: workout_key(plan) for file, plan in plans.items()}
            return bool(by_key), {file: by_key[key] for file, key in keys.items() if key in by_key}

        def then(found: tuple[bool, dict[SessionFile, WorkoutRow]]) -> None:
            self._has_runs, self._runs = found
            self._verdicts = InSight(
                self,
                lambda session_id: _verdict_of(services.history, session_id),
                self.arrived,
                at_once=_AT_ONCE,
                unreadable="",
            )
            self.arrived()

        # Where the history cannot be read that is said elsewhere; the files can be run all the same.
        self.ask(question, then, group="last runs", failed=lambda _: None)

    def last_run(self, file: SessionFile) -> tuple[str, str]:
        """When a file was last run, and how that went, each empty where there is nothing to say."""
        row = self._runs.get(file) if self._runs is not None else None
        if row is None or self._verdicts is None:
            return "", ""
        return date_text(row.newest_day), self._verdicts.of(row.newest_id) or ""


def _verdict_of(history: History, session_id: str) -> str:
    from trackclock.core.session import results_of
    from trackclock.errors import TrackclockError
    from trackclock.ui.report import short_verdict

    try:
        stored = history.find(session_id)
        return short_verdict(results_of(stored.header.plan, stored.log))
    except (TrackclockError, ValueError):  # a log that cannot be folded says so where it is opened
        return ""
