"""Repeats: "3 x", "2 sets of", "8-12 x 300 x 200", "3 x 400/800/800", and exercises that are counted.

It exists because an x means three things: a number of passes, rep x recovery, and a mere separator.
"""

from __future__ import annotations

from trackclock.core.limits import MAX_STEPS, MILE_MM
from trackclock.core.notation.context import failure
from trackclock.core.notation.line.cursor import PAUSE_PARTS
from trackclock.core.notation.line.describe import first_work
from trackclock.core.notation.line.exercises import ExerciseRules
from trackclock.core.notation.placing.attach import settle
from trackclock.core.notation.tree import End, Item, Lead, Multiplier, Node, Pause, Place, Remark, Repeat, Scope, Work
from trackclock.core.notation.words.lexer import TokenKind
from trackclock.core.notation.words.quantities import Measure, Quantity
from trackclock.core.notation.words.vocabulary import REPEAT_WORDS, Part

MAX_LEVELS = 8
"""How many numbers of passes may stand before one length."""

_LIKELY_PASSES = 60
"""A number up to this before a length or bracket is a number of passes."""

_TERRAINS = frozenset(("uphill", "downhill", "up hill", "flat", "grass", "indoor"))
"""Where something is run: behind a number they say nothing that could be run so many times."""

_SETS_OF = ("set", "round", "lot")
_MORE = frozenset(("another", "further"))
_MOST_ADJECTIVES = 2
_ADJECTIVES = frozenset((Part.ADJECTIVE, Part.EASY, Part.EFFORT))
"""What stands between a number and what is run so many times: `4 short hill sprints`."""

_SHORTEST_BARE = 100
"""A bare number from this on can be metres."""

UNITS_ALONE = {"mile": MILE_MM, "miles": MILE_MM, "km": 1_000_000, "k": 1_000_000}


_SHORTEST_ON_OFF, _LONGEST_ON_OFF = 10_000, 60_000
"""Milliseconds of the on and off that are known by their numbers alone: 30/30, 15/15, 40/20."""


