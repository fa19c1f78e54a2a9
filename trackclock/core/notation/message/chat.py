"""What stands around a session and is no part of it: links, telephone numbers, dates, times of day, weather, feelings.

It exists so that a message can be pasted as it came. It looks at the words of a line before they are cut into tokens,
and blanks what is chat, so that every other character keeps its place. Only what has a number in it is blanked: words
alone are notes. What could be run is never blanked: a number of passes, and a length that no chat is known to have.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.message.asides import ASIDES, LABEL
from trackclock.core.notation.message.headings import MONTHS

Span: TypeAlias = tuple[int, int]
"""Where a piece of a line begins, from 0, and ends."""

_BOLD = Lazily(r"(?<![\w*])(?:\*\*(?=[^\s*])|\*(?=[^\s*\d]))[^*\n]*[^\s*]\*{1,2}(?![\w*])")
"""Words between asterisks, as messengers make them bold."""

_QUOTED = Lazily(r"^(\s*)[\"“]([^\"“”\n]*)[\"”](\W*)$")
"""A line between marks of a quotation, which are none of seconds."""

_COMMENT = Lazily(r"(?:^[^\S\n]*#(?!\d)|(?<=\s)#(?!\d| \d{1,2} ?[:=–-](?!\d))).*$", re.MULTILINE)
"""From a # to the end of the line, unless it numbers something, `Set #1`: where it begins the line a blank says so."""

_FOLLOWING = Lazily(
    r"(?:(?<=rounds)|(?<=sets)|(?<=times)|(?<=do)|(?<=complete)|(?<=repeat)|(?<=with)|(?<=including)"
    r"|^)(?: of| through)? ?(?:the )?following\b"
    r"(?=\s*(?:[:,;]|$)| (?:x ?)?\w+ ?(?:times|x|rounds)?\s*:?\s*$)",
    re.IGNORECASE,
)
"""Words that only point at the lines below: `3 rounds of the following:`."""

_SUM_IN_BRACKETS = Lazily(
    r"(?<=set |ain |out |ion )\(~?\d[\d.,]* ?(?:km|k|m|miles?|mi|min|mins|minutes)(?: total)?\)(?=\s*(?:[:–-]|$))"
    r"|\(~?\d[\d.,]* ?(?:km|k|miles?|mi|min|mins|minutes) of (?:work|running|quality|speed ?work|effort)\)"
    r"|(?<=[,;] )i\.?e\.?,? \d[\d.,]* ?(?:km|k|miles?|mi)(?: of (?:work|running|quality|effort))?(?=[.!]?\s*$)",
    re.IGNORECASE,
)
"""What it comes to, told beside the heading: `Main set (4.5 km):`, or behind it all."""

_KEYCAP = Lazily("([0-9])\ufe0f?\u20e3")
"""The number of a list, as messengers draw it."""

_QUOTE = Lazily(r"^[^\S\n]*(?:>[^\S\n]*){1,5}", re.MULTILINE)
"""What a mail puts before the lines that it answers."""

_SMILEY = Lazily(r"(?<!\S)[:;=]['’]?-?[()DPpO3|](?!\S)")

