"""What each line of the live screen says of one picture, as parts with their importance.

It exists apart from the screen so that every word of it can be tested without one.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from trackclock.core import commands as ask
from trackclock.core.comparisons import TABLED, LiveDelta, Pace
from trackclock.core.durations import format_duration
from trackclock.core.figures import RESULT, time_text
from trackclock.core.session import Phase
from trackclock.core.view import BandPiece, LiveView, RepRow, Tone
from trackclock.keys import Keymap, Scope, commands_of
from trackclock.keys.keymap import MARK
from trackclock.keys.lines import footer
from trackclock.recorder import Saving
from trackclock.ui.cells import cut_text
from trackclock.ui.live.status import ALARM, is_unsaved, label
from trackclock.ui.run.rep_list import delta_colour
from trackclock.ui.widgets.line import Part
from trackclock.ui.words import BEST, clean, delta_sign

_PACES: dict[Pace, tuple[str, str, str]] = {
    Pace.AHEAD_GAINING: ("▼▼", "$ahead", "ahead, gaining"),
    Pace.AHEAD_LOSING: ("▼△", "$ahead-losing", "ahead, losing"),
    Pace.BEHIND_GAINING: ("▲▽", "$behind-gaining", "behind, gaining"),
    Pace.BEHIND_LOSING: ("▲▲", "$behind", "behind, losing"),
    Pace.LEVEL: ("=", "$foreground", "level"),
}
"""Arrow: down is faster, the hollow arrow says where it is going."""

_AT_IT = frozenset({Tone.WORK, Tone.GET_READY})
"""Where a runner needs the name of the rep."""

_BETWEEN = frozenset({Tone.RECOVERY, Tone.REST, Tone.PAUSED})
"""Where the last rep stands, and not yet the target of the next one."""

_LEAST_TITLE = 22
"""A long name gives way to the numbers beside it, down to this many columns, and ..."""

_LEAST_WORDS = 14
"""... so do the words of a target or a note."""

_MOST_NAME = 20
"""The name of an unfinished session leaves room for the keys."""


def head_parts(view: LiveView, *, has_sets: bool = False) -> list[Part]:
    """What is being run: the rep within its set, and the set within the block.

    Args:
        view: the picture.
        has_sets: whether the set stands here, where a low terminal has no line below for it.
    """
    parts = [Part(clean(view.title), "bold", least=_LEAST_TITLE)]
    if has_sets and view.sets:
        parts.append(Part(view.sets.replace(" of ", "/"), "bold", rank=1, is_right=True))
    if view.phase is Phase.READY and view.rep_count > 1:
        parts.append(Part(f"{view.rep_count} reps", "bold", rank=2, is_right=True))
    return parts


def under_parts(view: LiveView, plan_name: str) -> list[Part]:
    """Set, pattern and notes; the plan's name where there is room."""
    return [
        Part(clean(view.subtitle), least=_LEAST_WORDS),
        Part(clean(plan_name), "$faint", rank=1, is_right=True, least=_LEAST_WORDS),
    ]


def facts_parts(view: LiveView, last: RepRow | None = None, *, has_figure: bool = True) -> list[Part]:
    """Target, delta so far with what it is against, and where the next press is expected; between reps the last one.

    Args:
        view: the picture.
        last: the newest rep that is over.
        has_figure: whether the delta itself stands here; not where the smaller digits show it, at each tick.
    """
    parts: list[Part] = []
    if last is not None and view.tone in _BETWEEN:
        return last_parts(last)
    if view.target:
        parts.append(Part(f"target {clean(view.target)}", rank=1, least=_LEAST_WORDS))
    if view.delta is not None:
        parts.extend(delta_parts(view.delta, view.comparison, has_figure=has_figure))
    elif view.comparison and view.comparison != "target" and view.tone is Tone.WORK:
        parts.append(Part(f"vs {view.comparison}", "$faint", rank=3))
    if view.part:
        parts.append(Part(clean(view.part), "bold reverse", rank=0, least=_LEAST_WORDS))
    if view.pacer_mm is not None:
        parts.append(Part(f"pacer at {view.pacer_mm // 10_000 * 10} m", "$faint", rank=5, is_right=True))
    if view.next_mark:
        parts.append(Part(f"next {view.next_mark}", rank=2, is_right=True))
    return parts


def last_parts(row: RepRow) -> list[Part]:
    """What the rep that is just over came to."""
    result, deltas = row.result, row.deltas
    if result.time_ms is None:
        return [Part(f"rep {row.number} skipped")] if result.skipped else []
    parts = [Part(f"last {time_text(result.time_ms, RESULT)}", "bold")]
    if row.is_best:
        parts.append(Part(f"{BEST} new best", "bold $best"))
    if result.doubtful:
        parts.append(Part("? faster than anybody runs", "$behind", rank=1))
    for rank, comparison in enumerate(TABLED, start=1):
        delta = deltas.shown(comparison)
        if delta is not None and not (comparison.is_best and row.is_best):
            text = f"{delta_sign(delta)} {delta.text} vs {comparison.short_name}"
            parts.append(Part(text, delta_colour(delta), rank=rank))
    return parts


