"""What stands around a session and is no part of it: links, telephone numbers, dates, times of day, weather, feelings.

It exists so that a message can be pasted as it came. It looks at the words of a line before they are cut into tokens,
and blanks what is chat, so that every other character keeps its place. Only what has a number in it is blanked: words
alone are notes. What could be run is never blanked: a number of passes, and a length that no chat is known to have.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from trackclock.core.notation.lazily import Lazily


class Chat(NamedTuple):
    """A piece of a line that is no part of the session.

    Attributes:
        start: where it begins in the line, from 0.
        end: where it ends.
    """

    start: int
    end: int


_BOLD = Lazily(r"(?<![\w*])\*{1,2}(?=[^\s*\d])[^*\n]*[^\s*]\*{1,2}(?![\w*])")
"""Words between asterisks, as messengers make them bold."""

_COMMENT = Lazily(r"(?:^|(?<=\s))#(?!\d).*$", re.MULTILINE)
"""From a # to the end of the line, unless it numbers something: `Set #1`."""

_FOLLOWING = Lazily(
    r"(?:(?<=rounds)|(?<=sets)|(?<=times)|(?<=do)|(?<=complete)|(?<=repeat)|(?<=with)|(?<=including)"
    r"|^)(?: of| through)? ?(?:the )?following\b"
    r"(?=\s*(?:[:,;]|$)| (?:x ?)?\w+ ?(?:times|x|rounds)?\s*:?\s*$)",
    re.IGNORECASE,
)
"""Words that only point at the lines below: `3 rounds of the following:`."""

_WHOLE = Lazily(
    r"(?<=repeat) (?:the )?(?:whole|entire) (?:thing|lot|session|circuit|sequence|block)(?= )"
    r"|(?<=repeat) everything(?: above)?(?= )",
    re.IGNORECASE,
)
"""Words for all that stands above: `repeat the whole thing 3 times`."""

_SUM_IN_BRACKETS = Lazily(
    r"(?<=set |ain |out |ion )\(~?\d[\d.,]* ?(?:km|k|m|miles?|mi|min|mins|minutes)(?: total)?\)(?=\s*(?:[:–-]|$))"
    r"|\(~?\d[\d.,]* ?(?:km|k|miles?|mi|min|mins|minutes) of (?:work|running|quality|speed ?work|effort)\)"
    r"|(?<=[,;] )i\.?e\.?,? \d[\d.,]* ?(?:km|k|miles?|mi)(?: of (?:work|running|quality|effort))?(?=[.!]?\s*$)"
    r"|(?<=[.;,\n] )(?:that|which|this|it) (?:makes|is|comes to|adds up to"
    r"|gives) (?:a total of )?\d[\d.,]* ?(?:km|k|miles?|mi)"
    r"(?: of (?:work|running|quality|speed ?work|effort)| in all| in total| total)?(?=[.!]?\s*$)",
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
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?!\w)",
    re.IGNORECASE,
)
_SHORT_DATE = Lazily(r"(?<=for |day |ate )[0-3]?\d/[01]?\d(?=\s*(?:[:,–]|-\s|$))", re.IGNORECASE)
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
    r"(?:,? (?:at )?[0-2]?\d:[0-5]\d)?(?![\w:])",
    re.IGNORECASE,
)
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
    r"(?![.:]?\d)(?: ?[ap]\.?m\b)?(?! ?(?:x|min|mins|s|sec|secs|km|k|m|miles?|/)\b)",
    re.IGNORECASE,
)
"""A time of day with a full stop, behind a word that says so: `see you at 6.30`."""

_SPANS = (_STAMP, _LINK, _PHONE, _DATE, _SHORT_DATE, _DATE_IN_WORDS, _SMILEY, _AT_SIX, _SUM_IN_BRACKETS)

_SENTENCE = Lazily(r"[^.!?;\n|]+(?:[.!?](?=\w)[^.!?;\n|]*)*[.!?;|]*")
"""A sentence, or a piece of a line; a full stop inside a number or an address ends none."""

LONGEST_MESSAGE = 2_000
"""A longer line is none that anybody wrote, and is not searched for what a message says."""

_LONGEST_SENTENCE = 400

