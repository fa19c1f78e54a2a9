"""Sessions said at random in the ways in which coaches say them, each with what is run.

It exists as the oracle of the notation: whoever listed sentences would list those that are read. Here each piece of a
session (a count, a length, a target, a recovery, a rest, what joins them) is said in one of many ways, so that every
way meets every other.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

MILE_MM = 1_609_344
_WORDS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 8: "eight", 10: "ten", 12: "twelve"}


class Length(NamedTuple):
    """How long something is: millimetres, milliseconds, or whatever it takes."""

    mm: int = 0
    ms: int = 0


OPEN = Length()


class Wanted(NamedTuple):
    """One step that has to be run.

    Attributes:
        is_pause: whether it is a recovery or rest.
        length: how long it is; `OPEN` for a pause that may be of any length.
    """

    is_pause: bool
    length: Length


class Said(NamedTuple):
    """A piece of a session.

    Attributes:
        text: what was said.
        steps: what is run.
    """

    text: str
    steps: list[Wanted]


Piece: TypeAlias = Callable[["Coach"], Said]


class Coach:
    """Says sessions.

    Attributes:
        random: where the choices come from.
    """

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def one_of(self, ways: str, /, **values: object) -> str:
        """One way of those that are parted by bars, with its values."""
        return self.random.choice(ways.split("|")).format(**values)

    def time(self, seconds: int) -> str:
        """A time in one of its spellings."""
        minutes, rest = divmod(seconds, 60)
        if rest:
            clock = f"|{minutes}:{rest:02}" if minutes else ""
            return self.one_of('{s}s|{s} sec|{s} secs|{s} seconds|{s}"' + clock, s=seconds)
        ways = "{m} min|{m}min|{m} mins|{m} minutes|{m}'|{m}:00|{word} minutes"
        return self.one_of(
            ways + ("|{s} sec|{s}s" if seconds <= 120 else ""), m=minutes, s=seconds, word=_words(minutes)
        )

    def distance(self, metres: int) -> str:
        """A distance in one of its spellings."""
        ways = "{d}m|{d} m|{d} metres|{d} meters|{d}" + ("|{k}k|{k}km|{k} km" if metres % 1_000 == 0 else "")
        return self.one_of(ways, d=metres, k=metres // 1_000)

    # -- pieces ----------------------------------------------------------------------------------------------------

    def reps(self) -> tuple[int, Length, str]:
        """A number of reps of one length."""
        count = self.random.choice([2, 3, 4, 5, 6, 8, 10, 12])
        if self.random.random() < 0.75:
            metres = self.random.choice([200, 300, 400, 500, 600, 800, 1000, 1200, 1600])
            length, text = Length(mm=metres * 1_000), self.distance(metres)
            named = f"|{{n}} {metres}s|{{n}} x {metres}s"
        else:
            seconds = self.random.choice([60, 90, 120, 180, 240, 300])
            length, text, named = Length(ms=seconds * 1_000), self.time(seconds), ""
        ways = (
            "{n} x {L}|{n} X {L}|{n} × {L}|{n} reps of {L}|{n} repeats of {L}|{n} x {L} reps|{n} x {L} repeats"
            "|{n} x {L} intervals|{n} x {L} efforts|{n} times {L}|{n} lots of {L}|{n} x {L} runs|{n} repetitions of {L}"
            "|{n} efforts of {L}|{n} efforts over {L}|{n} bouts of {L}|{n} intervals of {L}|{n} x {L} hard|{w} by {L}"
        )
        if text[0].isdigit():
            ways += "|{n}x{L}"
        if not text.isdigit():
            ways += "|{w} x {L}|{w} {L} reps|{n} {L} repeats|{L} x {n}|{L} repeats x {n}|{L} ({n} times)|{L} reps ({n})"
            ways += "|{n} {L} runs|{n} hard {L} reps|{n} fast {L}|{L}, {n} times|{L} x {w}|{n} of {L}"
        return count, length, self.one_of(ways + named, n=count, w=_words(count), L=text)

    def target(self, length: Length) -> str:
        """What the reps are to be run in, or nothing."""
        if self.random.random() < 0.55:
            return ""
        if length.mm and self.random.random() < 0.5:
            first = length.mm * self.random.randint(17, 21) // 100_000
            last = first + max(1, first // 50)
            ways = "{a}|{a}-{b}"
            if first < 100:
                ways += "|{s}|{s}s|{s} sec|{s}-{t}|{s}-{t}s"
            time = self.one_of(ways, a=_clock(first), b=_clock(last), s=first, t=last)
            return self.one_of(
                " @ {t}| @{t}| at {t}| in {t}| in {t} each| (in {t})| (@ {t})|, aim for {t}| each in {t}| at around {t}"
                "| holding {t}| hitting {t}| in under {t}| trying to run {t}| (target: {t})|, target time {t}"
                "| in about {t}",
                t=time,
            )
        pace = self.one_of(
            "5k pace|mile pace|10k effort|threshold|3k race pace|goal pace|90%|VO2 max pace|tempo pace|1500m pace"
            "|half marathon pace|current 5k pace|95% effort|RPE 8|8/10 effort|a fast pace|slightly faster than 10k pace"
        )
        return self.one_of(" @ {t}| at {t}| ({t})| (at {t})|, at {t}| run at {t}| @{t}", t=pace)

    def recovery(self) -> tuple[Length, str]:
        """The recovery between reps."""
        kind = self.random.random()
        if kind < 0.6:
            seconds = self.random.choice([30, 45, 60, 75, 90, 120, 180, 240])
            ways = (
                " with {T} recovery| w/ {T} rest| w {T} rec| off {T}|, {T} recovery|, {T} rest between reps| ({T} rest)"
                "| [{T} rest]| with {T} jog recovery| with {T} recoveries| R={T}|, rest {T}"
                "|, taking {T} rest between each|. {T} recovery between reps|. Rest {T} between reps|. Recovery {T}"
                "|; {T} recovery| with a {T} recovery| with {T} between each"
                "| with {T} rest in between| with {T} walking between reps| (rest {T})"
                "|, {T} jog between| with {T} standing rest|. Recovery: {T}|, jog {T} between| on {T} recovery"
                "|, recovery = {T}| with {T} active recovery| with recoveries of {T}|. {T} between each| w/{T} jog"
                "| ({T} jog)|. Take {T} rest between each one|, each with {T} recovery|/{T} rest| with {T} rests"
                "| taking {T} to recover|. Walk {T} between| with {T} of easy jogging between each| resting {T} between"
                "|. You get {T} between each rep|, recover for {T}|. Recover with a {T} jog|. Jog for {T} to recover"
                "| ({T} between)| on {T} rest|. Rest is {T}|. The recovery is {T}| separated by {T} of jogging"
                "| with {T} slow jog in between| with just {T} between| with approximately {T} recovery|, {T} break"
                "| with {T} jogging recoveries|. Between each one, rest {T}|. In between, walk for {T}"
                "|. Between reps jog {T}"
                "| with a {T} break between each|, recovery of {T}|, each followed by {T} of rest| ({T} recoveries)"
            )
            return Length(ms=seconds * 1_000), self.one_of(ways, T=self.time(seconds))
        if kind < 0.8:
            metres = self.random.choice([100, 200, 300, 400])
            ways = (
                " with {D} jog|, {D} jog| ({D} jog)| with {D} jog recovery|, jog {D} between| with a {D} walk"
                "| w/ {D} jog|; {D} jog recovery| with a {D} jog recovery between reps|. Jog {D} between reps"
                "| with {D} float| off {D} jog| with {D} jogs between|. Jog {D} to recover|, recover with a {D} jog"
                "|. Recovery is a {D} jog|, each followed by a {D} jog| separated by {D} jog| with {D} walk/jog between"
            )
            return Length(mm=metres * 1_000), self.one_of(ways, D=f"{metres}m")
        ways = " with walk back recovery|, walk back| with jog back recovery| with full recovery| (full recovery)"
        return OPEN, self.one_of(ways + "| with a jog back| (walk back recovery)")

    def repeat(self) -> Said:
        """Reps of one length."""
        count, length, reps = self.reps()
        target, (pause, recovery) = self.target(length), self.recovery()
        return Said(reps + target + recovery, _alternating([length] * count, pause))

    def sets(self) -> Said:
        """Sets of reps of one length."""
        passes = self.random.choice([2, 3, 4])
        body, seconds = self.repeat(), self.random.choice([180, 240, 300, 360])
        ways = (
            "{n} sets of {B}, {T} between sets|{n} x ({B}), {T} between sets|{n} sets of {B} and {T} between sets"
            "|{n} sets of ({B}) with {T} rest between sets|{n} sets: {B}. {T} between sets"
            "|{B}. {n} sets with {T} between sets|({B}) x {n}, {T} between sets|{n} sets of {B}; {T} set rest"
            "|{n} rounds of {B}, with {T} rest between rounds|{n} sets of {B}. Rest {T} between sets"
        )
        text = self.one_of(ways, n=passes, B=body.text, T=self.time(seconds))
        return Said(text, _joined([body.steps] * passes, Length(ms=seconds * 1_000)))

    def ladder(self) -> Said:
        """Lengths in a row with one recovery for all."""
        metres = self.random.choice(
            [[200, 400, 600, 400, 200], [1200, 800, 400], [1000, 800, 600, 400], [300, 600, 900]]
        )
        joint = self.random.choice(["-", ", ", "m, ", " + ", "m-", " - ", "m + ", "m / "])
        unit = "m" if "m" in joint or self.random.random() < 0.6 else ""
        pause, recovery = self.recovery()
        head = self.one_of("|Ladder: |Pyramid: |Ladder of ")
        text = f"{head}{joint.join(map(str, metres))}{unit}{recovery}"
        return Said(text, _alternating([Length(mm=length * 1_000) for length in metres], pause))

    def listed(self) -> Said:
        """Lengths in a row, each with the recovery behind it."""
        metres = self.random.choice([[1200, 800, 400], [1000, 800, 600, 400], [600, 500, 400, 300]])
        seconds = [self.random.choice([60, 90, 120, 180]) for _ in metres[1:]]
        first, between = self.random.choice(
            [("{d}m ({T})", ", "), ("{d}, {T} rest", ", "), ("{d}m, {T} rest", "\n"), ("{d} w/ {T} rest", ", ")]
        )
        pieces = [first.format(d=length, T=self.time(rest)) for length, rest in zip(metres, seconds, strict=False)]
        steps: list[Wanted] = []
        for length, rest in zip(metres, seconds, strict=False):
            steps += [Wanted(False, Length(mm=length * 1_000)), Wanted(True, Length(ms=rest * 1_000))]
        return Said(between.join([*pieces, f"{metres[-1]}m"]), [*steps, Wanted(False, Length(mm=metres[-1] * 1_000))])

    def in_turn(self) -> Said:
        """Hard and easy, or running and walking, so many times."""
        count, (hard, easy) = (
            self.random.choice([4, 5, 8, 10]),
            self.random.choice([(30, 30), (60, 60), (120, 60), (40, 20)]),
        )
        ways = (
            "{n} x {A} on, {B} off|{n} x {A} on / {B} off|{n} x {A} hard, {B} easy|{n} x {A} hard / {B} easy"
            "|{n} x ({A} fast, {B} slow)|{n} times {A} hard, {B} easy|{n} rounds of {A} hard, {B} easy"
            "|{A} hard, {B} easy x {n}|{A} hard, {B} easy, repeat {n} times|({A} hard, {B} easy) x {n}"
            "|{A} hard, {B} easy. Repeat {n} times|alternate {A} hard and {B} easy {n} times"
            "|run {A}, walk {B} x {n}|run {A}, walk {B}, repeat {n} times|{n} x (run {A}, walk {B})"
            "|{n} x {A} run / {B} walk|Run for {A}, walk for {B}. Repeat {n} times|{n} x {A} run, {B} walk"
        )
        text = self.one_of(ways, n=count, A=self.time(hard), B=self.time(easy))
        return Said(text, _alternating([Length(ms=hard * 1_000)] * count, Length(ms=easy * 1_000)))

    def mixed(self) -> Said:
        """Sets of several lengths."""
        passes, metres = (
            self.random.choice([2, 3, 4]),
            self.random.choice([[600, 400, 200], [400, 200], [500, 300, 100]]),
        )
        rest, between = self.random.choice([30, 60, 90, 120]), self.random.choice([180, 240, 300, 480])
        lengths = self.random.choice([", ", "/", " + ", "-"]).join(f"{length}m" for length in metres)
        ways = (
            "{n} x ({L}) with {P} between reps and {Q} between sets|{n} sets of ({L}) with {P} rest, {Q} between sets"
            "|{n} sets of {L} with {P} between reps and {Q} between sets"
            "|{n} x ({L}), {P} between reps, {Q} between sets"
            "|({L}) x {n} with {P} between reps and {Q} between sets|{L} x {n}, {P} between reps and {Q} between sets"
        )
        text = self.one_of(ways, n=passes, L=lengths, P=self.time(rest), Q=self.time(between))
        body = _alternating([Length(mm=length * 1_000) for length in metres], Length(ms=rest * 1_000))
        return Said(text, _joined([body] * passes, Length(ms=between * 1_000)))

    def hills(self) -> Said:
        """Reps up a hill."""
        count, seconds = self.random.choice([4, 6, 8, 10]), self.random.choice([10, 20, 30, 45, 90])
        ways = (
            "{n} x {L} hills, jog down recovery|{n} x {L} hill sprints with walk back recovery"
            "|{n} x {L} hill, walk back|{n} x {L} uphill, jog down|{n} hill sprints of {L} with walk back"
            "|{n} x hill sprints, {L} each, walk back down"
            "|{n} {L} hill reps, jog back recovery|Hill reps - {n} x {L} with jog down recovery"
        )
        return Said(
            self.one_of(ways, n=count, L=self.time(seconds)), _alternating([Length(ms=seconds * 1_000)] * count, OPEN)
        )

    def tempo(self) -> Said:
        """A longer run at a steady pace."""
        length, name = self.random.choice(
            [(Length(ms=1_200_000), "20 min"), (Length(mm=2 * MILE_MM), "2 miles"), (Length(mm=5_000_000), "5k")]
        )
        return Said(
            self.one_of("{L} tempo|{L} at tempo|{L} @ threshold|{L} tempo run", L=name), [Wanted(False, length)]
        )

    # -- sessions --------------------------------------------------------------------------------------------------

    def block(self) -> Said:
        """One of the pieces, the commonest most often."""
        common: tuple[Piece, ...] = (Coach.repeat, Coach.sets, Coach.in_turn, Coach.mixed)
        rare: tuple[Piece, ...] = (Coach.ladder, Coach.listed, Coach.hills, Coach.tempo)
        return self.random.choices([*common, *rare], [6, 2, 2, 2, 1, 1, 1, 1])[0](self)

    def session(self) -> Said:
        """A session: a warm-up, a block or two, a cool-down, and what stands around them."""
        said = self.block()
        text, steps = said
        if self.random.random() < 0.2:
            warm = self.random.choice([600, 900])
            ways = "{T} warm up, |Warm up: {T}\n|WU {T}; |{T} warm-up\n|{T} easy warm up, then |After a {T} warm up, "
            text = self.one_of(ways, T=self.time(warm)) + text
            steps = [Wanted(False, Length(ms=warm * 1_000)), *steps]
        else:
            ways = "||||Do |Run |Session: |Main set: |Tuesday: |Tuesday - |We did |Track session: |- |1) |Workout: "
            text = self.one_of(ways) + text
        if self.random.random() < 0.25:
            text, steps = self._with_second(text, steps)
        if self.random.random() < 0.2:
            cool = self.random.choice([600, 900])
            ways = ", {T} cool down|\nCool down: {T}|; CD {T}|. Cool down {T}|, then {T} easy cool down"
            text += self.one_of(ways, T=self.time(cool))
            steps = [*steps, Wanted(True, OPEN), Wanted(False, Length(ms=cool * 1_000))]
        return Said(text + self.one_of("||||.|. Enjoy!| on the track|. Stay relaxed."), steps)

    def _with_second(self, text: str, steps: list[Wanted]) -> tuple[str, list[Wanted]]:
        """A second block behind the first, with or without a rest between them."""
        second, rest = self.block(), self.random.choice([180, 300, 480])
        if self.random.random() < 0.5:
            ways = "; {T} rest; |. {T} rest. |\n{T} rest\n|, then {T} rest, then |. Then {T} rest, then "
            joint, between = self.one_of(ways, T=self.time(rest)), Length(ms=rest * 1_000)
        else:
            joint, between = self.one_of(", then |; |\n|. Then | followed by | then |. |\n\n| and then "), OPEN
        return text + joint + second.text, [*steps, Wanted(True, between), *second.steps]


def session(seed: int) -> Said:
    """The session of a number, always the same."""
    return Coach(seed).session()


def _words(number: int) -> str:
    return _WORDS.get(number, str(number))


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def _alternating(lengths: list[Length], pause: Length) -> list[Wanted]:
    steps = [step for length in lengths for step in (Wanted(False, length), Wanted(True, pause))]
    return steps[:-1]


def _joined(passes: list[list[Wanted]], pause: Length) -> list[Wanted]:
    steps: list[Wanted] = []
    for body in passes:
        steps += [*body, Wanted(True, pause)]
    return steps[:-1]