def delta_parts(delta: LiveDelta, comparison: str, *, has_figure: bool = True) -> list[Part]:
    """The delta so far: arrow and sign as well as colour, what it is against, and where it is going."""
    arrow, colour, words = _PACES[delta.pace]
    return [
        Part(f"{arrow} {delta.delta.text}" if has_figure else arrow, f"bold {colour}"),
        Part(f"vs {comparison}" if comparison else "", colour, rank=3),
        Part(words, colour, rank=4),
    ]


def second_clock(view: LiveView, last: RepRow | None) -> tuple[str, str]:
    """The smaller digits of a tall terminal: the delta so far, or between reps the time of the last one.

    Returns:
        What they show, which may be nothing, and the class of their colour.
    """
    if view.tone is Tone.WORK and view.delta is not None:
        return view.delta.delta.text, f"-{view.delta.pace.value.replace('_', '-')}"
    if view.tone in _BETWEEN and last is not None and last.result.time_ms is not None:
        return time_text(last.result.time_ms, RESULT), "-best" if last.is_best else "-level"
    return "", "-level"


def expects_delta(view: LiveView) -> bool:
    """Whether a press before the finish of the running rep will bring a delta."""
    return view.tone is Tone.WORK and bool(view.comparison) and view.next_mark not in ("", "finish")


def coming_parts(view: LiveView) -> list[Part]:
    """The next steps, nearest first; before the first rep only one, since the rest of the plan stands below."""
    if not view.coming:
        return [Part("last step", "$faint")] if view.phase is Phase.RUNNING else []
    parts = [Part("next", "$faint"), Part(clean(view.coming[0]), "bold", least=_LEAST_TITLE)]
    if view.rep_number:
        parts.extend(Part(f"› {clean(text)}", "$faint", rank=index) for index, text in enumerate(view.coming[1:], 1))
    return parts


def key_parts(view: LiveView, keymap: Keymap, *, has_plot: bool = False, has_way_back: bool = False) -> list[Part]:
    """What space does now, and the keys that do something in this state.

    Args:
        view: the picture.
        keymap: the keys as they are.
        has_plot: whether there is a plot to be shown or hidden.
        has_way_back: whether there is a screen to go back to.
    """
    parts: list[Part] = []
    if view.space:
        parts.append(Part(f" SPACE {view.space} ", "bold reverse", action=f"app.command('{MARK}')"))
    without = frozenset({"diagram"} if not has_plot else ()) | ({"back"} if not has_way_back else set())
    return [*parts, *_named_parts(view.tone, view.offered, keymap, without)]


@lru_cache(maxsize=256)
def _named_parts(
    tone: Tone, offered: frozenset[ask.Command], keymap: Keymap, without: frozenset[str]
) -> tuple[Part, ...]:
    return tuple(
        Part(named.text, rank=named.rank, key=named.keys, action=f"app.command('{named.id}')")
        for named in footer(tone, offered, keymap)
        if named.id not in without
    )


def watched_parts(trouble: str, athlete: str | None = None) -> list[Part]:
    """That a session is only watched, whose it is, and why what is shown may be out of date.

    Args:
        trouble: why the history cannot be read; empty while it can.
        athlete: who runs it, one of a group perhaps; None for whoever the history belongs to.
    """
    if trouble:
        return [label(f"✖ OUT OF DATE: {clean(trouble)}", ALARM)]
    whose = f" {clean(athlete)}" if athlete is not None else ""
    return [Part(f"○ watching{whose}", "bold"), Part("what is on the disk; no key counts here", "$faint", rank=1)]


def danger_pieces(view: LiveView, saving: Saving, has_begun: bool, fault: str | None) -> tuple[BandPiece, ...]:
    """What the band says instead of the next rep while the log is not safe; a rep that is run keeps its name there."""
    is_in_danger = is_unsaved(saving, fault) if has_begun else fault is not None
    return (BandPiece("NOT SAVED"),) if is_in_danger and view.tone not in _AT_IT else ()


def progress_parts(view: LiveView, total_ms: int, width: int) -> list[Part]:
    """A bar of the whole session, and what is left of it."""
    left = f"{format_duration(view.left_ms)} left"
    room = max(4, width - len(left) - 4)
    share = 0 if total_ms <= 0 else max(0, min(total_ms, total_ms - view.left_ms))
    cells = share * room * 2 // total_ms if total_ms > 0 else 0
    bar = "━" * (cells // 2) + ("╸" if cells % 2 else "")
    rest = "─" * (room - len(bar))
    return [Part(bar, "$primary"), Part(rest, "$faint"), Part(left, "bold", is_right=True)]


def offer_parts(name: str, seen: str, keymap: Keymap, given: Collection[str]) -> list[Part]:
    """The unfinished session, in one line.

    Args:
        name: what it is called.
        seen: how far it got, and when.
        keymap: the keys as they are.
        given: the commands that answer it.
    """
    name = cut_text(clean(name), _MOST_NAME)
    parts = [Part("Unfinished", "bold"), Part(name, "bold", rank=3), Part(clean(seen), rank=4, least=_LEAST_WORDS)]
    answers = [
        Part(
            f"{keymap.key_of(command.id)} {command.footer}",
            "bold",
            rank=command.rank - 1,
            is_right=True,
            action=f"screen.{command.action}",
        )
        for command in commands_of(Scope.OFFER)
        if command.id in given
    ]
    later = f"{keymap.key_of('back')} later"
    return [*parts, *answers, Part(later, "bold", rank=1, is_right=True, action="app.command('back')")]
