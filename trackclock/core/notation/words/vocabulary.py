"""The words that coaches use, each with the part that it plays.

It exists so that the grammar speaks of parts ("a word for a recovery") and a new spelling is one entry here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from trackclock.core.limits import MILE_MM


class Part(StrEnum):
    """The part that a word or phrase plays."""

    PAUSE = "pause"
    MODE = "mode"
    BACK = "back"
    FULL = "full"
    EQUAL = "equal"
    HALF_PAUSE = "half_pause"
    DOUBLE = "double"
    NONE = "none"
    WARM = "warm"
    COOL = "cool"
    BETWEEN = "between"
    AFTER = "after"
    REPS = "reps"
    SETS = "sets"
    EACH = "each"
    WITH = "with"
    THEN = "then"
    AND = "and"
    OR = "or"
    AT = "at"
    IN = "in"
    OF = "of"
    PER = "per"
    AS = "as"
    TOTAL = "total"
    AIM = "aim"
    PACE = "pace"
    NAME = "name"
    ZONE = "zone"
    RPE = "rpe"
    EFFORT = "effort"
    EASY = "easy"
    FASTER = "faster"
    SLOWER = "slower"
    PROGRESS = "progress"
    KIND = "kind"
    REPEAT = "repeat"
    TIMES = "times"
    EXERCISE = "exercise"
    ON = "on"
    OFF = "off"
    ADJECTIVE = "adjective"
    FILLER = "filler"
    QUANTITY = "quantity"
    SEND_OFF = "send_off"
    RESTS = "rests"
    NAMED = "named"
    PACED = "paced"
    PERCENT = "percent"
    RPED = "rped"
    ZONED = "zoned"
    SIGN = "sign"
    WORD = "word"
    RAW = "raw"


def word_set(text: str) -> frozenset[str]:
    """Words that are parted by blanks."""
    return frozenset(text.split())


def _entries(part: Part, words: str, value: str = "") -> dict[tuple[str, ...], tuple[Part, str]]:
    """Entries of one part from phrases parted by commas; without `value` each phrase is its own."""
    phrases = [phrase.strip() for phrase in words.split(",")]
    return {tuple(phrase.split()): (part, value or phrase) for phrase in phrases}


AFTER_LAST = "after the last rep"
"""The value of the phrases for what follows the last rep and lies between no two."""

PHRASES: dict[tuple[str, ...], tuple[Part, str]] = {
    **_entries(
        Part.FILLER,
        "are, run, runs, running, ran, do, does, doing, did, complete, the, a, an, your, his, her, my, our, their,"
        " for, to,"
        " it, is, was, were, be, this, that, these, those, session, sessions, workout, workouts, main, track, today,"
        " you, i, we, he, she, they, will, about, all, approx, approximately, around, roughly, ca, circa, up,"
        " then, total of, a total of, straight, continuous, please, try, take, taking, have, having, gave, give,"
        " myself, yourself,"
        " again, also, so, but,  as a, now, start, starting, begin, beginning, structure, consists, consisting,"
        " i . e ., i.e., c ., ca ., approx ., less than, no more than, not more than, at most, up to, at least,"
        " start with, starts with, started with, starting with, begin with, begins with, beginning with, we start with,"
        " long, length, duration, duration of, interval length, a distance of, distance of,"
        " number, number of, per rep, when, target",
    ),
    **_entries(
        Part.PAUSE,
        "recover by, recovering by, recovery by, recovery, recoveries, récup, recup, rec, recs, recov, recovs,"
        " recover, recovering, rcvy, rcv, active recovery,"
        " active recoveries, recovery interval, recovery intervals, recovery time, recovery period, recovery jog time",
        "recovery",
    ),
    **_entries(
        Part.PAUSE,
        "rest, rests, resting, ri, r/i, rest interval, rest intervals, rest time, rest period, break, breaks, breather,"
        " pause, rested",
        "rest",
    ),
    **_entries(Part.PAUSE, "float, floats, floating, float recovery", "float"),
    **_entries(
        Part.MODE,
        "trabpause, trab, jog, jogs, jogging, jogged, shuffle, shuffling, trot, jog recovery, jog recoveries,"
        " easy jog, slow jog, light jog, gentle jog, easy jogging, slow jogging, light jogging, gentle jogging,"
        " jog rest, jog rec,"
        " recovery jog, recovery jogs, rest jog",
        "jog",
    ),
    **_entries(
        Part.MODE,
        "gehpause, brisk walk, easy walk, slow walk, walk, walks, walking, walked, stroll, walk recovery,"
        " walk recoveries, walk rest, walk rec,"
        " recovery walk,"
        " recovery walks",
        "walk",
    ),
    **_entries(
        Part.MODE,
        "stand, standing, static, stationary, standing still, passive, standing rest, static recovery,"
        " static recoveries, standing recovery, passive recovery, passive rest, complete rest, standing around",
        "stand",
    ),
    **_entries(Part.BACK, "back, back down, down, back to start, back to the start, return, back up, down the hill"),
    **_entries(Part.BACK, "back down the hill, back to the line, back to the bottom, down hill, to the bottom"),
    **_entries(Part.BACK, "downhill to start, downhill to the start, downhill to bottom, downhill to the bottom"),
    **_entries(Part.WORD, "back at the, back on the"),  # a place, and no way
    **_entries(Part.FULL, "open, open recovery, open rest", "open"),
    **_entries(Part.FULL, "full, complete recovery, full recovery, full recoveries, full rest, as needed, to feel"),
    **_entries(Part.FULL, "as required, by feel, until recovered, until ready, when ready, self-paced, own pace"),
    **_entries(
        Part.EQUAL,
        "equal time, equal, same time, equal rest, equal recovery, same, equals, equal duration, same duration,"
        " equivalent, equivalent time, equal jog, equal distance, same distance, 1:1, same as the rep",
    ),
    **_entries(
        Part.HALF_PAUSE,
        "half recovery, half rest, half jog, half distance, half time, half the distance, half the time, half length,"
        " half the length, half length recovery, half length recoveries, half of the rep, half the rep,"
        " half of that, half that,"
        " half as long, half as much",
    ),
    **_entries(Part.DOUBLE, "double the time, twice the time, double time, twice as long, twice that, double that"),
    **_entries(Part.NONE, "no, zero, without, nil, no recovery, no rest, zero recovery, zero rest, no recoveries"),
    **_entries(
        Part.WARM,
        "warm up, warn up, warmup, warmups, warm ups, wu, w/up, w/u, wup, warming up, w - up, w up, wmup,"
        " warm up jog, warmup jog, warm, warmed up",
        "warm-up",
    ),
    **_entries(
        Part.COOL,
        "cool down, cooldown, warm down, warmdown, wdown, w down, w - down, w - dn, cdown, c - down, cd, c/d,"
        " w/d, w/down, w/dn, wd, cooling down, cool off, cool downs, cool, cool down jog, cooldown jog, warm down jog,"
        " cooled down, warmed down, warming down, cooled off, cooling off",
        "cool-down",
    ),
    **_entries(Part.BETWEEN, "between, in between, betw, btw, btwn, b/w, b/n, b/t, b/, inbetween"),
    **_entries(Part.AFTER, "after, following"),
    **_entries(Part.AFTER, "after last rep, after the last rep, after final rep, after the final rep", AFTER_LAST),
    **_entries(Part.AFTER, "after the last one, after the final one, after the last of them", AFTER_LAST),
    **_entries(
        Part.REPS,
        "rep, reps, repetition, repetitions, repeat runs, repeats, repeat, interval, intervals, efforts, hard efforts"
        " , runs each, pieces, piece, bouts, bout, surges, bursts, burst, all outs, one another, them, each other",
        "reps",
    ),
    **_entries(Part.REPS, "effort, each rep, each one, reps only, each effort, each interval, each run, each repeat"),
    **_entries(
        Part.REPS,
        "every rep, every one, every effort, everything, each repetition, all reps, the reps, each of them,"
        " next rep, next repeat, next one, next effort, next interval, every repeat",
    ),
    **_entries(Part.SETS, "set, sets, round, rounds, series, circuit, circuits, block, blocks, lots, each set, group"),
    **_entries(Part.SETS, "groups, each round, each block, each series, every set, all sets, each group", "sets"),
    **_entries(Part.SETS, "cycles, rotations, alternations, combos, combinations", "sets"),
    **_entries(Part.EACH, "each, every, apiece"),
    **_entries(
        Part.WITH,
        "with, w/, w, w ., mit, using, allowing, on the back of, including, incorporating, inc, incl, containing,"
        " include, includes, featuring, incl ., inc .",
        "with",
    ),
    **_entries(
        Part.THEN,
        "then, followed by, and then, after that, finish with, finishing with, finish, finish off with,"
        " finishing off with, finish off, finish up with, round off with, next, finally, afterwards, before,"
        " end with, ending with, continue with, continuing with, continued with, carry on with, move on to,"
        " moving on to, proceed to, to finish, at end, at the end, then at end",
        "then",
    ),
    **_entries(Part.THEN, "into, straight into, directly into, leading into, straight to", "into"),
    **_entries(Part.AND, "and, und", "and"),
    **_entries(Part.AND, "plus", "plus"),
    **_entries(Part.OR, "or, alternatively"),
    **_entries(Part.AT, "@, at, at a, at around, at about, run at, done at, all at, each at", "at"),
    **_entries(Part.IN, "in, inside, under, sub, within, in a time of, in times of", "in"),
    **_entries(
        Part.OF,
        "of, x of, sets of, set of, rounds of, lots of, reps of, repeats of, cycles of, rotations of, alternations of,"
        " combos of, combinations of",
        "of",
    ),
    **_entries(Part.PER, "per, a lap, per lap, /lap"),
    **_entries(Part.AS, "as"),
    **_entries(Part.TOTAL, "distance :, duration :, volume :, mileage :"),
    **_entries(Part.TOTAL, "total, in total, in all, altogether, all up, overall"),
    **_entries(Part.TOTAL, "total distance, total volume, total time"),
    **_entries(Part.AIM, "target, aim, aiming, intensity, goal, pace is, speed is, target pace, aim for, aiming for"),
    **_entries(Part.PACE, "pace, paced, speed, tempo pace, race pace, pacing, race speed, race effort, pr, pb"),
    **_entries(
        Part.NAME,
        "marathon, half marathon, half, mile race, hm, hmp, mp, rp, gmp, lt, race, goal race, tempo, threshold,"
        " lactate threshold, critical velocity, cv, vo2max, vvo2max, mas, sprint, cruise, interval pace, goal,"
        " 1500m, lactate, current, marathon race, mgp, ghmp, t pace, i pace, r pace, e pace, m pace, tp, lthr, 5kp,"
        " ltp, lt1, lt2, thr, speed pace, long run pace, fast pace, strong pace, rep pace, repetition pace, hard pace,"
        " comfortable pace",
    ),
    **_entries(Part.ZONE, "zone, level, z, lvl, grade"),
    **_entries(Part.RPE, "rpe, rated perceived exertion, perceived effort, perceived exertion"),
    **_entries(
        Part.EFFORT,
        "fast, hard, all out, flat out, max, maximum, maximal, strong, controlled, brisk, quick, relaxed,"
        " comfortable, progression, progression run, progressive, progression runs,"
        " comfortably hard, full out, near max, submax, submaximal, aggressive, smooth, quickly, very fast, very hard,"
        " moderate, moderately hard, fast relaxed, full gas, max effort, all out effort, full effort, hard effort,"
        " strong effort, best effort, moderate effort, eyeballs out, fast but controlled, fast and relaxed, full speed",
    ),
    **_entries(Part.EASY, "easy, steady, ez, very easy, gentle, slow, easy effort, easy pace, light, steady pace"),
    **_entries(Part.EASY, "slowly, easily, easy run, easy running, steady run, steady running, easy effort running"),
    **_entries(Part.FASTER, "faster than, quicker than, faster, quicker, slightly faster than, just faster than"),
    **_entries(Part.FILLER, "or so, or thereabouts, or thereabout, give or take"),
    **_entries(Part.FASTER, "no slower than, not slower than, no slower then, or faster, or quicker"),
    **_entries(
        Part.FASTER, "just under, slightly under, faster then, a bit faster than, a little faster than, ahead of"
    ),
    **_entries(Part.SLOWER, "slower than, slower, slightly slower than, just slower than, slower then"),
    **_entries(
        Part.PROGRESS,
        "each faster, each one faster, each rep faster, each faster than the last, each one faster than the last,"
        " each rep faster than the last, each faster than the one before, each one faster than the one before,"
        " getting faster, progressively faster, faster each time, faster each rep, faster than the last, descending,"
        " get faster, cutting down, cut down, getting progressively faster, increasing pace, increasing speed,"
        " each one faster than the previous, each faster than the previous, each rep faster than the previous,"
        " each quicker than the last, each one quicker than the last, getting quicker, faster with each rep,"
        " get faster each rep, faster than the one before, faster than the previous",
        "each faster",
    ),
    **_entries(
        Part.KIND,
        "tempo, sprint, sprints, hill, hills, hill reps, hill sprints, hill repeats, stride, strides, strider,"
        " striders,"
        " fartlek, uphill, downhill, time trial, tt, relay, ladder, pyramid, ladders, pyramids,"
        " acceleration, accelerations, stride outs, stride out,"
        " accels, build up, build ups, buildups, pick ups, pickups, pick up, surge, straights, bends, straight,"
        " cruise, cruise intervals, threshold, tempo run, fartlek run,"
        " down ladder, up ladder, descending ladder, ascending ladder, steps, flying, hill sprint, hill rep,"
        " tempo interval, tempo intervals, threshold run, run hard,"
        " stadium stairs, out and back, out and back style"
        ", bounding, wind sprints, relays, stairs, up hill, flat, grass, indoor",
    ),
    **_entries(Part.KIND, "shuttle, shuttles, shuttle run, shuttle runs, shuttle sprints"),
    **_entries(Part.WORD, "calm down, settle down, sit down, lie down, write down, written down"),
    **_entries(Part.WORD, "in the warm, in the cool, break up, breaks up, breaking up, break it up"),
    **_entries(Part.PAUSE, "feet on the siderails, feet on the side rails, straddle the belt, off the belt", "rest"),
    **_entries(Part.EXERCISE, "walking lunges, walking lunge"),
    **_entries(Part.EXERCISE, "open rep"),  # what ends on a press, and has no other name
    **_entries(Part.WORD, "standing start, standing starts, block start, block starts, flying start, rolling starts"),
    **_entries(Part.WORD, "a second time, all a second time, all over again, all again", "twice"),
    **_entries(
        Part.REPEAT, "repeat, repeated, repeating, repeat for, repeat it, repeat this, repeat all, repeat the set"
    ),
    **_entries(Part.REPEAT, "repeat x, repeat above, repeat whole set, repeat that, repeat the above, repeat set"),
    **_entries(Part.TIMES, "x, times, by, x's, times of", "x"),
    **_entries(Part.ON, "on"),
    **_entries(Part.OFF, "off"),
    **_entries(
        Part.ADJECTIVE,
        "rolling, brief, short, approx rest, only, active, very slow, very light, super easy, nice and easy, slow easy,"
        " easy slow, light easy, rolling start, extra, decreasing, shrinking, shortening, reducing",
    ),
    **_entries(
        Part.EXERCISE,
        "squat, squats, clean, cleans, deadlift, deadlifts, lunge, lunges, press up, press ups, push up, push ups,"
        " pushups, pressups, pull up, pull ups, pullups, chin ups, burpee, burpees, sit up, sit ups, situps, plank,"
        " planks, step ups, step up, jump, jumps, hops, hop, bounds, bound, skips, crunches, glute band, glute bands,"
        " glute bridge, glute bridges, bridge, bridges, calf raise, calf raises, raises, raise, curls, curl, rows, row,"
        " swings, swing, snatches, snatch, thrusters, thruster, dips, dip, twists, twist, kettlebell swings,"
        " box jumps, power cleans, hang cleans, foam roll, foam rolling, stretch, stretching, stretches, mobility,"
        " mountain climbers, star jumps, jumping jacks, hip thrusts, thrusts, bench press, press, presses, lifts,"
        " crab walks, band walks, monster walks, leg raises, hurdles, hurdle hops, medicine ball throws, throws,"
        " high knees, butt kicks, kickbacks, clamshells, side planks, side plank, russian twists, good mornings,"
        " split squats, goblet squats, back squats, front squats, hamstring curls, nordic curls, wall sits, wall sit,"
        " a skips, b skips, a - skips, b - skips, a skip, b skip, a - skip, b - skip, drill, drills, activation,"
        " stretched, plyometrics, plyos, dynamics, loosen up, stretch out, stretch off,"
        " pistols, superman, supermans, dead bugs, bird dogs, single leg deadlifts, single-leg deadlifts, slams",
    ),
}
"""Phrases of lower-case words, the longest of which wins; later entries win over earlier ones."""


class Branch(NamedTuple):
    """A place in the tree of phrases.

    Attributes:
        entry: what the words so far say; None where they are only the beginning of a phrase.
        following: the words that can come next, each with its own branch.
    """

    entry: tuple[Part, str] | None
    following: dict[str, Branch]


def _tree(phrases: dict[tuple[str, ...], tuple[Part, str]]) -> dict[str, Branch]:
    """The phrases as a tree, so that a text is followed word by word without making a tuple of the words so far."""
    root: dict[str, Branch] = {}
    for phrase, entry in phrases.items():
        branches = root
        for word in phrase[:-1]:
            branches = branches.setdefault(word, Branch(None, {})).following
        known = branches.get(phrase[-1])
        branches[phrase[-1]] = Branch(entry, known.following if known is not None else {})
    return root


PHRASE_TREE = _tree(PHRASES)
"""The phrases by their first word, their second and so on."""

NUMBER_WORDS: dict[str, int] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip

REPEAT_WORDS: dict[str, int] = {"once": 1, "twice": 2, "thrice": 3}

MANY_M = "M"
"""A capital behind a few: `4M tempo` is miles, where nobody runs so few metres."""

UM_UNITS: dict[str, int] = {
    **dict.fromkeys(("m", "mtr", "mtrs", "metre", "metres", "meter", "meters", "ms", "m's", "mtr's"), 1_000_000),
    **dict.fromkeys(
        ("k", "km", "kms", "klm", "klms", "ks", "k's", "kilometre", "kilometres", "kilometer", "kilometers"),
        1_000_000_000,
    ),
    **dict.fromkeys(("mi", "mile", "miles", "mls", "miler", "milers", "mile's"), 1_000 * MILE_MM),
    **dict.fromkeys(("y", "yd", "yds", "yard", "yards"), 914_400),
    MANY_M: 1_000 * MILE_MM,
}
"""Micrometres in one of each unit of distance (a yard is no whole millimetre); laps are reckoned from the track."""

LAP_UNITS = frozenset(("lap", "laps"))

MS_UNITS: dict[str, int] = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", '"', "sek", "sec's"), 1_000),
    **dict.fromkeys(("min", "mins", "minute", "minutes", "'", "mn", "mns", "minute's", "min's"), 60_000),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3_600_000),
}
"""Milliseconds in one of each unit of time."""

PER_UNITS: dict[str, int] = {
    **{word: um // 1_000 for word, um in UM_UNITS.items() if um >= 1_000_000_000},
    **dict.fromkeys(("miling", "mileing"), MILE_MM),
}
"""Millimetres of the distance that a pace is told for."""

PACE_WORDS = word_set("pace effort speed intensity paced efforts")
"""What ends the name of a pace."""

PACE_NAMES = word_set(
    "mp hm hmp rp gmp lt lt1 lt2 thr cv vo2max vvo2max marathon half threshold tempo goal race mile lactate critical "
    "velocity mas interval cruise mgp ghmp sprint easy steady recovery repeat repetition"
)
"""Words that name a pace by themselves."""

PACE_LETTERS = frozenset("timre")
"""Daniels's letters for threshold, interval, marathon, repetition and easy pace: names just before `PACE_WORDS`."""

PACE_LEADS = word_set("target current your his her my the a estimated ish date")
"""Words that can stand within the name of a pace and do not begin one."""

PACE_FILL = PACE_LEADS | {"goal", "race"}
"""Words that can stand within the name of a pace and name none."""

ZONE_WORDS = word_set("zone level z lvl zones")