class RepeatRules(ExerciseRules):
    """The rules that begin with a number of passes."""

    def chain(self, index: int, end: int) -> int | None:
        """Read a repeat, or lengths parted by crosses.

        Args:
            index: a quantity.
            end: where the level ends.

        Returns:
            The index behind it; None where the quantity is a mere length.

        Raises:
            NotationError: where an x can mean more than one thing.
        """
        if (behind := self._parted_by_crosses(index, end)) is not None:
            return behind
        counts: list[tuple[Quantity, Place]] = []
        position = index
        while (found := self._count_at(position, end)) is not None:
            if counts and found[0].low >= _SHORTEST_BARE * 1_000:
                break  # "8-12 x 300 x 200": what is repeated has been reached
            counts.append((found[0], self.place(position, position)))
            position = found[1]
            if len(counts) > MAX_LEVELS:
                what = f"repeats are nested more than {MAX_LEVELS} deep"
                raise failure(self.place(index, position - 1), what, "multiply some of them out")
            while position < end and self.part(position) is Part.FILLER:
                position += 1
        if not counts:
            return None
        if position < end and self.is_sign(position, ":"):
            return self.labelled(counts[0], position + 1, end)
        is_group = position < end and self.is_sign(position, "(")
        is_set = self.part(position - 1) is Part.OF and (
            self.part(position - 2) is Part.SETS or self.text(position - 1, position - 1).lower().startswith(_SETS_OF)
        )
        body, behind = self._body(counts[-1][1], position, end, is_set=is_set)
        if not body:
            return self._no_body(counts, index, behind)
        is_group = is_group or len([node for node in body if isinstance(node, Work)]) > 1
        for quantity, place in reversed(counts):
            body = [_repeat(quantity, place, body, is_group=is_group)]
            is_group = False
        self.items.append(body[0])
        return behind

    def _parted_by_crosses(self, index: int, end: int) -> int | None:
        """`400 x 800 x 1200`: three lengths or more with mere separators between them."""
        if self.part(index + 1) is not Part.TIMES or self.part(index + 3) is not Part.TIMES:
            return None
        positions = [index]
        while positions[-1] + 2 < end and self.part(positions[-1] + 1) is Part.TIMES:
            if self.part(positions[-1] + 2) is not Part.QUANTITY:
                break
            positions.append(positions[-1] + 2)
        quantities = [self.quantity(position) for position in positions]
        longest = [q for q in quantities if q.measure is Measure.DISTANCE or q.low >= _SHORTEST_BARE * 1_000]
        if len(positions) < 3 or len(longest) < len(positions):
            return None
        whole = self.place(index, positions[-1])
        if len(quantities) % 2 == 0 and quantities[::2] == quantities[1::2]:
            texts = [self.text(position, position) for position in positions]
            choices = (", ".join(texts), ", ".join(f"{text}, {text} jog" for text in texts[::2]))
            what = f"'{whole.text}' can be reps with recoveries as long, or a list of reps"
            raise failure(whole, what, "write " + " or ".join(choices), choices)
        self.context.assume(whole, f"'{whole.text}' is read as a list of lengths")
        for position, quantity in zip(positions, quantities, strict=True):
            self.items.append(Work(quantity, self.place(position, position), joint="" if position == index else "/"))
        return positions[-1] + 1

    def _count_at(self, index: int, end: int) -> tuple[Quantity, int] | None:
        """A number of passes with the sign behind it ("3 x", "2 sets of"), and the index behind both."""
        quantity = self.atoms[index].quantity if index < end and self.part(index) is Part.QUANTITY else None
        if quantity is None or not quantity.is_count:
            return None
        position = index + 1
        if self.part(position) in (Part.SETS, Part.REPS) and self.part(position + 1) is Part.TIMES:
            position += 1
        if position < end and self.part(position) is Part.TIMES:
            follows = self.atoms[position + 1].quantity if self.part(position + 1) is Part.QUANTITY else None
            is_postfix = follows is not None and follows.is_count and follows.high <= _LIKELY_PASSES * 1_000
            if quantity.low >= _SHORTEST_BARE * 1_000 and is_postfix and self.part(position + 2) is not Part.TIMES:
                return None
            position += 1
            if self.part(position) in (Part.SETS, Part.REPS) and self.part(position + 1) is Part.OF:
                position += 2
            return quantity, position
        if quantity.high > _LIKELY_PASSES * 1_000:
            return None
        part, follows_part = self.part(position), self.part(position + 1)
        if part in (Part.SETS, Part.REPS) and follows_part is Part.OF:
            return quantity, self._body_start(position + 2, end)
        if part is Part.SETS and follows_part is Part.QUANTITY and self.part(position + 2) is Part.TIMES:
            return quantity, position + 1
        if part is Part.OF and self.text(position, position).lower() != "of":
            return quantity, self._body_start(position + 1, end)
        if part is Part.SETS and (self.is_sign(position + 1, ":", "(") or self._is_header(position + 1, end)):
            return quantity, position + 1 if self.is_sign(position + 1, "(", ":") else self._header_end(
                position + 1, end
            )
        if part is Part.SETS and (colon := self._colon_behind_words(position + 1, end)) is not None:
            return quantity, colon
        if self.is_sign(position, "(") and position < end and self._is_work_inside(position):
            text = self.text(index, index)
            self.context.assume(self.place(index, index), f"'{text} (...)' is read as '{text} x (...)'")
            return quantity, position
        follows = self.atoms[position].quantity if position < end and part is Part.QUANTITY else None
        is_word = self.tokens[self.atoms[index].first].kind is TokenKind.WORD
        if is_word and follows is not None and follows.is_count and follows.low >= _SHORTEST_BARE * 1_000:
            return quantity, position
        if (
            follows is not None
            and not follows.is_count
            and not self.is_pause_ahead(position, end)
            and (not self.end_ahead(position, end) and (follows.is_plural or follows.measure is Measure.DISTANCE))
        ):
            return quantity, position
        named = position
        while named < min(end, position + _MOST_ADJECTIVES) and self.part(named) in _ADJECTIVES:
            named += 1
        is_kind = self.part(named) is Part.KIND and self.value(named) not in _TERRAINS
        if is_kind and named < end and not quantity.is_range:
            return quantity, position
        return None

    def _body_start(self, index: int, end: int) -> int:
        """Where what is repeated begins behind "3 sets of": behind a colon and mere words, or on the lines below."""
        if (colon := self._colon_behind_words(index, end)) is not None:
            return colon
        is_only_signs = end - index <= 2 and all(self.is_sign(at, ";", ".", "-", ",") for at in range(index, end))
        return end if is_only_signs else index

    def _is_header(self, index: int, end: int) -> bool:
        """Whether only words follow a number of rounds, so that its body stands on the lines below."""
        if any(isinstance(item, (Work, Repeat)) for item in self.items):
            return False
        return all(self.part(position) is not Part.QUANTITY for position in range(index, min(end, index + 12)))

    def _colon_behind_words(self, index: int, end: int) -> int | None:
        """The colon of `5 rounds for time: ...`; None if something else than words stands before it."""
        for position in range(index, min(end, index + 6)):
            if self.is_sign(position, ":"):
                return position
            if self.part(position) not in (Part.FILLER, Part.WORD, Part.EACH, Part.REPS, Part.OF, Part.KIND):
                return None
        return None

    def _header_end(self, index: int, end: int) -> int:
        if self.is_sign(index, ":"):
            return index + 1
        while index < end and not self.is_sign(index, ":", "(", "."):
            index += 1
        return min(index + 1, end) if index < end and not self.is_sign(index, "(") else index

    def _is_work_inside(self, index: int) -> bool:
        """Whether a bracket begins with a rep."""
        close = self.closing[index]
        for position in range(index + 1, close):
            if self.part(position) is Part.QUANTITY:
                return not self.is_pause_ahead(position, close) and self._is_more_than_length(index, close)
            if self.part(position) in PAUSE_PARTS:
                return False
        return False

    def _is_more_than_length(self, index: int, close: int) -> bool:
        return (
            sum(1 for position in range(index + 1, min(close, index + 12)) if self.part(position) is Part.QUANTITY) > 1
        )

    def _no_body(self, counts: list[tuple[Quantity, Place]], index: int, behind: int) -> int:
        """A number of passes with nothing behind it: it is for what stands before, or for the lines below."""
        quantity, place = counts[0]
        if len(counts) > 1:
            what = f"a length is missing after '{self.text(index, behind - 1)}'"
            raise failure(self.place(index, behind - 1), what, "write what is repeated, such as 3 x 400m")
        if any(isinstance(item, (Work, Repeat)) for item in self.items):
            low, high = _passes(quantity, place)
            self.items.append(Multiplier(low, high, place))
        elif behind >= len(self.atoms):
            header = _repeat(quantity, place, [], is_group=True)
            header.is_open_header = True
            self.items.append(header)
        else:
            what = f"a length is missing after '{self.text(index, behind - 1)}'"
            raise failure(self.place(index, behind - 1), what, "write what is repeated, such as 3 x 400m")
        return behind

    def labelled(self, count: tuple[Quantity, Place], index: int, end: int) -> int:
        """Read `3 sets of: 600m, 400m, 200m`: all that follows is repeated; the index behind it."""
        inner = self.level(index, end)
        outside = [
            item for item in inner if isinstance(item, End) or (isinstance(item, Pause) and item.scope is Scope.SETS)
        ]
        body = settle([item for item in inner if item not in outside], self.context)
        quantity, place = count
        header = _repeat(quantity, place, body, is_group=True)
        if first_of(body) is None:
            if index < end or self.items:
                what = f"a length is missing after '{place.text}'"
                raise failure(place, what, "write what is repeated, such as 3 x 400m")
            header.is_open_header = True
        self.items.append(header)
        self.items.extend(outside)
        return end

    def _body(self, place: Place, index: int, end: int, *, is_set: bool = False) -> tuple[list[Node], int]:
        """What stands behind "3 x": a bracket, a length, a list of lengths or an exercise; empty for nothing."""
        if index >= end:
            return [], end
        if self.is_sign(index, "(") and not self._has_number(index):
            behind = self.closing[index] + 1
            self.items.append(Remark(self.text(index + 1, behind - 2), self.place(index, behind - 1)))
            return self._body(place, behind, end, is_set=is_set)
        if self.is_sign(index, "("):
            close = self.closing[index]
            body = settle(self.level(index + 1, close), self.context, passes=True)
            if first_of(body) is None:
                what = "there is no rep in this bracket"
                raise failure(self.place(index, close), what, "write a length, such as (4 x 200m, 30s)")
            return body, close + 1
        part, text = self.part(index), self.text(index, index).lower()
        if part is Part.QUANTITY:
            return self._lengths(place, index, end, is_set=is_set)
        if text in UNITS_ALONE or text in ("lap", "laps"):
            size = UNITS_ALONE.get(text, self.context.options.lap_mm)
            work = Work(Quantity(Measure.DISTANCE, size, size, text), self.place(index, index))
            return [work], self.tail(work, index + 1, end)
        describing = (Part.KIND, Part.EFFORT, Part.EASY, Part.REPS, Part.OF, Part.EXERCISE, Part.ADJECTIVE)
        position = index
        while position < end and self.part(position) in describing:
            position += 1
        if (
            position < end
            and position > index
            and self.part(position) is Part.QUANTITY
            and not self.is_pause_ahead(position, end)
        ):
            body, behind = self._lengths(place, position, end)
            work_found = first_of(body)
            for described in range(index, position):
                if work_found is not None and self.part(described) not in (Part.REPS, Part.OF):
                    self.describe(work_found, described)
            return body, behind
        while self.part(index) in _ADJECTIVES and self.part(index + 1) in (*_ADJECTIVES, Part.KIND):
            index += 1
        part = self.part(index)
        if part in (Part.KIND, Part.EXERCISE):
            work = Work(None, self.place(index, index))
            behind = self.tail(work, index, end)
            work.is_guessed = part is Part.KIND
            return [work], behind
        return [], index

    def _has_number(self, index: int) -> bool:
        """Whether a bracket holds a number, or a rep without one."""
        kept = (Part.QUANTITY, Part.EXERCISE, Part.KIND)
        return any(self.part(position) in kept for position in range(index + 1, self.closing[index]))

    def _lengths(self, place: Place, index: int, end: int, *, is_set: bool = False) -> tuple[list[Node], int]:
        """One length behind "3 x", or several that are parted by slashes, dashes or crosses."""
        quantity = self.quantity(index)
        if quantity.is_count and (named := self.exercise_at(index, end)) is not None:
            return [named[0]], self.tail(named[0], named[1], end)
        work = Work(quantity, self.place(index, index))
        if self.part(index + 1) in (Part.OF, Part.AS) and self.is_sign(index + 2, "(") and index + 2 < end:
            return [work], self.pattern(work, index + 2, end)
        is_cross = self.part(index + 1) is Part.TIMES
        is_joined = is_cross or self.is_sign(index + 1, "/", "-", "+") or (is_set and self.is_sign(index + 1, ","))
        if is_joined and self.part(index + 2) is Part.QUANTITY and index + 2 < end:
            return self._joined_lengths(place.text, work, index, end)
        return [work], self.tail(work, index + 1, end)

    def _joined_lengths(self, count: str, work: Work, index: int, end: int) -> tuple[list[Node], int]:
        """`4 x 600m x 90s` (rep x recovery), `3 x 400/800/800` (a list), `20 x 30s/30s` (on and off)."""
        joint = self.value(index + 1)
        positions = [index]
        while positions[-1] + 2 < end and self.part(positions[-1] + 2) is Part.QUANTITY:
            follows = positions[-1] + 2
            if self.value(follows - 1) != joint:
                break
            if joint == "," and self._is_other_measure(work, follows):
                break
            if joint != "x" and (self.is_pause_ahead(follows, end) or self.part(follows + 1) is Part.TIMES):
                break
            if self.end_ahead(follows, end):
                break
            positions.append(follows)
        quantities = [self.quantity(position) for position in positions]
        first = quantities[0]
        is_pair_of_times = joint == "," and len(positions) == 2 and first.measure is Measure.TIME
        if len(positions) == 1 or is_pair_of_times:
            return [work], self.tail(work, index + 1, end)
        whole = self.place(index, positions[-1])
        texts = [self.text(position, position) for position in positions]
        what = f"'{count} x {whole.text}' can be read in more than one way"
        if joint == "x":
            if len(positions) > 2:
                choice = f"({', '.join(texts)})"
                raise failure(whole, what, f"write {count} x {choice}", (choice,))
            return self._rep_and_recovery(work, positions[1], whole, end)
        second = quantities[1]
        if second.measure is not first.measure and Measure.BARE not in (first.measure, second.measure):
            return [work], self.tail(work, index + 1, end)
        if len(positions) == 2 and joint != ",":
            is_on_off = joint == "-" and first == second and first.measure is Measure.TIME
            is_on_off = is_on_off and first.high <= _LONGEST_ON_OFF
            if second.measure is Measure.TIME and (joint == "/" or is_on_off):
                return self._rep_and_recovery(work, positions[1], whole, end)
            if joint == "/" and all(_is_on_off(quantity) for quantity in (first, second)):
                on, off = (
                    quantity._replace(measure=Measure.TIME, unit="sec", low=quantity.low, high=quantity.high)
                    for quantity in (first, second)
                )
                self.context.assume(whole, f"'{whole.text}' is read as seconds run and seconds of recovery")
                work.quantity = on
                pause = Pause([off], self.place(positions[1], positions[1]), lead=Lead.WITH)
                return [work, pause], self.tail(work, positions[1] + 1, end)
            one, two = texts
            choices = (f"({one}, {two})", f"{one} with {two} recovery", f"{one}, 1 x {two}")
            raise failure(whole, what, "write " + " or ".join(f"{count} x {choice}" for choice in choices), choices)
        body = [
            Work(quantity, self.place(position, position), joint="" if position == index else joint)
            for position, quantity in zip(positions, quantities, strict=True)
        ]
        last = body[-1]
        behind = self.tail(last, positions[-1] + 1, end)
        for item in body:
            item.target = last.target
        return settle(list[Item](body), self.context), behind

    def _is_other_measure(self, work: Work, index: int) -> bool:
        """Whether a length counts something else than a rep: a time behind metres is no rep of the same list."""
        measures = {self.quantity(index).measure, work.quantity.measure if work.quantity else Measure.BARE}
        return measures == {Measure.DISTANCE, Measure.TIME}

    def _rep_and_recovery(self, work: Work, index: int, whole: Place, end: int) -> tuple[list[Node], int]:
        """A rep and its recovery with nothing but a sign between them."""
        self.context.assume(whole, f"'{whole.text}' is read as a rep and its recovery")
        pause = Pause([self.quantity(index)], self.place(index, index), lead=Lead.WITH)
        return [work, pause], self.tail(work, index + 1, end)

    def multiplier(self, index: int, end: int) -> int | None:
        """Read "x 3", "twice", "repeat for 3 rounds" behind what is repeated.

        Returns:
            The index behind it; None if it is none.
        """
        position, is_all, start = index, False, index
        while position < end and self.part(position) in (Part.REPEAT, Part.TIMES, Part.FILLER, Part.SETS, Part.OF):
            is_all = is_all or self.part(position) is Part.REPEAT
            position += 1
        if self._is_once_more(index, position, end):
            place = self.place(index, index)
            self.context.assume(place, f"'{place.text}' is read as once more: two passes in all")
            self.items.append(Multiplier(2, 2, place, is_all=True))
            return position
        if position >= end:
            return None
        is_more = self.value(position) in _MORE and self.part(position + 1) is Part.QUANTITY and position + 1 < end
        if is_all and is_more:
            return self._some_more(index, position + 1, end)
        word = self.value(position)
        quantity = self.atoms[position].quantity if self.part(position) is Part.QUANTITY else None
        place = self.place(position, position)
        if word in REPEAT_WORDS:
            low = high = REPEAT_WORDS[word]
        elif quantity is not None and quantity.is_count:
            low, high = _passes(quantity, place)
        else:
            return None
        position += 1
        while position < end and self.part(position) in (Part.TIMES, Part.SETS, Part.REPS):
            position += 1
        place = self.place(start, position - 1)
        if is_all and self.is_sign(position, ":") and not any(isinstance(item, (Work, Repeat)) for item in self.items):
            return self.labelled((Quantity(Measure.BARE, low * 1_000, high * 1_000), place), position + 1, end)
        if is_all and (told := self._in_all(position, end)) is not None:
            total, behind = told
            if total not in (low, low + 1) or low != high:
                what = f"'{place.text}' does not come to {total}"
                raise failure(place, what, f"write {total} x (...), or repeat {total} times")
            if total > low:
                self.context.assume(place, f"'{place.text}' is read as {total} passes in all")
            low = high = total
            position = behind
        self.items.append(Multiplier(low, high, place, is_all=is_all))
        return position

    def _in_all(self, index: int, end: int) -> tuple[int, int] | None:
        """The number in `repeat 3 times (so 4 in total)` and the index behind it; None where none is told."""
        close = self.closing[index] if index < end and self.is_sign(index, "(") else None
        if close is None and not (index < end and self.is_sign(index, ",", "-", ";")):
            return None
        position = index + 1
        while position < end and (self.part(position) is Part.FILLER or self.is_sign(position, "=")):
            position += 1
        quantity = self.atoms[position].quantity if position < end and self.part(position) is Part.QUANTITY else None
        if quantity is None or not quantity.is_count or quantity.is_range:
            return None
        while position + 1 < end and self.part(position + 1) in (Part.REPS, Part.SETS, Part.TIMES):
            position += 1
        if self.part(position + 1) is not Part.TOTAL:
            return None
        return quantity.low // 1_000, close + 1 if close is not None else position + 2

    def _some_more(self, index: int, position: int, end: int) -> int | None:
        """Read "repeat another 2 times": so many passes beside the first."""
        quantity = self.quantity(position)
        if not quantity.is_count:
            return None
        behind = position + 1
        while behind < end and self.part(behind) in (Part.TIMES, Part.SETS, Part.REPS):
            behind += 1
        place = self.place(index, behind - 1)
        low, high = _passes(quantity, place)
        if any(isinstance(item, Pause) for item in self.items):
            what = f"'{place.text}' stands beside a recovery, which may lie between the passes or before them"
            raise failure(place, what, f"write {low + 1} x (...) with the recovery behind it")
        self.context.assume(place, f"'{place.text}' is read as {low + 1} passes in all")
        self.items.append(Multiplier(low + 1, high + 1, place, is_all=True))
        return behind

    def _is_once_more(self, index: int, behind: int, end: int) -> bool:
        """Whether a line ends in "repeat" and nothing says how often."""
        is_last = behind >= end or (behind + 1 == end and self.is_sign(behind, "."))
        is_alone = self.part(index) is Part.REPEAT and self.value(index) == "repeat" and behind == index + 1
        if not is_last or not is_alone or (index and self.part(index - 1) is not Part.SIGN):
            return False
        return index == 0 or any(isinstance(item, (Work, Repeat)) for item in self.items)