_RUN = Lazily(
    r"\d ?[x×*✕] ?\(?\d|\bx ?\d|\d ?x\b|\d ?(?:times|laps?|sets?|reps?|rounds?|repeats?|intervals?"
    r"|efforts?|lots|strides)\b"
    r"|\b(?:twice|recovery|recoveries|rest|jog|off|between|pace|tempo|warm|cool|sets?|reps?|repeats?)\b",
    re.IGNORECASE,
)
"""What tells of running: a sentence with it is never chat."""

_LENGTH = Lazily(
    r"\d ?(?:[-–] ?\d+ ?)?(?:m|km|k|kms|mi|miles?|met(?:er|re)s?|y|yds?|yards?|s|secs?|seconds?|mins?"
    r"|minutes?|hrs?|hours?|h"
    r"|['’′\"”″])(?![\w])",
    re.IGNORECASE,
)
_LONGEST_NUMBER = Lazily(r"(?<![\d.:,])\d{3,}(?![\d:.])")
"""A bare number from 100 on can be metres."""

_WORDS = Lazily(
    r"\b(?:see (?:you|ya|u)|meet(?:ing|s)?|gather|arrive|when|where|venue|parking|location|address"
    r"|postcode|park at|cost(?:s)?|price|tel|phone|call|leave(?:s)?|leaving"
    r"|starts? at|starting at|kick ?off|doors|gates|o'?clock|sharp|coach(?:es)|people|of (?:us|you|them)"
    r"|turned up|came along|members?|visitors|juniors|tickets?|weather|degrees|forecast|humid(?:ity)?"
    r"|wind(?:y)?|mph|rain(?:y|ing)?|temp(?:erature)?|°|birthday|anniversary|pub|drinks|cake"
    r"|bring|sent from|lanes?|closes?|opens?|car park|sunrise|sunset|posted|aged?|pbs?|raffle|signed up|years?"
    r"|weeks? (?:to go|left|until|out)|days? (?:to go|left|until)|places? left|spaces)\b|°",
    re.IGNORECASE,
)
"""Words of which one makes a sentence without lengths chat."""

_HEART = Lazily(
    r"\b(?:hr|heart ?rate|pulse|bpm|kcal|calories|cals|weigh(?:t|ed)?|kg|lbs|cadence|spm|watts|elevation)\b",
    re.IGNORECASE,
)
"""What a watch tells beside the times."""

_PAST = Lazily(
    r"\b(?:slept|sleep|felt|tired|heavy|sore|stiff|missed|raced|ran)\b[^.\d\n]{0,60}\b(?:(?:after|from|since|for|on)\b"
    r"[^.\d\n]{0,20}(?:day'?s|day’s|last|yesterday(?:'s|’s)?|weekend(?:'s|’s)?|race|marathon)"
    r"|slept|sleep)\b[^.\d\n]{0,20}\d|\bslept\b[^.\d\n]{0,20}\d",
    re.IGNORECASE,
)
"""What was before: `legs heavy after Sunday's 20 miles`, `slept 8 hours`."""

_AHEAD = Lazily(r"\b\d+ ?(?:weeks?|days?|months?) (?:to go|left|until|till|out|away|ago)\b", re.IGNORECASE)
"""How long it is to a race, whose length is named."""

_IN_ALL = Lazily(
    r"^\W*(?:(?:approx\w*|about|around|roughly|~) ?\d[\d.,-]* ?(?:mins?|minutes|hours?|km|k"
    r"|miles?)(?: in)? total\b[^\d]{0,40}"
    r"|(?:time (?:needed|required)|allow|it takes|takes|should take|est(?:imated|\.)? time|took(?: me"
    r"| us)?)\b[^\d\n]{0,20}"
    r"\d[\d.,-]* ?(?:mins?|minutes|hours?|hrs?)(?: in (?:all|total))?)\W*$",
    re.IGNORECASE,
)
"""How long all of it takes: `about 45 min in total including the warm-up`."""

_SUM = Lazily(
    r"^\W*(?:so )?(?:(?:that|this|which|it)(?:'s|’s| is| makes| comes to| adds up to| gives)|making|giving"
    r"|makes|i\.?e\.?,? )"
    r"[^\n]{1,60}\b(?:in all|in total|altogether|all told|overall)\W*$",
    re.IGNORECASE,
)
"""What it comes to, told once more: `that is 12 x 400m in all`."""


