"""One line of atoms -> its items: reps, repeats, pauses, targets and words, in the order of the text.

It exists to know each piece by its first words; what belongs to what is settled afterwards (`attach`).
"""

from __future__ import annotations

from trackclock.core.limits import MAX_STEPS, SHORTEST_TOTAL_MM, SHORTEST_TOTAL_MS
from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.line.cursor import END_PARTS, PAUSE_LEADS, PAUSE_PARTS, WISH_PARTS
from trackclock.core.notation.line.describe import first_work
from trackclock.core.notation.line.openings import STARTING, OpeningRules
from trackclock.core.notation.line.pause_phrases import pause_list, read_pause
from trackclock.core.notation.line.repeats import UNITS_ALONE
from trackclock.core.notation.line.target_phrases import read_aims
from trackclock.core.notation.placing.send_offs import give_send_off, refuse_beside_send_off
from trackclock.core.notation.tree import End, Item, Lead, Node, Pause, Relative, Remark, Repeat, Work
from trackclock.core.notation.words.lexer import Token
from trackclock.core.notation.words.quantities import Measure, Quantity
from trackclock.core.notation.words.vocabulary import REPEAT_WORDS, Part

_MAX_LEVELS = 12
_FURTHEST_PLACE = 4
"""How many atoms behind "with" a word such as "last" is looked for."""

_NAMED_BY_LENGTH = frozenset(("runner", "runners", "races", "racers", "event", "events", "specialists", "athletes"))
_GROUNDS = frozenset(("loop", "circuit", "course", "field", "stretch"))
_NAMED_BY_LENGTH |= frozenset(("session", "sessions", "workout", "workouts", "training", "plan", "pbs"))
"""What a length before it only names: `800m runners`, `a 5k session`."""

_INSIDE = frozenset(("including", "incl", "inc", "containing"))
"""What says that the reps behind it are a part of the run before it."""

_MOST_ITEMS = 2 * MAX_STEPS
"""A line with more pieces than reps and recoveries of the longest session is refused as it is read."""

_JOINTS = {",": ",", ";": ";", ".": ".", "/": "/", "-": "-", "+": "+", "bullet": ",", ":": ":", "&": "and"}
_WEIGHTS = {"": 0, "and": 1, "-": 1, "/": 1, "+": 1, ",": 2, ":": 2, "then": 3, "into": 3, ";": 3, ".": 4}


_JOINING_PARTS = frozenset((Part.THEN, Part.AND))
_AIM_PARTS = WISH_PARTS | {Part.AT, Part.IN, Part.AIM, Part.NAME, Part.PACE}
_COUNTED = frozenset((Part.TIMES, Part.SETS, Part.REPS, Part.OF))
_WORD_STOPS = frozenset(
    (Part.SIGN, Part.QUANTITY, Part.SEND_OFF, Part.WITH, Part.AT, Part.THEN, Part.AND, Part.RAW, Part.OR, Part.TOTAL)
)
_WORD_STOPS |= PAUSE_LEADS | END_PARTS | WISH_PARTS


