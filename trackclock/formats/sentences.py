"""What is said of a session in words: the verdicts, the figures, the reps of each size.

It exists so that the screens, `show` and whatever is copied say the same sentences, and apart from the tables because
each sentence has one place.
"""

from __future__ import annotations

from trackclock.core.durations import format_distance
from trackclock.core.figures import RESULT, time_text
from trackclock.core.progress import AgainstLast, Aim, FasterRun, Outcome, SizeSummary, Verdict, VerdictState
from trackclock.formats.dates import short_date


def describe_verdict(verdict: Verdict) -> str:
    """The verdict on one aim as a sentence: what was asked, and how many reps did it."""
    says = {Aim.EACH_FASTER: _run_words, Aim.TARGET: _target_words, Aim.EVEN: _even_words}
    return f"{verdict.size.describe()}: {says[verdict.aim](verdict)}{_praise(verdict, 'each faster than the last')}"


def describe_verdict_briefly(verdict: Verdict) -> str:
    """The same in half a line of 80 columns."""
    says = {Aim.EACH_FASTER: _brief_run, Aim.TARGET: _brief_target, Aim.EVEN: _even_words}
    return f"{verdict.size.describe()}: {says[verdict.aim](verdict)}{_praise(verdict, 'each faster')}"


def describe_size(size: SizeSummary) -> str:
    """Mean, first against last and fastest against slowest of the reps of one size as a sentence."""
    mean = f"mean {time_text(size.mean_shown_ms, RESULT)}"
    if size.mean_covered_mm is not None:
        mean = f"mean {format_distance(size.mean_covered_mm)}"
    parts = [mean]
    if size.fade is not None:
        course = "slower" if size.fade.shown_ms > 0 else "faster"
        said = "as fast as" if size.fade.is_level else f"{size.fade.size} {course} than"
        parts.append(f"last {said} first")
    if size.spread is not None:
        parts.append(f"all within {size.spread.size}")
    return f"{size.size.describe()}: {', '.join(parts)}"


def describe_against(against: AgainstLast, day: int) -> str:
    """A session against last time as a sentence, which names what it is held against.

    Args:
        against: what it came to.
        day: its own local date, in days since 1970-01-01.
    """
    return f"against {name_last(against, day)}: {_against_words(against)} over {plural_reps(against.reps)}"


def name_last(against: AgainstLast, day: int) -> str:
    """What a session is held against: `10 Sep, Jo Pavey`; of several sessions the one with most of its reps."""
    first, *others = against.sessions
    more = f" and {len(others)} other session{'' if len(others) == 1 else 's'}" if others else ""
    return f"{short_date(first.day, day)}, {first.session}{more}"


def _against_words(against: AgainstLast) -> str:
    if against.mean.is_level:
        return "level"
    return f"{against.mean.size} a rep {'faster' if against.mean.is_faster else 'slower'}"


def plural_reps(count: int) -> str:
    """A count of reps: `1 rep`, `3 reps`."""
    return f"{count} rep{'' if count == 1 else 's'}"


def _praise(verdict: Verdict, words: str) -> str:
    """A run that nobody asked for is worth saying all the same, once it was kept."""
    return f", {words}" if verdict.is_each_faster and verdict.aim is not Aim.EACH_FASTER else ""


def _run_words(verdict: Verdict) -> str:
    run = verdict.run
    if run is None:
        return ""
    count = len(run.reps)
    if verdict.state is VerdictState.MET:
        return f"each faster than the last, all {count}"
    if verdict.state is VerdictState.PARTLY:
        level = sum(one.outcome is Outcome.LEVEL for one in run.reps)
        return f"none slower than the last, {level} of {count} level (within 0.2 s)"
    kept = run.reps[1 : run.run]
    tail = f"; longest run {run.longest} reps" if run.longest > run.run else ""
    if not kept:
        return f"not each faster than the last: broken at once by {_breaker(run)}{tail}"
    words = "none slower" if any(one.outcome is Outcome.LEVEL for one in kept) else "each faster"
    return f"{words} than the last for {run.run} of {count} reps, then broken by {_breaker(run)}{tail}"


def _brief_run(verdict: Verdict) -> str:
    run = verdict.run
    if run is None or verdict.state is VerdictState.MET:
        return f"each faster, all {verdict.reps}"
    return f"none slower, all {verdict.reps}" if verdict.state is VerdictState.PARTLY else f"broken by {_breaker(run)}"


def _breaker(run: FasterRun) -> str:
    """The rep that broke the run and by how much: `rep 5 (+0.30 s on rep 2)`, by the numbers of the list of reps."""
    broken = run.broken_by
    if broken is None or broken.judged is None or broken.judged_against is None:
        return ""
    against = run.reps[broken.judged_against].number
    return f"rep {broken.number} ({broken.judged.shown().with_unit} on rep {against})"


def _brief_target(verdict: Verdict) -> str:
    tally = verdict.tally
    if tally is None:
        return ""
    where = "inside" if _is_range(verdict) else "on target"
    return f"all {tally.reps} {where}" if tally.met == tally.reps else f"{tally.met} of {tally.reps} {where}"


def _target_words(verdict: Verdict) -> str:
    tally = verdict.tally
    if tally is None:
        return ""
    wanted = _wanted(verdict)
    where = f"inside {wanted}" if _is_range(verdict) else f"on target{f' ({wanted})' if wanted else ''}"
    if tally.met == tally.reps:
        return where if tally.reps == 1 else f"all {tally.reps} {where}"
    worst = tally.worst
    off = "" if worst is None else f"{worst.size} too {'fast' if worst.shown_ms < 0 else 'slow'}"
    if tally.reps == 1:
        return f"not {where}, {off}"
    return f"{tally.met} of {tally.reps} {where}, the farthest off {off}"


def _is_range(verdict: Verdict) -> bool:
    return verdict.bounds_ms is not None and verdict.bounds_ms[0] != verdict.bounds_ms[1]


def _wanted(verdict: Verdict) -> str:
    """The time or the range that was wanted, as far as it is one for all of them."""
    if verdict.bounds_ms is None:
        return ""
    low, high = (time_text(ms, RESULT if ms % 1_000 else 0) for ms in verdict.bounds_ms)
    return low if low == high else f"{low} to {high}"


def _even_words(verdict: Verdict) -> str:
    within = "" if verdict.spread is None else f"within {verdict.spread.size}"
    return (
        f"even, all {verdict.reps} {within}" if verdict.state is VerdictState.MET else f"{verdict.reps} reps {within}"
    )