def first_of(body: list[Node]) -> Work | None:
    """The first rep of a body."""
    return next((work for node in body if (work := first_work(node)) is not None), None)


def _is_on_off(quantity: Quantity) -> bool:
    """Whether a bare number can be the seconds of `10 x 30/30`: no rep of so few metres is run."""
    is_bare = quantity.measure is Measure.BARE and not (quantity.is_range or quantity.is_plural)
    return is_bare and _SHORTEST_ON_OFF <= quantity.low <= _LONGEST_ON_OFF and quantity.low % 5_000 == 0


def _passes(quantity: Quantity, place: Place) -> tuple[int, int]:
    """The number of passes, least and most.

    Raises:
        NotationError: for none at all, or more than a plan can have steps.
    """
    low, high = quantity.low // 1_000, quantity.high // 1_000
    if low < 1:
        raise failure(place, f"'{place.text}' repeats nothing", "write how often it is run, from 1 on")
    if high > MAX_STEPS:
        what = f"{high} repeats are more than a session can have"
        raise failure(place, what, f"a session has at most {MAX_STEPS:,} steps")
    return low, high


def _repeat(quantity: Quantity, place: Place, body: list[Node], *, is_group: bool) -> Repeat:
    low, high = _passes(quantity, place)
    return Repeat(low, high, body, place, is_group=is_group)