class LineParser(OpeningRules):
    """Reads one line.

    Attributes:
        depth: how many levels are open.
    """

    def __init__(self, context: Context, tokens: list[Token]) -> None:
        super().__init__(context, tokens)
        self.items = []
        self.depth = 0

    def parse(self) -> list[Item]:
        """All items of the line.

        Raises:
            NotationError: for what cannot be read in one way.
        """
        return self.level(0, len(self.atoms))

    def level(self, start: int, end: int) -> list[Item]:
        """The items of one level, brackets being levels of their own."""
        outer, self.items = self.items, []
        self.depth += 1
        if self.depth > _MAX_LEVELS:
            raise failure(self.place(start, start), "repeats are nested too deep", "write them one after the other")
        index, joint, works = start, "", 0
        prefix: list[int] = []
        while index < end:
            if len(self.items) > _MOST_ITEMS or works > MAX_STEPS:
                what = f"this makes more than {MAX_STEPS:,} steps"
                raise failure(self.place(index, index), what, f"a session has at most {MAX_STEPS:,} steps")
            atom = self.atoms[index]
            sign = _JOINTS.get(atom.value, "") if atom.part is Part.SIGN else ""
            if atom.part in _JOINING_PARTS:
                sign = "and" if atom.part is Part.AND else "into" if atom.value == "into" else "then"
            if sign == ":" and len(self.items) == 1 and isinstance(self.items[0], Work) and index + 1 < end:
                index = self.colon(index, end)
                continue
            if sign:
                joint = sign if _WEIGHTS[sign] > _WEIGHTS[joint] else joint
                index += 1
                continue
            if self.is_prefix(index, end):
                prefix.append(index)
                index += 1
                continue
            count = len(self.items)
            index = self._item(index, end, joint)
            for item in self.items[count:]:
                item.joint = item.joint or joint
                works += _fewest_steps(item)
            if len(self.items) > count:
                self._give_prefix(prefix, self.items[count])
                prefix, joint = [], ""
        self.items.extend(Remark(self.text(left, left), self.place(left, left)) for left in prefix)
        items, self.items = self.items, outer
        self.depth -= 1
        return items

    def _give_prefix(self, prefix: list[int], item: Item) -> None:
        """Hand the words that stood before a length to what came of it."""
        work = first_work(item)
        for index in prefix:
            if work is not None:
                self.describe(work, index)
            elif isinstance(item, End):
                item.notes.append(self.text(index, index))

    def _item(self, index: int, end: int, joint: str) -> int:
        """Read one item or more from here on; the index behind them."""
        atom, part = self.atoms[index], self.atoms[index].part
        if part is Part.WORD and joint not in ("then", "and", "+"):
            self.refuse_part_of_rep(index, end)
            if (behind := self.share(index, end)) is not None:
                return behind
        if part is Part.QUANTITY:
            return self._quantity(index, end)
        if part is Part.SEND_OFF:
            give_send_off(self.items, self.quantity(index), self.place(index, index))
            return index + 1
        if part is Part.WORD and atom.value in UNITS_ALONE and self.part(index + 1) is Part.REPS:
            size = UNITS_ALONE[atom.value]
            unit = Work(Quantity(Measure.DISTANCE, size, size, atom.value), self.place(index, index))
            self.items.append(unit)
            return self.tail(unit, index + 1, end)
        if part is Part.SIGN:
            return self._sign(index, end, joint)
        if part is Part.EACH and self._is_told_of_each(index):
            return self._told_of_some(index + 1, end)
        if part is Part.EACH and self.part(index + 1) is Part.QUANTITY:
            self.refuse_send_off(index)
        if part is Part.EFFORT and self.part(index + 1) is Part.WORD and joint in ("and", ".", ","):
            return self._words(index, end)
        if part is Part.RAW:
            return self.raw_note(index)
        if part in END_PARTS:
            return self.ending(index, end)
        is_equal = part is Part.EQUAL and not self.value(index).endswith(("recovery", "rest", "jog"))
        if is_equal and self.part(index + 1) in (Part.WORD, Part.KIND, Part.EFFORT, Part.NAME):
            return self._words(index, end)
        if is_equal and joint == "" and self.items and isinstance(self.items[-1], Remark):
            return self._words(index, end)
        if part is Part.AS and self.part(index + 1) is Part.QUANTITY:
            what = f"'{self.text(index, index + 1)}' has no meaning here"
            raise failure(
                self.place(index, index + 1), what, "write what is repeated in brackets, as in 4 x (200m, 200m jog)"
            )
        is_alone = not self.items or self.value(index) == "back"
        if part is Part.BACK and is_alone and self.part(index + 1) in (Part.FILLER, Part.WORD):
            return self._words(index, end)
        if part in PAUSE_LEADS or part is Part.NONE:
            return self._pause(index, end, Lead.LIST)
        if part is Part.OFF and (self.part(index + 1) is Part.QUANTITY or self.is_pause_ahead(index, end)):
            return self._pause(index, end, Lead.WITH)
        if part is Part.WITH:
            return self._with(index, end)
        if part in _AIM_PARTS:
            return self._aim(index, end)
        if part is Part.REPEAT and self.value(index + 1) in ("until", "till") and index + 1 < end:
            what = f"'{self.text(index, index + 1)}' does not say how often"
            raise failure(self.place(index, index + 1), what, "write the number of passes, such as repeat 3 times")
        if part in (Part.REPEAT, Part.TIMES) or atom.value in REPEAT_WORDS or atom.value == "repeat":
            behind = self.multiplier(index, end)
            return behind if behind is not None else self._words(index, end)
        if part is Part.TOTAL:
            return self.stated_total(index, end)
        if part is Part.EXERCISE:
            return self.exercise(index, end)
        if part is Part.OR:
            return self.alternative(index, end)
        return self._words(index, end)

    def _sign(self, index: int, end: int, joint: str) -> int:
        value = self.value(index)
        if value == "(":
            return self.bracket(index, self.closing[index], joint)
        if value == "=":
            return self.stated_total(index, end)
        if value in ("~", "#", "_", "'", '"', "\\"):
            return index + 1
        if value == "@":
            return self._aim(index, end)
        what = f"'{self.text(index, index)}' has no meaning here"
        raise failure(self.place(index, index), what, "leave it out, or put the words in [note: ...]")

    def _pause(self, index: int, end: int, lead: Lead) -> int:
        pause, behind = read_pause(self, index, end, lead)
        self.refuse_whose_length(pause, index)
        if lead is Lead.WITH:
            refuse_beside_send_off(self.items, pause)
        self.items.append(pause)
        return behind

    def _with(self, index: int, end: int) -> int:
        """What "with" brings in: a recovery, more work, a warm-up, or words."""
        small = (Part.FILLER, Part.ADJECTIVE, Part.EASY, Part.WITH, Part.WORD)
        for position in range(index + 1, min(index + _FURTHEST_PLACE, end)):
            if self.part(position) not in (*small, Part.EACH):
                break
            self.refuse_part_of_rep(position, end)
        if self.value(index - 1) in STARTING and index and self.part(index + 1) is Part.QUANTITY:
            return index + 1
        position = index + 1
        while position < end and self.part(position) in small:
            position += 1
        self.spend(position - index, index)
        part = self.part(position) if position < end else None
        if part in END_PARTS:
            return position
        if part is Part.QUANTITY:
            if self.part(position + 1) is Part.TIMES or self.end_ahead(position, end) is not None:
                self._refuse_as_many(position)
                return position
            if self.part(position + 1) in (Part.AT, Part.EFFORT) and self.items and isinstance(self.items[-1], Pause):
                self.check_words(position, position)
            is_told = any(self.part(between) is Part.WORD for between in range(index + 1, position))
            if is_told and not self.is_pause_ahead(position, end):
                self.check_words(index + 1, position)
            return self._pause(index + 1, end, Lead.WITH)
        if part in PAUSE_PARTS or part is Part.NONE:
            return self._pause(index + 1, end, Lead.WITH)
        return self._words(index, end)

    def _refuse_as_many(self, index: int) -> None:
        """Ask whether `15 x 1 min hard, with 15 x 1 min easy` are run in turn or one after the other.

        Raises:
            NotationError: if there are as many passes as in the repeat before it.
        """
        before = self.items[-1] if self.items else None
        quantity = self.quantity(index)
        whole = before.quantity if isinstance(before, Work) else None
        if isinstance(before, Work) and whole is not None and whole.measure is not Measure.BARE:
            shortest = SHORTEST_TOTAL_MS if whole.measure is Measure.TIME else SHORTEST_TOTAL_MM
            if quantity.is_count and whole.low >= shortest and self._is_inside(index, before):
                return
            if quantity.is_count and whole.low >= shortest and self.part(index + 1) is Part.TIMES:
                place = self.place(index, index + 1)
                what = f"'{before.place.text}' can be the total with what follows, or be run before it"
                instead = f"write '{before.place.text}, then {place.text} ...', or leave the total out"
                raise failure(before.place, what, instead)
        if isinstance(before, Repeat) and before.low * 1_000 == quantity.low > 1_000 and quantity.is_count:
            place = self.place(index, index + 1)
            what = f"'with {place.text}' can be in turn with the reps before it, or after them"
            raise failure(place, what, f"write {before.low} x (1 min hard, 1 min easy), or 'then {place.text}'")

    def _is_inside(self, index: int, before: Work) -> bool:
        """Whether reps are told to be inside a longer run, `17 miles including 3 x 1 mile`, whose length is a note."""
        is_said = any(
            self.value(at) == "with" and self.text(at, at).lower() in _INSIDE for at in (index - 1, index - 2)
        )
        if not is_said or before.target.parts or before.words:
            return False
        self.items.remove(before)
        self.items.append(Remark(before.place.text, before.place))
        self.context.assume(before.place, f"'{before.place.text}' is the whole run; the rest of it is left to you")
        return True

    def _aim(self, index: int, end: int) -> int:
        """A target, or the words that only looked like one."""
        part = self.part(index)
        if part in (Part.IN, Part.AIM, Part.NAME, Part.PACE) and not self._leads_to_target(index, end):
            return self._words(index, end)
        if part in (Part.FASTER, Part.SLOWER) and not self._leads_to_target(index, end):
            return self._words(index, end)
        last = next((item for item in reversed(self.items[-4:]) if isinstance(item, (Work, Repeat))), None)
        size = last.low if isinstance(last, Repeat) and last.low == last.high and len(last.body) == 1 else 0
        is_label = part is Part.AIM and self.is_sign(index + 1, ":", "-")
        aims, behind = read_aims(self, index, end, size, is_label=is_label)
        self.items.extend(aims)
        return behind

    def _leads_to_target(self, index: int, end: int) -> bool:
        for position in range(index + 1, min(index + 6, end)):
            part = self.part(position)
            if part in WISH_PARTS or part is Part.NAME or part is Part.AT or part is Part.PACE:
                return True
            if part is Part.QUANTITY:
                return not self.is_pause_ahead(position, end)
            says_session = self.value(position) in ("session", "workout", "sessions", "workouts")
            if says_session or (
                part not in (Part.FILLER, Part.OF, Part.EASY, Part.KIND, Part.IN)
                and not self.is_sign(position, ":", "-", "~")
            ):
                return False
        return False

    def _quantity(self, index: int, end: int) -> int:
        """A length or a number of passes, with the words behind it."""
        quantity = self.quantity(index)
        if self.part(index + 1) is Part.TOTAL:
            return self.stated_total(index, end)
        if not self.items and self.depth == 1 and (behind := self.made_of(index, end)) is not None:
            return behind
        if quantity.is_clock and (self.value(index + 1) in ("pm", "am") or self.is_of_the_day(index)):
            place = self.place(index, index)
            what = f"'{place.text}' seems to be a time of day"
            raise failure(place, what, "leave it out, or put the words in [note: ...]")
        is_ground = bool(self.items) and self.value(index + 1) in _GROUNDS
        if (is_ground or self.value(index + 1) in _NAMED_BY_LENGTH) and self.part(index - 1) is not Part.TIMES:
            place = self.place(index, index + 1)
            self.items.append(Remark(place.text, place))
            return index + 2
        is_track = self.value(index + 1) == "track" and quantity.measure is Measure.DISTANCE
        if is_track and (self.items or self.depth > 1):
            return self._other_track(index, quantity)
        is_told = bool(self.items) or (index == 0 and self.depth == 1)
        if quantity.is_plural and is_told and self.part(index + 1) in (Part.AT, Part.IN):
            return self._told_of_some(index, end)
        is_filled = self.part(index + 1) is Part.OF and self.part(index + 2) is Part.QUANTITY and index + 2 < end
        if is_filled and quantity.measure is not Measure.BARE:
            place = self.place(index, index + 2)
            what = f"'{place.text}' does not say how often it is run"
            raise failure(place, what, "write the number, such as 10 x (300m fast, 100m jog)")
        is_listed = self.is_sign(index + 1, "-", "/", ",") and self.part(index + 2) is Part.QUANTITY
        if quantity.is_count and self.part(index - 1) is Part.OF and not self.items and not is_listed:
            self.check_words(index, index)
        if quantity.is_count and self.part(index + 1) in (Part.OF, Part.REPS):
            exercise = self.exercise_at(index, end)
            if exercise is not None:
                self.items.append(exercise[0])
                return self.tail(exercise[0], exercise[1], end)
        is_inside = bool(self.items) or self.depth > 1
        is_compared = self.part(index + 1) in (Part.FASTER, Part.SLOWER) and self.value(index + 1).endswith(
            ("than", "then")
        )
        if is_inside and quantity.measure is Measure.TIME and is_compared:
            return self._aim(index, end)
        is_pause = self.is_pause_ahead(index, end)
        ending = self.end_ahead(index, end)
        can_repeat = quantity.is_count or self.part(index + 1) is Part.TIMES
        if (
            can_repeat
            and (not (is_pause or ending) or self.part(index + 1) in _COUNTED)
            and (behind := self.chain(index, end)) is not None
        ):
            return behind
        if ending is not None:
            return self.length_of_ending(index, end, quantity, ending)
        if self._is_length_of_full(index, end, quantity):
            return index + 1
        is_pause = is_pause and not self._is_run_and_rest(index)
        if is_pause and not (self._is_run_and_back(index, end) or self._is_last_of_list(index, end)):
            return self._pause(index, end, Lead.LIST)
        is_in_bracket = self.is_beside_work and self.is_sign(index - 1, "(")
        if not is_pause and (is_in_bracket or self._is_behind_metres(quantity)):
            several = pause_list(self, index, end)
            if several is not None and several[0][-1].measure is Measure.TIME:
                return self._pause(index, end, Lead.PAREN if is_in_bracket else Lead.WITH)
        if quantity.is_count and (named := self.exercise_at(index, end)) is not None:
            self.items.append(named[0])
            return self.tail(named[0], named[1], end)
        if not quantity.is_range and self.part(index - 1) is not Part.SIGN:
            self._refuse_race_length(index, quantity)
        work = Work(quantity, self.place(index, index), is_many=quantity.is_plural)
        self.items.append(work)
        if self.part(index + 1) in (Part.OF, Part.AS) and self.is_sign(index + 2, "(") and index + 2 < end:
            return self.pattern(work, index + 2, end)
        if (listed := self._alternating(index + 1, end)) is not None:
            return self.pattern_between(work, listed, end)
        return self.tail(work, index + 1, end)

    def _other_track(self, index: int, lap: Quantity) -> int:
        """The length of the track that is run on, a remark if it is the header's; the index behind it.

        Raises:
            NotationError: if the header has another: marks and laps are reckoned from it.
        """
        place = self.place(index, index + 1)
        if lap.low != self.context.options.lap_mm:
            what = f"'{place.text}': this session is for a lap of {self.context.options.lap_mm // 1_000} m"
            instead = f"write lap = {lap.low // 1_000} into the header, or put the words in [note: ...]"
            raise failure(place, what, instead)
        self.items.append(Remark(place.text, place))
        return index + 2

    def _is_behind_metres(self, quantity: Quantity) -> bool:
        """Whether a time stands behind a repeat of a distance, which no rep of the same list does."""
        before = self.items[-1] if self.items else None
        work = first_work(before) if isinstance(before, Repeat) else None
        is_run = work is not None and work.quantity is not None and work.quantity.measure is not Measure.TIME
        return is_run and quantity.measure is Measure.TIME

    def _is_told_of_each(self, index: int) -> bool:
        """Whether a target for the reps of one length follows: `each 800 in 4 minutes`."""
        return self.part(index + 1) is Part.QUANTITY and self.part(index + 2) in (Part.AT, Part.IN)

    def _told_of_some(self, index: int, end: int) -> int:
        """`The 1000s at 5k pace`: a target for the reps of one length among those above."""
        aims, behind = read_aims(self, index, end, 0, is_label=True)
        self.items.extend(aims)
        return behind

    def _refuse_race_length(self, index: int, quantity: Quantity) -> None:
        """Ask whether the 10k of `1 mile 10k` is its pace or another rep.

        Raises:
            NotationError: for a race's length directly behind another length.
        """
        before = self.items[-1] if self.items else None
        is_race = quantity.low in (3_000_000, 5_000_000, 10_000_000) and quantity.unit in ("k", "km")
        if index and isinstance(before, (Work, Repeat)) and is_race and self.part(index - 1) is Part.QUANTITY:
            length, text = self.text(index - 1, index - 1), self.text(index, index)
            choices = (f"{length} @ {text}", f"{length}, {text}")
            what = f"'{self.text(index - 1, index)}': is {text} its pace, or another rep?"
            raise failure(self.place(index - 1, index), what, "write " + " or ".join(choices), choices)

    def _alternating(self, index: int, end: int) -> int | None:
        """Where the pattern of `4 laps alternating 100m fast, 100m slow` begins; None if there is none."""
        while index < end and self.part(index) is Part.FILLER:
            index += 1
        if index < end and self.value(index) in ("alternating", "alternate") and self.part(index + 1) is Part.QUANTITY:
            return index + 1
        return None

    def _is_run_and_rest(self, index: int) -> bool:
        """Whether a length belongs to the word before it and the pause has its own: `run 3 min rest 3 min`."""
        is_said = self.value(index - 1) in ("run", "sprint") and index > 0
        return is_said and self.part(index + 1) in (Part.PAUSE, Part.MODE) and self.part(index + 2) is Part.QUANTITY

    def _is_run_and_back(self, index: int, end: int) -> bool:
        """Whether the length is a rep and only the way back follows: `150m walk back`."""
        parts = [self.part(position) for position in range(index + 1, min(index + 4, end))]
        if Part.BACK not in parts or Part.PAUSE in parts:
            return False
        return not any(isinstance(item, (Work, Repeat)) for item in self.items)

    def _is_last_of_list(self, index: int, end: int) -> bool:
        """Whether the length ends a list of reps and the pause behind it has a length of its own: the same distance."""
        if not self.is_sign(index - 1, ",", "-", "/") or not all(isinstance(item, Work) for item in self.items[-2:]):
            return False
        for position in range(index + 1, min(index + 5, end)):
            if self.part(position) is Part.EQUAL:
                return len(self.items) > 1
            if self.part(position) not in (Part.MODE, Part.FILLER, Part.ADJECTIVE, Part.EASY, Part.PAUSE):
                return False
        return False

    def _is_length_of_full(self, index: int, end: int, quantity: Quantity) -> bool:
        """`Full recovery between sets, 3-6 minutes`: the length belongs to the pause that alone stands before it."""
        before = self.items[-1] if self.items else None
        if not isinstance(before, Pause) or before.quantities or before.relative is not Relative.FULL:
            return False
        is_alone = index + 1 == end and all(isinstance(item, Pause) for item in self.items)
        if is_alone and quantity.measure is Measure.TIME:
            before.quantities, before.relative = [quantity], None
        return is_alone and quantity.measure is Measure.TIME

    def _words(self, index: int, end: int) -> int:
        """Words without a meaning for a stopwatch, up to the next piece that has one."""
        position = index
        has_word = False
        while position < end:
            part = self.part(position)
            if position > index and part in _WORD_STOPS and not (has_word and part is Part.EFFORT):
                break
            if part is Part.TIMES and self.part(position + 1) is Part.QUANTITY and position > index:
                break
            if part is Part.EACH and position > index and self._is_told_of_each(position):
                break
            if position > index and self.is_prefix(position, end):
                break
            if not has_word and REPEAT_WORDS.get(self.value(position), 1) > 1:
                break
            if self.value(position) in ("straights", "bends") and position > index:
                what = f"'{self.text(index, position)}' has no length"
                instead = "write the pattern with lengths, such as 6 laps of (100m sprint, 100m jog)"
                raise failure(self.place(index, position), what, instead)
            if part is Part.EACH and self.part(position + 1) is Part.QUANTITY:
                self.refuse_send_off(position)
            has_word = has_word or part not in (Part.FILLER, Part.REPS, Part.EACH, Part.OF, Part.SETS, Part.PER)
            self.check_words(position, position)
            position += 1
        if has_word:
            place = self.place(index, position - 1)
            self.items.append(Remark(place.text, place))
        return position


def _fewest_steps(item: Item | Node) -> int:
    """How many reps an item makes at the least, known before what belongs to it is settled."""
    if isinstance(item, Repeat):
        return item.low * sum(_fewest_steps(child) for child in item.body)
    return int(isinstance(item, Work))
