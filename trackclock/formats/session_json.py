"""Sessions as JSON: what `show --json` and `history --json` print.

It exists apart from the screens because scripts rely on it: the schema is stable and versioned (ARCHITECTURE.md,
"Stable and versioned").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Protocol, TypeAlias

from trackclock.core.comparisons import Deltas
from trackclock.core.events import SessionImported
from trackclock.core.limits import DAY_MS
from trackclock.core.progress import AgainstLast, FasterRun, TargetTally, Verdict, rep_splits, summary_of
from trackclock.core.results import SessionResults, Status, StepResult
from trackclock.formats.plan_json import metres, plan_to_json

SCHEMA = 1
"""Version of the schema of `show --json`."""

Json: TypeAlias = dict[str, object]


class ListedSession(Protocol):
    """One line of the history, as its index has it; see `ports.SessionRow` for what each field means."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102
    @property
    def started_wall_ms(self) -> int: ...  # noqa: D102
    @property
    def utc_offset_s(self) -> int: ...  # noqa: D102
    @property
    def status(self) -> Status | None: ...  # noqa: D102
    @property
    def reps(self) -> int: ...  # noqa: D102
    @property
    def ended_ms(self) -> int: ...  # noqa: D102
    @property
    def work_mm(self) -> int: ...  # noqa: D102
    @property
    def total_mm(self) -> int: ...  # noqa: D102
    @property
    def work_ms(self) -> int: ...  # noqa: D102
    @property
    def effort(self) -> int | None: ...  # noqa: D102
    @property
    def note(self) -> str: ...  # noqa: D102
    @property
    def workout(self) -> str: ...  # noqa: D102
    @property
    def trouble(self) -> str | None: ...  # noqa: D102
    @property
    def recorded_wall_ms(self) -> int | None: ...  # noqa: D102
    @property
    def is_imported(self) -> bool: ...  # noqa: D102
    @property
    def is_deleted(self) -> bool: ...  # noqa: D102
    @property
    def athlete(self) -> str | None: ...  # noqa: D102
    @property
    def group(self) -> str | None: ...  # noqa: D102


def session_to_json(
    session_id: str,
    started_wall_ms: int,
    utc_offset_s: int,
    results: SessionResults,
    deltas: Sequence[Deltas],
    *,
    recorded_wall_ms: int | None = None,
    against: AgainstLast | None = None,
    athlete: str | None = None,
    group: str | None = None,
) -> Json:
    """What `show --json` prints, as plain dicts and lists.

    Args:
        session_id: the session.
        started_wall_ms: its first press, milliseconds since 1970 in UTC.
        utc_offset_s: how far local time was ahead of UTC then.
        results: what it came to.
        deltas: one for each of `results.steps` (`comparisons.deltas_of`).
        recorded_wall_ms: what the machine's clock said at the first press, where the runner has mended that.
        against: the session against last time; None where no rep of it was run before.
        athlete: whose it is; None for whoever the history belongs to.
        group: with whom it was run, as the id of that group; None for a session alone.
    """
    return {
        "schema": SCHEMA,
        "id": session_id,
        "plan": plan_to_json(results.plan),
        "started_at": instant(started_wall_ms),
        "started_at_local": local_instant(started_wall_ms, utc_offset_s),
        "status": results.status.value,
        "results": [_result(result, delta) for result, delta in zip(results.steps, deltas, strict=True)],
        "summary": _summary(results),
        "started_at_recorded": _instant_or_none(recorded_wall_ms),
        "against_last": _against(against),
        "imported": _origin(results.origin),
        "athlete": athlete,
        "group": group,
    }


def _origin(origin: SessionImported | None) -> Json | None:
    if origin is None:
        return None
    return {
        "file": origin.file,
        "format": origin.format,
        "device": origin.device,
        "serial": origin.serial,
        "created": origin.created,
    }


def _against(against: AgainstLast | None) -> Json | None:
    if against is None:
        return None
    return {
        "reps": against.reps,
        "mean_ms": against.mean_ms,
        "sessions": [{"id": rep.session_id, "name": rep.session} for rep in against.sessions],
    }


def history_to_json(rows: Iterable[ListedSession], against: Mapping[str, AgainstLast]) -> list[Json]:
    """What `history --json` prints: one object a session, in the order given.

    Args:
        rows: the sessions.
        against: those of them that can be held against last time, by id.

    The `status` of a session whose log cannot be read is null, and `trouble` says why.
    """
    return [
        {
            "id": row.id,
            "name": row.name,
            "started_at": instant(row.started_wall_ms),
            "started_at_local": local_instant(row.started_wall_ms, row.utc_offset_s),
            "status": row.status.value if row.status else None,
            "reps": row.reps,
            "distance_m": metres(row.work_mm),
            "total_distance_m": metres(row.total_mm),
            "work_ms": row.work_ms,
            "elapsed_ms": row.ended_ms,
            "effort": row.effort,
            "note": row.note,
            "source": row.source,
            "workout": row.workout,
            "trouble": row.trouble,
            "started_at_recorded": _instant_or_none(row.recorded_wall_ms),
            "against_last": _against(against.get(row.id)),
            "deleted": row.is_deleted,
            "imported": row.is_imported,
            "athlete": row.athlete,
            "group": row.group,
        }
        for row in rows
    ]