_LINK = Lazily(
    r"(?:https?://|www\.)\S+|(?<![\w.@-])[\w-]{1,30}\.(?:com|org|net|be|uk|gl|io|ly|app|me)/\S+"
    r"|(?<!\S)@[a-z\d]{1,30}_\w{1,30}|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?!\w)",
    re.IGNORECASE,
)
_SHORT_DATE = Lazily(
    r"(?<=for |day |ate )[0-3]?\d/[01]?\d(?=\s*(?:[:,–]|-\s|$))"
    r"|(?:(?<=day )|(?<=mon |tue |wed |thu |fri |sat |sun |ues |hur |urs )|^\W*(?=\S+ \d+ ?[x×]))"
    r"[0-3]?\d/[01]?\d(?=\s\d)|^\W*(?:1[3-9]|2\d|3[01])/[01]?\d(?=\W*$)",
    re.IGNORECASE | re.MULTILINE,
)
_PHONE = Lazily(r"(?<![\w.+])(?:\+\d{1,3}|\(?0\d)(?:[ ()/-]{0,2}\d){7,12}(?![\w:.]*\d)")
_DATE = Lazily(
    r"(?<![\w./-])(?:[0-3]?\d([./-])[01]?\d\1(?:19|20)\d\d|(?:19|20)\d\d([./-])[01]?\d\2[0-3]?\d)(?![\w/]|[.-]\d)"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DATE_IN_WORDS = Lazily(
    rf"(?<![\w.-])(?:[0-3]?\d(?:st|nd|rd|th)? (?:of )?{_MONTH},? (?:19|20)\d\d|{_MONTH} [0-3]?\d(?:st|nd|rd"
    r"|th)?,? (?:19|20)\d\d)"
    r"(?:,? (?:at )?[0-2]?\d:[0-5]\d)?(?!\w|:\d)",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?"
SHORT_DAY = rf"(?:(?:the )?[0-3]?\d(?:st|nd|rd|th)? (?:of )?{_MONTH}|{_MONTH} [0-3]?\d(?:st|nd|rd|th)?)"
"""A date without a year."""

_NO_VERB = r"(?:(?-i:(?=[A-Z]))|(?!ma[yr]))"
"""What tells the month from `you may` and `march`: a capital, unless the word means nothing else."""

_COUNTS = r"(?:x|times|m|k|km|s|min|mins|minutes|mi|miles?|secs?|seconds|laps?|reps?|sets?|rounds?)\b"
_NEXT = rf"(?=,?[^\S\n]+[^\s:–—-])(?!,? (?:(?:19|20)\d\d|\d{{1,2}}(?::\d\d| ?[ap]m))\b| ?[x×]| {_COUNTS})"
_DAY_IN_YEAR = (
    rf"(?<![\w.,-])(?:(?:the )?(?:[12]?\d|3[01])(?:st|nd|rd|th)? (?:of )?{_NO_VERB}{_MONTH}\b{_NEXT}"
    rf"|{_NO_VERB}{_MONTH} (?:[12]?\d|3[01])(?:st|nd|rd|th)?\b{_NEXT})"
)
"""A date with nothing but a blank between it and the session."""

_DATE_BESIDE = Lazily(
    rf"\((?:{_WEEKDAY},? )?{SHORT_DAY}\)|(?<=\bfor )(?:{_WEEKDAY},? )?{SHORT_DAY}(?=\s*(?:[:,–]|-\s|$))"
    r"|^\W*\d\d(?:\.[01]\d\.|/0\d/)\d\d(?=[\s:,])"
    rf"|{_DAY_IN_YEAR}|^\W*(?:\d\d?: )?(?:[0-3]?\d {_MONTH}(?=\d+ ?[x×])|{_MONTH} [0-3]?\d(?:st|nd|rd|th)(?=\w))"
    r"|(?<=day )(?:at )?[0-2]?\d[:.][0-5]\d(?: ?[ap]m)? (?:at|in|on|from) [^\d:–\n-]{2,30}(?=[:–-])",
    re.IGNORECASE | re.MULTILINE,
)
"""A date without a year in brackets or behind "for", one of two figures each; when and where behind a day."""

_DAY_OF_STAMP = r"(?:[0-3]?\d[./][01]?\d[./](?:20)?\d\d|20\d\d-\d\d-\d\d)"
_TIME_OF_STAMP = r"[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?: ?[ap]m)?"
_WHEN_OF_STAMP = rf"(?:{_DAY_OF_STAMP},? {_TIME_OF_STAMP}|{_TIME_OF_STAMP},? {_DAY_OF_STAMP})"
_NAME_OF_STAMP = r"[^\W\d][\w .'-]{0,29}"
_STAMP = Lazily(
    rf"^\W{{0,3}}{_WHEN_OF_STAMP}\]?(?: ?-)? ?{_NAME_OF_STAMP}:"
    rf"|^\s*\[(?:{_WHEN_OF_STAMP}|[0-2]\d:[0-5]\d(?::[0-5]\d)?)\](?: ?{_NAME_OF_STAMP}:)?(?=.*\S)"
    rf"|^\s*\[{_TIME_OF_STAMP}\] ?{_NAME_OF_STAMP}:"
    rf"|^\s*{_NAME_OF_STAMP},? \[{_WHEN_OF_STAMP}\]\s*$",
    re.IGNORECASE | re.MULTILINE,
)
"""The day, the time and the name that a messenger puts before a message that is copied from it."""

_AT_SIX = Lazily(
    r"\b(?:(?:see (?:you|ya|u)|be there|kick ?off)\b[^.\d\n]{0,40}?(?<![\d.:])[0-2]?\d(?:[.:][0-5]\d)?"
    r"|(?:meet(?:ing)?|starts at|gates?|doors?)\b[^.\d\n]{0,40}?(?<![\d.:])[0-2]?\d\.[0-5]\d)"
    r"(?![.:]?\d)(?: ?[ap]\.?m\b)?(?! ?(?:x|min|mins|s|sec|secs|km|k|m|miles?|/)\b)"
    r"(?: (?:at|in|on|by|outside|for|from) [^.,;:\d\n]{2,40}(?=[.,;:!\n]|$))?",
    re.IGNORECASE | re.MULTILINE,
)
"""A time of day with a full stop, behind a word that says so, and where that is: `meet at 6.30pm at the gate`."""

_MILITARY = Lazily(
    r"(?<![\w:./,-])0[4-9][0-5]\d(?: ?(?:h|hrs|hours))?(?=\s*(?:[:,.;–-]|$|[a-z]))", re.IGNORECASE | re.MULTILINE
)
"""A time of day in four figures of which the first is a nought: `0630`."""

_BY_FORM = (
    _MILITARY,
    _STAMP,
    _LINK,
    _PHONE,
    _DATE,
    _DATE_BESIDE,
    _SHORT_DATE,
    _DATE_IN_WORDS,
    _SMILEY,
    _AT_SIX,
    _SUM_IN_BRACKETS,
)
"""What is told from a session by its form, wherever it stands."""

_FORM_KEYS = Lazily(
    r"@\w+_|://|^\s*\[\d\d:|www\.|\.[a-z]{2,3}/|\d/\d|\w@\w|\b0\d|\+\d|\(0|\d[./-]\d+[./-]\d|[:;=]['’]?-?[()DPpO3|]"
    r"|\b(?:that|which|this|it) |\bi\.?e\b|\bfor [a-z]|day \d|day at|\([a-z]"
    r"|\b(?:19|20)\d\d\b|see y|be there|meet|start|gate|door|kick|\(~?\d",
    re.IGNORECASE,
)
"""One of these is in every such piece."""

_SENTENCE = Lazily(r"[^.!?;\n|]+(?:[.!?](?=\w)[^.!?;\n|]*)*[.!?;|]*")
"""A sentence, or a piece of a line; a full stop inside a number or an address ends none."""

LONGEST_MESSAGE = 2_000
"""A longer line is none that anybody wrote, and is not searched for what a message says."""

_LONGEST_SENTENCE = 400

_WORDS = (
    "meet meets meeting gather arrive when where venue parking location address postcode cost costs price tel phone"
    " call leave leaves leaving kickoff doors gates clock oclock sharp coaches people member members visitors juniors"
    " ticket tickets weather degrees forecast humid humidity wind windy mph rain rainy raining temp temperature"
    " birthday anniversary pub drinks cake bring lane lanes close closes open opens sunrise sunset posted age aged pb"
    " pbs raffle year years spaces"
)
"""Words of which one makes a sentence without lengths chat."""

_HEART = "hr heart heartrate pulse bpm kcal calories cals weigh weight weighed kg lbs cadence spm watts elevation"
"""What a watch tells beside the times."""

_PHRASES = (
    r"see (?:you|ya|u)|park at|starts? at|starting at|kick off|of (?:us|you|them(?= \w))|turned up|came along|sent from"
    r"|car park|signed up|(?:weeks?|days?) (?:to go|left|until)|weeks? out|places? left"
)
_FELT = "slept sleep felt tired heavy sore stiff missed raced ran"
_PAST = (
    rf"\b(?:{_FELT.replace(' ', '|')})\b[^.\d\n]{{0,60}}\b(?:(?:after|from|since|for|on)\b"
    r"[^.\d\n]{0,20}(?:day['’]s|day|last|yesterday(?:['’]s)?|weekend(?:['’]s)?|race|marathon)|slept|sleep)\b"
    r"[^.\d\n]{0,20}\d|\bslept\b[^.\d\n]{0,20}\d"
)
"""What was before: `legs heavy after Sunday's 20 miles`, `slept 8 hours`."""

_AHEAD = r"\b\d+ ?(?:weeks?|days?|months?) (?:to go|left|until|till|out|away|ago)\b"
"""How long it is to a race, whose length is named."""

_IN_ALL = (
    r"^\W*(?:(?:approx\w*|about|around|roughly|~) ?\d[\d.,-]* ?(?:mins?|minutes|hours?|km|k"
    r"|miles?)(?: in)? total\b[^\d]{0,40}"
    r"|(?:time (?:needed|required)|allow|it takes|takes|should take|est(?:imated|\.)? time|took(?: me"
    r"| us)?)\b[^\d\n]{0,20}"
    r"\d[\d.,-]* ?(?:mins?|minutes|hours?|hrs?)(?: in (?:all|total))?)\W*$"
)
"""How long all of it takes: `about 45 min in total including the warm-up`."""

_COUNTED = r"\d ?[x×*✕] ?\(?\d"
_SUPPOSED = (
    r"\bif (?:you|i|he|she|they|someone)(?:['’]re| are| can)? (?:run|ran|running|hit|go|finish|race|raced)"
    r"(?: (?:a|an|the|your|in|at|it|first|last|one)){0,3} \d[\d:.]*(?![\d:.]*\s?(?:x|sets?|reps?|times|m|k|km|mi|miles?"
    r"|laps?|s|secs?|seconds?|mins?|minutes?)\b)|\bif your\b[^,.\d]{0,30}\d"
)
"""What is only supposed: `if you run a 60, your first 200 would be 29`."""

_RUN = (
    r"\d ?[x×*✕] ?\(?\d|\bx ?\d|\d ?x\b|\d ?(?:times|laps?|sets?|reps?|rounds?|repeats?|intervals?|efforts?|lots"
    r"|strides)\b|\b(?:twice|recovery|recoveries|rest|jog|off|between|pace|tempo|warm|cool|sets?|reps?|repeats?)\b"
)
"""What tells of running."""

_LENGTH = (
    r"\d ?(?:[-–] ?\d+ ?)?(?:m|km|k|kms|mi|miles?|met(?:er|re)s?|y|yds?|yards?|s|secs?|seconds?|mins?"
    r"|minutes?|hrs?|hours?|h|['’′\"”″])(?![\w])"
)
_LONG_NUMBER = r"(?<![\d.:,])\d{3,}(?![\d:.])"
"""A bare number from 100 on can be metres."""

_BY_WORDS = tuple(
    (Lazily(pattern, re.IGNORECASE | re.DOTALL), is_chat)
    for pattern, is_chat in (
        (_IN_ALL, True),
        (_COUNTED, False),
        (_SUPPOSED, True),
        (_RUN, False),
        (rf"{_LENGTH}.*{_LENGTH}", False),
        (_PAST, True),
        (_AHEAD, True),
        (_LENGTH, False),
        (rf"\b(?:{_HEART.replace(' ', '|')})\b", True),
        (_LONG_NUMBER, False),
        (rf"\b(?:{_WORDS.replace(' ', '|')}|{_PHRASES})\b|°", True),
    )
)
"""Whether a sentence with a number in it is chat: the first that is found in it says so."""

_OTHERS = (
    "see park starts start starting kick of turned came sent car signed week weeks day days month months place places"
    " if total all altogether overall time allow takes take took"
)
_MAY = frozenset(f"{_WORDS} {_HEART} {_FELT} {_OTHERS}".split())
"""One of these words, or a degree, is in every sentence that is chat."""

_ASIDE_KEYS = frozenset(key for aside in ASIDES for key in aside.keys)
_WORD = re.compile(r"[a-z]+")
_DIGIT = Lazily(r"\d")
_NO_BREAK = Lazily(r"[^\n]")


def _blank(found: re.Match[str]) -> str:
    """Blanks in place of a piece; a break in it stays."""
    return _NO_BREAK.sub(" ", found[0])


def _unquoted(found: re.Match[str]) -> str:
    """Blanks in place of the marks around a line."""
    return f"{found[1]} {found[2]} {found[3]}"


_NOT_READ: tuple[tuple[str, Lazily, Callable[[re.Match[str]], str]], ...] = (
    ("\u20e3", _KEYCAP, lambda found: f"{found[1]}) "[: len(found[0])]),
    ("#", _COMMENT, _blank),
    ("following", _FOLLOWING, _blank),
    ("*", _BOLD, lambda found: found[0].replace("*", " ")),
    ('"', _QUOTED, _unquoted),
    ("”", _QUOTED, _unquoted),
    (">", _QUOTE, _blank),
)
"""What is in every line that has something that is not read, what that looks like, and what is put in its place."""


def without_remarks(line: str) -> str:
    """A line without its comment; the rest keeps its place."""
    return _COMMENT.sub(_blank, line) if "#" in line else line


def without_notes_of_mine(line: str) -> str:
    """A line without its comment, without asterisks around words and signs of a quotation; the rest keeps its place."""
    lower = line.lower()
    for key, pattern, instead in _NOT_READ:
        if key in lower:
            line = pattern.sub(instead, line)
    return line


def without_chat(line: str) -> tuple[str, tuple[Span, ...]]:
    """A line with blanks in place of what is no part of the session, and the places of that."""
    if len(line) > LONGEST_MESSAGE or not any(char.isdigit() or char in "@:;=" for char in line):
        return line, ()
    found: list[Span] = []

    def taken(match: re.Match[str]) -> str:
        text = match[0]
        found.append((match.end() - len(text.lstrip()), match.start() + len(text.rstrip())))
        return _blank(match)

    told = set(_WORD.findall(line.lower()))
    if not MONTHS.isdisjoint(told) or _FORM_KEYS.search(line) is not None:
        for pattern in _BY_FORM:
            line = pattern.sub(taken, line)
        told = set(_WORD.findall(line.lower()))
    line = LABEL.sub(taken, line)
    for aside in ASIDES if not _ASIDE_KEYS.isdisjoint(told) else ():
        if not aside.keys.isdisjoint(told):
            line = aside.pattern.sub(taken, line)
    if "°" in line or not _MAY.isdisjoint(told):
        line = _SENTENCE.sub(lambda match: taken(match) if _is_chat(match[0]) else match[0], line)
    return line, tuple(sorted(found))


def _is_chat(text: str) -> bool:
    """Whether nothing that a sentence tells can be run."""
    if len(text) > _LONGEST_SENTENCE or _DIGIT.search(text) is None:
        return False
    return next((is_chat for pattern, is_chat in _BY_WORDS if pattern.search(text) is not None), False)
