"""A year of a runner's evenings in which everything happens once, through the real recorder into a real store.

It exists to make the histories that are frozen beside it: what is asked of a recorder here is all that can be asked,
so that a later trackclock is held against every kind of log that an earlier one can have left on a disk.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Final
from unittest.mock import patch

from tests.fakes import FakeClock, FakeSpeaker
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.adapters.store.taking_in import take_in
from trackclock.core import commands as ask
from trackclock.core.encoding import EVENT_TYPES
from trackclock.core.events import Cause, Entry, Event, RepFinished, SessionStarted, SessionStopped, SplitMarked
from trackclock.core.group_events import (
    AllIn,
    AthleteIn,
    AthleteOut,
    GoGiven,
    GroupEnded,
    GroupFormed,
    GroupMember,
    MarkDropped,
    Named,
    Passed,
    Swapped,
    Told,
    Unnamed,
)
from trackclock.core.imported import Origin, RecordedLap, on_one_clock, pieces_of, session_of
from trackclock.core.plan import StepKind
from trackclock.core.session import Accepted, Phase, decide, results_of
from trackclock.core.session.log import appended, newest_ms
from trackclock.formats.load import load_text
from trackclock.ports import SessionHeader, StoredSession
from trackclock.recorder import Recorder

FIRST_WALL_MS: Final = 1_767_290_400_000
"""1 January 2026, 18:00 UTC."""

WEEK_MS: Final = 604_800_000

PAVEY = """
name = "Jo Pavey: 800s, tempo, 200s"
notes = "Intervals and tempo in one session."
goal = "mile 5:30"
workout = '''
warm up 10 min
3 x 800m @ 2:44 with 2 min recoveries
3 mins rest
10 mins at tempo pace
5 mins rest
4 x 200m @ goal pace with 60 sec recoveries
cool down 10 min
'''
"""
FOURS = 'name = "Fours"\nworkout = "6 x 400m in 78-80 with 90s"\n'
SETS = 'name = "Sets"\nworkout = "2 x (3-4 x 300m, 100m walk), 4 min between sets"\n'
HILLS = 'name = "Hills"\nget_ready = "0s"\nworkout = "4 x 200m hill, jog back down\\n3 x 20s hill with 60s"\n'
GYM = """
name = "Gym"
workout = '''
foam roll 10 min
3 x 5 squats, 2 min rest
2 x 8 lunges each leg
1 mile of (100m sprint, 100m jog)
'''
"""
PRESSED = 'name = "By press"\nstart = "press"\npress_guard = "0.3s"\nsplit_every = 200\nworkout = "3 x 600m, 60s"\n'
SIXES = 'name = "Sixes"\nstart = "press"\nworkout = "4 x 400m with 90s"\n'
SPRINTS = 'name = "By gun"\nstart = "gun"\non_your_marks = "8s"\nworkout = "4 x 100m with 60s"\n'


class Evening:
    """One session, driven in seconds from its first press."""

    def __init__(self, store: SqliteStore, week: int, text: str, source: str, utc_offset_s: int = 3_600) -> None:
        """Get ready in some week."""
        self._store = store
        self.clock = FakeClock(now_ms=50_000_000 * (week + 1), wall_ms=FIRST_WALL_MS + week * WEEK_MS)
        self.clock.utc_offset_s = lambda wall_ms=None: utc_offset_s  # type: ignore[method-assign]
        self.recorder = Recorder(load_text(text, source), source, self.clock, store, FakeSpeaker())
        self._origin_ms = self.clock.now_ms()

    def do(self, command: ask.Command, at_s: float, *, is_refused: bool = False) -> None:
        """Ask for something, which must be taken, or refused."""
        done = self.recorder.submit(command, self._go_to(at_s))
        assert done.is_accepted is not is_refused, (command, at_s, done, self.recorder.state.step)

    def press(self, *instants_s: float) -> None:
        """Press space; each press must be taken."""
        for at_s in instants_s:
            self.do(ask.Press(), at_s)

    def now_s(self) -> float:
        """The newest instant that anything has happened at."""
        return self.recorder.state.now_ms / 1_000

    def slip(self, at_s: float) -> None:
        """Wait for the next rep and press at a time of it at which no press is taken."""
        self._wait_for_rep()
        self.do(ask.Press(), self.recorder.state.started_ms / 1_000 + at_s, is_refused=True)

    def rep(self, *splits_s: float) -> None:
        """Wait for the next rep and press at these times of it; without any, let it end by itself."""
        self._wait_for_rep()
        start_s = self.recorder.state.started_ms / 1_000
        if splits_s:
            self.press(*(round(start_s + split_s, 3) for split_s in splits_s))
        else:
            self.wait((self.recorder.state.next_deadline() or 0) / 1_000)

    def _wait_for_rep(self) -> None:
        while not (self._is_in_rep() and not self.recorder.state.taken):
            deadline = self.recorder.state.next_deadline()
            assert deadline is not None, (self.recorder.state.step, self.now_s())
            self.wait(deadline / 1_000)

    def pause(self, seconds: float) -> None:
        """Press so long after the step has begun: it waits for that."""
        self.press(self.recorder.state.started_ms / 1_000 + seconds)

    def wait(self, at_s: float) -> None:
        """Let time pass."""
        self.recorder.poll(self._go_to(at_s))

    def seq(self, kind: type, index: int = -1) -> int:
        """The number of an entry of the log."""
        return [entry.seq for entry in self.recorder.log if isinstance(entry.event, kind)][index]

    def uid(self, index: int) -> int:
        """Of a rep that was run."""
        return [one.uid for one in self.recorder.results().steps if one.step.kind is StepKind.REP][index]

    def vanish(self) -> None:
        """The battery is flat: no goodbye."""
        assert self.recorder.header is not None
        self._store.release(self.recorder.header.id)

    def pick_up(self, after_s: float, command: ask.Command, boot_id: str = "boot-1") -> None:
        """Open the app again so long after the newest event, and go on."""
        assert self.recorder.header is not None
        assert self._store.flush(30)
        stored = self._store.read(self.recorder.header.id)
        assert self._store.hold(stored.header.id)
        self.clock.boot_id = boot_id
        self.clock.advance(round(after_s * 1_000))
        self.recorder = Recorder.pick_up(stored, self.clock, self._store, FakeSpeaker())
        done = self.recorder.submit(command, self.clock.now_ms())
        assert done.is_accepted, done

    def leave(self, after_s: float = 5, command: ask.Stop | None = None, *, is_cut_off: bool = False) -> None:
        """Say goodbye."""
        self.recorder.leave(self._go_to(self.now_s() + after_s), command, is_cut_off=is_cut_off)

    def _is_in_rep(self) -> bool:
        state = self.recorder.state
        is_rep = state.step is not None and state.step.kind is StepKind.REP
        return state.phase is Phase.RUNNING and is_rep and not state.is_getting_ready

    def _go_to(self, at_s: float) -> int:
        self.clock.advance(max(0, self._origin_ms + round(at_s * 1_000) - self.clock.now_ms()))
        return self._origin_ms + round(at_s * 1_000)


def whole(store: SqliteStore, week: int, form: float) -> None:
    """Everything as planned, with a note, an effort and the distance of the tempo run; some of it thought better of."""
    one = Evening(store, week, PAVEY, "pavey.toml")
    one.press(0, 611.2)
    for split, finish in ((81.32, 163.91), (81.06, 163.2), (80.9, 162.44)):
        one.rep(split * form, finish * form)
    one.rep()
    for finish in (40.9, 40.2, 39.75, 38.88):
        one.rep(finish * form)
    one.wait(one.now_s() + 600)
    one.do(ask.GiveDistance(one.uid(3), 2_000_000), one.now_s() + 10)
    one.do(ask.GiveDistance(one.uid(3), 2_450_500 if week else None), one.now_s() + 20)
    one.do(ask.RateEffort(9), one.now_s() + 30)
    one.do(ask.RateEffort(7 if week else None), one.now_s() + 31)
    one.do(
        ask.WriteNote(f"windy on the back straight; week {week} \U0001f3c3 'ça va' \u2028 \u05e8\u05d5\u05d7"), 2_900
    )
    one.leave()


def mended(store: SqliteStore, week: int) -> None:
    """Presses that were late, missed, refused, too many; taken back and brought back, during the run and after it."""
    one = Evening(store, week, FOURS, "caf\udce9.toml", utc_offset_s=-12_600)
    one.press(0)
    one.do(ask.Press(), 3, is_refused=True)
    one.rep(79.83)
    one.do(ask.MoveLastMark(-500), one.now_s() + 2)
    one.do(ask.MoveLastMark(-500), one.now_s() + 1)
    one.do(ask.MoveLastMark(500), one.now_s() + 1)
    one.rep(78.4)
    one.do(ask.Undo(), one.now_s() + 3)
    one.do(ask.Redo(), one.now_s() + 1)
    one.do(ask.Undo(), one.now_s() + 1)
    one.press(one.now_s() + 2.5)
    one.rep(81.07)
    finished_s = one.now_s()
    one.do(ask.Press(), finished_s + 1.2, is_refused=True)
    one.do(ask.CountRefused(), finished_s + 4)
    one.do(ask.Undo(), finished_s + 5)
    one.slip(6.5)
    one.do(ask.CountRefused(), one.now_s() + 1)
    one.do(ask.Undo(), one.now_s() + 4)
    one.do(ask.FinishRep(), one.now_s() + 66.6)
    one.rep(77.7)
    one.wait(one.now_s() + 20)
    one.press(one.now_s() + 2)
    earlier = [entry for entry in one.recorder.log if isinstance(entry.event, RepFinished)][-2]
    one.rep()
    one.do(ask.MoveMark(earlier.seq, earlier.event.at - 900), one.now_s() + 12)
    one.press(one.recorder.state.started_ms / 1_000 + 76.31)
    one.wait(one.now_s() + 30)
    at_s = one.now_s() + 60
    one.do(ask.MoveMark(one.seq(RepFinished), 0), at_s, is_refused=True)
    newest = [entry for entry in one.recorder.log if isinstance(entry.event, RepFinished)][-1]
    one.do(ask.MoveMark(newest.seq, newest.event.at - 1_240), at_s)
    one.do(ask.ExcludeRep(one.uid(1), "held up by a child"), at_s + 5)
    one.do(ask.ExcludeRep(one.uid(2), "wrong line"), at_s + 6)
    one.do(ask.IncludeRep(one.uid(2)), at_s + 7)
    one.do(ask.WriteNote("first"), at_s + 8)
    one.do(ask.WriteNote("a line\nand another"), at_s + 9)
    one.leave()


def reshaped(store: SqliteStore, week: int) -> None:
    """Reps and sets added and dropped, a step skipped, a start taken back, recoveries paused; left before its end."""
    one = Evening(store, week, SETS, "sets.toml")
    one.press(0)
    one.rep(55.5)
    one.pause(80)
    one.do(ask.NotReady(), one.now_s() + 3)
    one.press(one.now_s() + 12)
    one.rep(54.9)
    one.do(ask.TogglePause(), one.now_s() + 30)
    one.do(ask.TogglePause(), one.now_s() + 45.678)
    one.pause(140)
    one.rep(54.02)
    one.do(ask.DropReps(), one.now_s() + 3)
    one.do(ask.Undo(), one.now_s() + 1)
    one.do(ask.AddRep(), one.now_s() + 1)
    one.do(ask.DropReps(), one.now_s() + 3)
    one.do(ask.AddSet(), one.now_s() + 2)
    one.do(ask.TogglePause(), one.now_s() + 10)
    one.press(one.now_s() + 61)
    one.rep(56.1)
    one.do(ask.Skip(), one.now_s() + 4)
    one.rep(55.05)
    one.pause(75)
    one.do(ask.Skip(), one.now_s() + 21)
    one.do(ask.DropSets(), one.now_s() + 5)
    one.leave(22.5)


def on_hills(store: SqliteStore, week: int) -> None:
    """Hills by distance and by time, the press itself the GO; times that nobody runs, one of which was so."""
    one = Evening(store, week, HILLS, "hills.toml")
    one.press(0)
    for finish in (41.5, 40.8, 12.6, 12.9):
        if finish < 16:
            one.slip(finish)
            one.do(ask.CountRefused(), one.now_s() + 1)
        else:
            one.rep(finish)
        if one.recorder.state.next_deadline() is None:
            one.pause(70 + finish)
    for _ in range(3):
        one.rep()
    if one.recorder.phase is Phase.RUNNING:
        one.press(one.now_s() + 20)
    one.do(ask.IncludeRep(one.uid(2)), one.now_s() + 60)
    one.leave()


def in_the_gym(store: SqliteStore, week: int) -> None:
    """Exercises, and a mile in a pattern; left by a signal, as the first logs still say."""
    one = Evening(store, week, GYM, "gym.toml")
    one.press(0, 630)
    for seconds in (22.2, 25.1, 24.0, 30.5, 31.5):
        if not one._is_in_rep() and one.recorder.state.next_deadline() is None:
            one.pause(20)
        one.rep(seconds)
    one.pause(20)
    one.rep(120.5, 244.25)
    one.leave(command=ask.Stop(Cause.SIGNAL))


def carried_on(store: SqliteStore, week: int) -> None:
    """Broken off three times: gone on with as if nothing had happened, from where it stopped, and after a reboot."""
    one = Evening(store, week, PAVEY, "pavey.toml")
    one.press(0, 300)
    one.rep(82, 165.5)
    one.vanish()
    one.pick_up(40, ask.KeepRunning())
    one.rep(83.1)
    one.vanish()
    one.pick_up(400, ask.CarryOn())
    one.press(one.recorder.state.now_ms / 1_000 + 3)
    one.rep(84.25, 166.6)
    one.vanish()
    one.pick_up(1_000, ask.CarryOn(), boot_id="boot-2")
    if one.recorder.state.is_paused:
        one.do(ask.TogglePause(), one.now_s() + 4)
    if one.recorder.state.waits:
        one.press(one.now_s() + 9)
    one.rep(80.5, 161.15)
    one.wait(one.now_s() + 3)
    one.leave()


def by_press(store: SqliteStore, week: int) -> None:
    """Recoveries that count on past zero, marks missed and pressed twice, presses put in and taken out; dated anew."""
    one = Evening(store, week, PRESSED, "press.toml")
    one.press(0)
    one.rep(40.1, 82.5)
    one.do(ask.CountAsNextMark(), one.now_s() + 1)
    one.press(one.now_s() + 90)
    one.rep(39.9, 80.25, 80.9)
    one.do(ask.DeletePress(one.seq(SplitMarked)), one.now_s() + 5)
    one.press(one.now_s() + 38)
    one.press(one.now_s() + 75)
    one.rep(81.7)
    one.do(ask.InsertPress(one.recorder.state.started_ms + 41_000), one.now_s() + 4)
    one.press(one.now_s() + 36)
    one.do(ask.DateSession(FIRST_WALL_MS + week * WEEK_MS - 3_600_000, 3_600), one.now_s() + 2)
    one.leave()


def broken_off(store: SqliteStore, week: int) -> None:
    """Unfinished in its second rep: the terminal was closed."""
    one = Evening(store, week, FOURS, "fours.toml")
    one.press(0)
    one.rep(77.7)
    one.rep()
    one.wait(one.now_s() + 31)
    one.leave(is_cut_off=True)


def hardly_begun(store: SqliteStore, week: int) -> None:
    """Nothing but the first press."""
    one = Evening(store, week, FOURS, "fours.toml")
    one.press(0)
    one.vanish()


def by_gun(store: SqliteStore, week: int) -> None:
    """Sprints: two false starts, one thought better of, a pause on the marks, a battery that goes flat on them."""
    one = Evening(store, week, SPRINTS, "sprints.toml")
    delays = count(1_600, 111)
    one.recorder._running.draw = lambda _: next(delays)
    one.press(0)
    one.do(ask.NotReady(), 9)
    one.press(40)
    one.rep(13.1)
    one.wait(one.now_s() + 63)
    one.do(ask.NotReady(), one.now_s() + 1)
    one.do(ask.Undo(), one.now_s() + 30)
    one.rep(12.9)
    one.do(ask.TogglePause(), one.now_s() + 65)
    one.do(ask.TogglePause(), one.now_s() + 20)
    one.rep(13.4)
    one.wait(one.now_s() + 62)
    one.vanish()
    one.pick_up(3, ask.KeepRunning())
    one.rep(13.0)
    one.leave()


def from_a_watch(store: SqliteStore, week: int) -> None:
    """Three 400s that a watch has recorded, one of them confirmed at home."""
    seconds = (600.5, 81.42, 90.2, 80.97, 89.9, 82.05, 400.0)
    metres = (2_000, 403, 150, 398, 149, 405, 1_200)
    times = [round(one * 1_000) for one in seconds]
    laps = [
        RecordedLap(number, 0, time_ms, time_ms, distance_m * 1_000)
        for number, (time_ms, distance_m) in enumerate(zip(times, metres, strict=True), start=1)
    ]
    origin = Origin("evening.fit", "fit", "garmin fr965", "3948", "2026-03-12T18:00:00Z")
    made = session_of(pieces_of(on_one_clock(laps, ()))[0], origin, note="windy")
    began_ms = FIRST_WALL_MS + week * WEEK_MS
    session = StoredSession(SessionHeader("imported-3948", made.plan, origin.file, began_ms, 3_600, 0, ""), made.log)
    take_in(store, session, began_ms)
    reps = [step.uid for step in results_of(made.plan, made.log).steps if step.unconfirmed]
    decision = decide(made.plan, made.log, ask.ConfirmReps((reps[1],)), newest_ms(made.log) + 1)
    assert isinstance(decision, Accepted)
    assert store.hold(session.header.id)
    store.append(session.header.id, appended(made.log, decision.events))
    store.release(session.header.id)


def in_a_group(store: SqliteStore, week: int) -> None:
    """Two athletes and a group's own log, in which everything happens once; one session is given to somebody else."""
    began_ms, started = FIRST_WALL_MS + week * WEEK_MS, SessionStarted(0, Cause.SPACE, 5_000)
    plan = load_text(SIXES, "sixes.toml")
    members = (GroupMember("Ana", "group-1-ana"), GroupMember("Ben", "group-1-ben", after_ms=5_000))
    key = Cause.KEY
    said: tuple[Event, ...] = (
        *(GroupFormed(0, Cause.SPACE, members), GoGiven(0, key, 0, 5_000), Passed(80_000, Cause.SPACE)),
        *(Passed(81_000, Cause.SPACE), Named(85_000, key, 2, 1), Named(86_000, key, 3, 0), Swapped(90_000, key, 2, 3)),
        *(Unnamed(91_000, key, 3), Named(92_000, key, 3, 1), Passed(93_000, Cause.SPACE), MarkDropped(94_000, key, 9)),
        *(AllIn(95_000, key), Told(96_000, key, 0, 1, "Ana's rep skipped"), AthleteOut(97_000, key, 1)),
        *(AthleteIn(98_000, key, 1), GroupEnded(99_000, key)),
    )
    headers = [
        SessionHeader(one.session, plan, "sixes.toml", began_ms, 3_600, 0, "boot-1", one.name, "group-1")
        for one in members
    ]
    with store.together():
        store.begin(SessionHeader("group-1", plan, "sixes.toml", began_ms, 3_600, 0, "boot-1", None, "group-1"))
        store.append("group-1", tuple(Entry(seq, seq, event) for seq, event in enumerate(said)))
        for header, at_ms in zip(headers, (80_000, 81_000), strict=True):
            store.begin(header)
            events: tuple[Event, ...] = (started, RepFinished(at_ms, Cause.NAMED), SessionStopped(99_000, Cause.KEY))
            store.append(header.id, tuple(Entry(seq, seq, event) for seq, event in enumerate(events)))
    given = decide(plan, store.read("group-1-ben").log, ask.GiveAthlete("Bea"), 100_000)
    assert isinstance(given, Accepted)
    store.append("group-1-ben", appended(store.read("group-1-ben").log, given.events))
    for session_id in ("group-1", *(one.session for one in members)):
        store.release(session_id)


EVENINGS: Final[tuple[Callable[[SqliteStore, int], None], ...]] = (
    lambda store, week: whole(store, week, 1.01),
    mended,
    reshaped,
    on_hills,
    in_the_gym,
    carried_on,
    by_press,
    lambda store, week: whole(store, week, 1.0),
    mended,
    broken_off,
    hardly_begun,
    by_gun,
    from_a_watch,
    in_a_group,
)
"""In the order of their weeks; what is run twice is held against the first time."""


def make(folder: Path) -> None:
    """Put them all into the history of a folder, and close it."""
    store = SqliteStore(folder)
    numbers = count()
    with patch("trackclock.recorder.saving.secrets.token_hex", lambda _: f"{next(numbers):04x}"):
        for week, evening in enumerate(EVENINGS):
            evening(store, week)
    assert store.flush(30)
    nothing: list[tuple[str]] = []
    kinds = {kind for (kind,) in store.reader.ask(lambda c: c.execute("SELECT type FROM events").fetchall(), nothing)}
    assert kinds == set(EVENT_TYPES), f"nothing here leads to {set(EVENT_TYPES) - kinds}"
    store.close()