def instant(wall_ms: int) -> str:
    """An instant in UTC, cut off to the second: `2026-05-01T17:30:00Z`."""
    return f"{datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=wall_ms // 1_000):%Y-%m-%dT%H:%M:%SZ}"


def exact_instant(wall_ms: int) -> str:
    """An instant in UTC to the millisecond: `2026-05-01T17:30:00.250Z`."""
    return f"{instant(wall_ms)[:-1]}.{wall_ms % 1_000:03}Z"


def _instant_or_none(wall_ms: int | None) -> str | None:
    return None if wall_ms is None else instant(wall_ms)


def local_instant(wall_ms: int, utc_offset_s: int) -> str:
    """The same in the local time of its place, with its offset: `2026-05-01T18:30:00+01:00`.

    An offset of a day or more, which no place has and a damaged file may, is left at UTC.
    """
    zone = timezone(timedelta(seconds=utc_offset_s if abs(utc_offset_s) * 1_000 < DAY_MS else 0))
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=wall_ms // 1_000)).astimezone(zone).isoformat()


def _metres_or_none(distance_mm: int | None) -> int | float | None:
    return None if distance_mm is None else metres(distance_mm)


def _result(result: StepResult, deltas: Deltas) -> Json:
    step = result.step
    return {
        "step": result.position,
        "kind": step.kind.value,
        "label": step.label,
        "set": step.set,
        "rep": step.rep,
        "distance_m": _metres_or_none(step.distance_mm),
        "started_ms": result.started_ms,
        "time_ms": None if result.skipped else result.time_ms,
        "paused_ms": result.paused_ms,
        "splits": [
            {
                "distance_m": _metres_or_none(split.distance_mm),
                "split_ms": split.split_ms,
                "lap_ms": split.lap_ms,
            }
            for split in result.splits
        ],
        "deltas_ms": deltas.exact_ms(),
        "skipped": result.skipped,
        "excluded": result.excluded is not None,
        "doubtful": result.doubtful,
        "unconfirmed": result.unconfirmed,
        "edited": result.edited,
    }


def _summary(results: SessionResults) -> Json:
    summary = summary_of(results)
    return {
        "reps": summary.reps,
        "excluded": summary.excluded,
        "doubtful": list(summary.doubtful),
        "unconfirmed": list(summary.unconfirmed),
        "skipped": summary.skipped,
        "distance_m": metres(summary.work_mm),
        "work_ms": summary.work_ms,
        "recovery_ms": summary.recovery_ms,
        "recovery_paused_ms": summary.recovery_paused_ms,
        "elapsed_ms": summary.elapsed_ms,
        "sizes": [
            {
                "size": size.size.describe(),
                "reps": size.count,
                "best_ms": size.best_ms,
                "mean_ms": size.mean_ms,
                "fade_ms": size.fade_ms,
                "spread_ms": size.spread_ms,
                "mean_covered_m": _metres_or_none(size.mean_covered_mm),
            }
            for size in summary.sizes
        ],
        "each_faster": [_run(run) for run in summary.runs],
        "verdicts": [_verdict(verdict) for verdict in summary.verdicts],
        "target": _target(summary.target),
        "recoveries": [
            {
                "step": taken.position,
                "actual_ms": taken.actual_ms,
                "prescribed_ms": taken.prescribed_ms,
                "paused_ms": taken.paused_ms,
                **({} if taken.cycle_ms is None else {"cycle_ms": taken.cycle_ms}),
            }
            for taken in summary.recoveries
        ],
        "halves": [
            {"step": result.position, "shape": halves.shape.value, "difference_ms": halves.difference_ms}
            for result in results.steps
            if (halves := rep_splits(result))
        ],
        "covered": [
            {"step": result.position, "distance_m": metres(result.covered_mm)}
            for result in results.steps
            if result.covered_mm is not None
        ],
        "exclusions": [
            {"step": result.position, "reason": result.excluded}
            for result in results.steps
            if result.excluded is not None
        ],
        "effort": results.effort,
        "note": results.note,
    }


def _run(run: FasterRun) -> Json:
    broken = run.broken_by
    return {
        "size": run.size.describe(),
        "state": run.state.value,
        "run": run.run,
        "longest_run": run.longest,
        "broke_at_step": run.broke_at,
        "broke_by_ms": broken.judged.exact_ms if broken and broken.judged else None,
        "broke_against_step": run.reps[broken.judged_against or 0].position if broken else None,
        "outcomes": [{"step": one.position, "outcome": one.outcome.value} for one in run.reps],
    }


def _target(tally: TargetTally | None) -> Json | None:
    if tally is None:
        return None
    return {"faster": tally.faster, "inside": tally.inside, "slower": tally.slower, "met": tally.met}


def _verdict(verdict: Verdict) -> Json:
    return {
        "size": verdict.size.describe(),
        "aim": verdict.aim.value,
        "state": verdict.state.value,
        "reps": verdict.reps,
        "target": _target(verdict.tally),
        "is_each_faster": verdict.is_each_faster,
    }