_KEYS = Lazily(
    r"://|^\s*\[\d\d:|www\.|\.[a-z]{2,3}/|\d/\d|\w@\w|\b0\d|\+\d|\(0|\d[./-]\d+[./-]\d|[:;=]['’]?-?[()DPpO3|]"
    r"|\b(?:that|which|this|it) |\bi\.?e\b"
    r"|\b(?:19|20)\d\d\b|see y|be there|meet|start|gate|door|kick|\(~?\d",
    re.IGNORECASE,
)
"""One of these is in every piece that is told from a session by its form."""

_CHAT = (
    "see meet meets meeting gather arrive when where venue parking location address postcode park cost costs "
    "price tel phone call leave leaves leaving start starts starting kick kickoff doors gates clock oclock sharp "
    "coach coaches people of turned came members member visitors juniors ticket tickets weather degrees forecast "
    "humid humidity wind windy mph rain rainy raining temp temperature birthday anniversary pub drinks cake bring "
    "lane lanes close closes open opens car sunrise sunset posted age aged pb pbs raffle signed sent year years "
    "week weeks day days month months place places space spaces left hr heart heartrate pulse bpm kcal calories "
    "cals weigh weight weighed kg lbs cadence spm watts elevation slept sleep felt tired heavy sore stiff missed "
    "raced ran total all altogether overall told needed required allow takes take time took"
)
_MAY = frozenset(_CHAT.split())
"""One of these words, or a degree, is in every sentence that is chat."""

_WORD = re.compile(r"[a-z]+")

_SIGNS = frozenset("@:;=")
_DIGIT = Lazily(r"\d")
_NO_BREAK = Lazily(r"[^\n]")


def without_remarks(line: str) -> str:
    """A line without its comment; the rest keeps its place."""
    return _COMMENT.sub(_blank, line) if "#" in line else line


def without_notes_of_mine(line: str) -> str:
    """A line without its comment, without asterisks around words and signs of a quotation; the rest keeps its place."""
    if "\u20e3" in line:
        line = _KEYCAP.sub(lambda found: f"{found[1]}) "[: len(found[0])], line)
    line = without_remarks(line)
    lower = line.lower()
    if "following" in lower:
        line = _FOLLOWING.sub(_blank, line)
    if "repeat" in lower:
        line = _WHOLE.sub(_blank, line)
    if "*" in line:
        line = _BOLD.sub(lambda found: found[0].replace("*", " "), line)
    if ">" in line:
        line = _QUOTE.sub(_blank, line)
    return line


def without_chat(line: str) -> tuple[str, tuple[Chat, ...]]:
    """A line with blanks in place of what is no part of the session, and the places of that.

    Args:
        line: the line; one that goes on over several has their breaks in it.
    """
    if len(line) > LONGEST_MESSAGE or not any(char.isdigit() or char in _SIGNS for char in line):
        return line, ()
    found: list[Chat] = []

    def taken(match: re.Match[str]) -> str:
        text = match[0]
        start = match.start() + len(text) - len(text.lstrip())
        found.append(Chat(start, match.start() + len(text.rstrip())))
        return _blank(match)

    if _KEYS.search(line) is not None:
        for pattern in _SPANS:
            line = pattern.sub(taken, line)
    if "°" not in line and _MAY.isdisjoint(_WORD.findall(line.lower())):
        return line, tuple(sorted(found))
    line = _SENTENCE.sub(lambda match: taken(match) if _is_chat(match[0]) else match[0], line)
    return line, tuple(sorted(found))


def _blank(found: re.Match[str]) -> str:
    """Blanks in place of a piece; a break in it stays."""
    return _NO_BREAK.sub(" ", found[0])


def _is_chat(text: str) -> bool:
    """Whether nothing that a sentence tells can be run."""
    if len(text) > _LONGEST_SENTENCE or _DIGIT.search(text) is None:
        return False
    if _SUM.search(text) is not None or _IN_ALL.search(text) is not None:
        return True
    if _RUN.search(text) is not None:
        return False
    if _LENGTH.search(text) is not None:
        is_told = _PAST.search(text) is not None or _AHEAD.search(text) is not None
        return is_told and len(_LENGTH.findall(text)) == 1
    if _HEART.search(text) is not None:
        return True
    return _LONGEST_NUMBER.search(text) is None and _WORDS.search(text) is not None
