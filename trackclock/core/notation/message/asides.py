"""Pieces of a line that tell of a plan, a runner or a place and are not run: how often a week, a year, a PB.

It exists apart from `chat` because these stand in the middle of a sentence: the rest of it may be the session. Each row
says which of its words is on every such line, so that a line without them costs nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.words.vocabulary import NUMBER_WORDS

_N = (
    r"(?:\d{1,3}|one|two|three|four|five|six|a couple of|several|a few)"
    r"(?: ?(?:-|–|to|or) ?(?:\d{1,2}|two|three|four|five|six))?"
)
_COUNT = r"\b(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_PERIOD = r"(?:weeks?|months?|fortnights?|wks?|years?|season)"
_DAYS = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|weekend|race|marathon|parkrun)"
_RACE = r"(?:\d{1,2} ?(?:k|km|miles?|milers?)|\d{3,4} ?m|(?:half[ -])?marathons?|mile|parkrun)"
_TIME = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?"
_YEAR = r"(?:19[5-9]\d|20(?!00)[0-4]\d)"


class Aside(NamedTuple):
    """A kind of pieces that are no part of a session.

    Attributes:
        keys: one of these words is in every such line, in small letters; a digit counts as none.
        pattern: what such a piece looks like.
    """

    keys: frozenset[str]
    pattern: Lazily


def _aside(keys: str, pattern: str) -> Aside:
    return Aside(frozenset(keys.split()), Lazily(pattern, re.IGNORECASE))


_NUMBER = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
LABEL = Lazily(
    r"^[\s>*•·-]{0,6}(?:"
    r"(?:(?:level|stage|phase|month|unit|lesson|chapter|no\.?|number|nr\.?|example|option|novices?|beginners?|exercise"
    r"|variation|version|type|test) ?#?\d{1,2}[a-d]?"
    rf"|(?:days?|weeks?|wks?|sessions?) {_NUMBER}(?:(?: ?, ?| and | ?& ?| to | ?[-–] ?){_NUMBER}){{1,6}}(?= ?[:=~–-])"
    rf"|(?:day|week|wk|session) {_NUMBER} (?:of|in) (?!these|those|them)[^:\d\n]{{1,40}}(?=:)"
    r"|(?:(?:phase|month|block|week|wk|day|session|workout) ?#?\d{1,2}[a-d]?[,/&]?\s{0,2}){2,3})(?<=[\w+ ])"
    r"(?:\s?[:)=~]|\s?[-–—](?=\s))"
    r"|(?:1[6-9]|2[01])[:.][0-5]\d\s?[-–—:](?=\s)"
    r"|#\d{1,2}[:.)]?\s(?:[-–—]\s)?(?=\s*\w)|w\d{1,2}(?:[ ./-]?d\d{1,2})?\s*(?:[:)]|\s[-–—](?=\s))"
    rf"|{_YEAR}\s*[:–—-](?=\s)|[0-3]?\d/[01]?\d(?:/\d{{2,4}})?\s*(?::|\s[-–—](?!\s\d/\d))(?=\s)"
    rf"|for (?:the |a |my |your )?{_RACE}(?: (?:race|training|runners?))?:"
    r")",
    re.IGNORECASE,
)
"""What only numbers a session, or says for when or for which race it is: `Level 2 -`, `#3`, `W6D2:`, `12/5:`."""

ASIDES = (
    _aside(  # 42 miles this week; weekly mileage: 40
        "week day month mileage",
        rf"\b(?:\d[\d.,]{{0,5}}|{'|'.join(NUMBER_WORDS)}) ?(?:km|k|miles?|mi|hours?)(?: (?:for|in|over|of|on))?"
        r" (?:the|this|a|my) (?:day|week|month)\b"
        r"|\b(?:(?:weekly|daily|monthly|total|my) )?mileage\b[^.;\n\d]{0,20}\d[\d.,]{0,5}(?: ?(?:km|k|miles?|mi)\b)?",
    ),
    _aside(  # time: 50 minutes
        "time duration",
        r"(?:(?<=[.;!]\s)|^(?!\W{0,6}total\b))[^\w\n]{0,6}(?:(?:total|session|whole|approx\w{0,8}) )?"
        r"(?:time|duration)\s?[:=–-]"
        r" ?(?:approx\w{0,8} |about |~)?\d[\d.,-]{0,6} ?(?:min(?:ute)?s?|h|hrs?|hours?)\b(?: total)?"
        r"(?=\W*(?:[.;!\n]|$))",
    ),
    _aside(  # to run a sub-20 5k: ...
        "sub",
        r"^[^:\n]{0,60}\bsub[ -]?\d[\d:.]{0,6}\b[^:\n]{0,40}:(?=\s.{0,40}\d ?[x×])",
    ),
    _aside(  # aged 40
        "aged age old",
        r"\b(?:aged?|at(?: the)? age(?: of)?) \d\d\b,?|\b(?:at )?\d\d[ -]years?[ -]old\b,?",
    ),
    _aside(  # (1.5 hours)
        "h hr hrs hour hours",
        r"\(\d[\d.,-]{0,5} ?(?:h|hrs?|hours?)(?: (?:in )?total)?\)",
    ),
    _aside(  # add one rep each week until you reach 10
        "add adding increase increasing build building progress drop reduce reducing",
        r"\b(?:add(?:ing)?|(?:increas|reduc)(?:e|ing)(?: it)? by|(?:progress|build)(?:ing)? by|drop)\b"
        rf"[^.;\n\d]{{0,20}}?(?:{_N} ?)(?:more |extra )?(?:reps?|repetitions?|intervals?|sets?|laps?|efforts?"
        r"|min(?:ute)?s?|s|sec(?:ond)?s?|m|%)?(?: of recovery)?\b[^.;\n\d]{0,12}\b(?:a|per|each|every)"
        r" (?:week|session|month|fortnight|workout)\b"
        r"(?:[^.;\n\d]{0,12}\b(?:until|till|up to)\b[^.;\n\d]{0,25}\d{1,3}(?: ?[x×] ?\d{1,4}\w{0,3})?)?",
    ),
    _aside(  # do this every two weeks
        "week weeks month months fortnight fortnights wk wks year years season",
        r"(?:\b(?:do|repeat|run|perform|try|use|schedule|aim for)(?: (?:this|it|these|the (?:session|workout)))?"
        r"(?: about| only| at least| up to)? )?"
        rf"(?:\bevery (?:other |second |third )?(?:{_N} )?{_PERIOD}|\b\d{{1,2}}(?:[-–]\d)? ?[x×] ?/ ?{_PERIOD})\b",
    ),
    _aside(  # next week one more
        "next following",
        r"(?<![\w.,])(?:(?:the )?(?:next|following) (?:week|time|month|session)s?)\b(?![^.;\n]{0,40}\d ?[x×] ?\d)"
        r"[^.;:\n]{0,40}(?<![\d.])(?:\d{1,2}|one|two)\b ?(?:more\b ?)?(?:reps?|sets?|times)?(?! ?[x×\d:])",
    ),
    _aside(  # followed by two rest days
        "day days",
        r"(?:\b(?:followed by|then|take|with|have|and)\s+)?(?:at least )?"
        rf"\b(?:(?:{_N} )?(?:full |complete |easy )?(?:rest|recovery) days?|{_N} (?:easy |full )?days?"
        r" (?:of (?:rest|recovery|easy running)|off|easy|rest))\b(?: (?:off|tomorrow|after(?: that| this)?))?",
    ),
    _aside(  # after a 10 mile long run on Sunday, ...
        "after following before since ahead",
        rf"^\W*(?:after|following|before|since|ahead of)\b[^,:\n]{{0,60}}\b{_DAYS}['’\w]{{0,3}}\b[^,:\d\n]{{0,20}}[,:]",
    ),
    _aside(  # with a 5k PB of 19:30
        "pb pbs pr prs best",
        r"(?:\b(?:with|off|from) )?(?:\b(?:my|his|her|your|a|an|the)\b )?(?:\b\d{1,4} ?(?:k|km|m|miles?)? )?"
        rf"\b(?:pbs?|prs?|personal best|best time)(?: (?:is|of|was|at)|\s?[:=–-])? ?(?:sub[ -]?)?{_TIME}"
        rf"(?: (?:for|over|in) (?:the |a )?{_RACE})?",
    ),
    _aside(  # I am a 19:30 5k runner
        "runner runners guy athlete marathoner miler",
        rf"\b(?:i am|i['’]m|he is|she is|as|for|being|if you are) an? [^.,;:\d\n]{{0,15}}(?:sub[ -]?)?\d[\d:.]{{0,7}}"
        rf"(?: {_RACE})? (?:runner|guy|athlete|marathoner|miler)s?\b",
    ),
    _aside(  # my goal is sub-20 for 5k
        "goal target aim aiming hoping",
        r"\b(?:my |his |her |your |the )?(?:goal|target|aim|aiming|hoping)\b[^.;\n\d]{0,20}"
        rf"(?:sub[ -]?)?(?:{_TIME}|\d\d)"
        rf" (?:for|in|over|at) (?:a |the |my )?(?:\d{{1,2}} ?(?:k|km|miles)|(?:half[ -])?marathon)\b(?! pace)",
    ),
    _aside(  # eight of us, 24 members turned up, split into two groups, groups of 3
        "us them members people athletes women girls boys guys lads kids players folk folks"
        " groups packs cone cones gate gates apart",
        rf"{_COUNT} of (?:us\b|them(?= (?!with|off|at|in|on|\d)\w))"
        r"|(?<![\dx×:.])\b\d{1,2} (?:or so )?(?:members|people|athletes|women|girls|boys|guys|lads|kids|players"
        rf"|folks?)\b|(?<![\dx×:.]){_COUNT} (?:small |different )?(?:groups|packs|cones?|gates?)\b(?! of \d| ?[x×])"
        rf"|\b(?:split|divided|put) (?:up )?in(?:to)? (?:small )?(?:groups|packs) of {_N}\b(?! ?[x×]| at a time)"
        r"|\b\d{1,3} ?(?:m|met(?:re|er)s|yards|yds) apart\b",
    ),
    _aside(  # since 2019
        "in since copyright season summer winter spring late early",
        rf"\b(?:in|since|copyright|©|season|summer|winter|spring|late|early)( of)? ?{_YEAR}\b"
        r"(?! ?(?:m|metres|meters|x|×|yards|steps|s)\b)",
    ),
    _aside(  # 500 ml of water, page 12
        "ml cl l litre litres liter liters oz kcal stars star page pages p chapter figure",
        r"\b\d[\d.,]{0,5} ?(?:ml|cl|lit(?:re|er)s?|oz|kcal|stars?)\b"
        r"|\b(?:see )?(?:pages?|p\.|chapter|figure) ?\d{1,3}\b",
    ),
    _aside(  # the whole session takes 45 minutes
        "takes take lasts last took hour hours",
        r"(?:(?<=[.;!]\s)|^)[^.;\n\d]{0,20}\b(?:this|it|that|all|everything|session|workout|whole thing)\b"
        r"[^.;\n\d]{0,10}\b(?:takes?|lasts?|took)\b(?![^.;\n]{0,40}\b(?:each|rep|lap|recover\w*|rest|break|between)\b)"
        r"[^.;\n\d]{0,20}(?:(?:1[5-9]|[2-9]\d|1\d\d)(?:-\d+)? ?min(?:ute)?s?|\d[\d.,-]{0,5} ?(?:h|hrs?|hours?))"
        r"(?: in (?:all|total))?(?=\W*(?:[.;!\n]|$))",
    ),
    _aside(  # perfect for 5k and 10k races
        "prepares preparation prepare perfect great good ideal training useful suits suitable designed aimed geared"
        " ready tune-up tuneup sharpener",
        r"\b(?:prepar(?:es?|ation|ing)(?: you)?|perfect|great|good|ideal|training|useful|suits|suitable|designed|aimed"
        r"|geared|ready|tune-?up|sharpener)(?: \w{1,12}){0,2} (?:for|towards?|at|before) "
        rf"(?:a |an |the |your |my |our )?{_RACE}(?:(?: ?(?:and|or|to|/|-|,) ?){_RACE}){{0,2}}"
        r"(?: (?:races?|racing|runners?|racers?|training))?"
        r"(?=\W*(?:[.;!\n]|$))",
    ),
    _aside(  # the 5-4-3 workout: ...; for groups 3 and 4
        "workout session training concept drill method group groups",
        r"\b(?:the )?\d{1,2}(?:[-–/]\d{1,2}){1,6} (?:workout|session|training|concept|drill|method)\b"
        r"(?=[^\w\n][^\n]*\d)|(?<=[a-z] )groups? \d(?:(?: ?[,&/-] ?| and | or )\d)*\b(?! ?[x×:])",
    ),
    _aside(  # 65 degrees and sunny, 80 % humidity
        "sunny windy cloudy rain raining humid humidity degree degrees",
        r"(?:(?<=[.,;&(] )|\b(?:at|in|with|and|but|was) )?-?\b\d{1,3}(?: ?(?:°|degrees?)(?: ?[cf]\b)?|(?= (?:and|&) "
        r"(?:sunny|windy|cloudy|humid))|(?: ?%| percent) humidity)|°",
    ),
    _aside(  # before the County 5 mile championships
        "miler milers race championship championships",
        r"\b(?:racing|raced?|races|entered|ahead of|before|after|following|have|got|running|ran|in|at|off|from)"
        r"(?: (?:in|at|for))? (?:the|a|an|our|my|this|his|her|their) (?:[a-z'’-]{2,15} ){0,4}?\d{1,2}(?:\.\d)?[ -]?"
        r"(?:milers?|(?:miles?|km?) (?:race(?!\W*(?:pace|effort|speed))|championships?))\b"
        r"(?: (?:this|next|on|at the) \w+)?",
    ),
    _aside(  # a half-mile jog from the car park
        "from",
        r"[,;(–-] ?(?:a|an|about|some|only|just)? ?(?:half|quarter|\d[\d.]*)[ -]?(?:a )?(?:miles?|k|km|met(?:re|er)s|m)"
        r"\b(?: (?:jog|run|walk|drive|ride|away))* from (?:the|our|my) (?!start|finish|line|top|bottom|end)[a-z ]{3,25}"
        r"(?=[.,;)]|$)",
    ),
    _aside(  # an RPE of 1 means very easy
        "means",
        r"\b(?:an? )?(?:rpe |level |effort )?(?:of )?\d{1,2}(?: ?(?:-|–|to) ?\d{1,2})? means\b[^.;,\n\d]{0,80}",
    ),
    _aside(  # 400 meter hurdlers:
        "hurdler hurdlers runner runners sprinter sprinters specialist specialists",
        rf"^\W*(?:{_RACE}|\d{{3,4}}[ -]?met(?:er|re)s?)[ -](?:hurdler|runner|sprinter|specialist)s?\s?[:=–-]",
    ),
    _aside(  # the effort that you could sustain for 3 miles; I haven't run a 10k
        "sustain sustainable hold maintain run raced",
        r"(?:\bat (?:a|the) pace (?:that )?(?:you|i|we) )?\b(?:can|could|would|able to|should|might)(?: be| \w{1,8})?"
        rf" (?:sustain(?:able)?|hold|maintain|run|race)(?: it| that| this)? (?:for|over) (?:(?:a|an|the) )?"
        rf"(?:[a-z]{{2,8}} )?(?:{_COUNT} ?)?(?:k|km|miles?|hours?)\b(?: (?:race|under race conditions))?"
        rf"|\b(?:ha(?:ve|d)n['’]t|(?:have|had) not|never) (?:run|raced) (?:an? )?{_RACE}\b",
    ),
    _aside(  # divide your mile time by 4 and subtract 10 seconds
        "subtract divide multiply deduct",
        r"(?:(?<=[.;!]\s)|^)(?![^.;\n]*\d ?[x×])[^.;()\n]{0,80}\b(?:subtract|divide|multiply|deduct)\b[^.;()\n]{0,80}"
        r"|\([^()\n]{0,60}\b(?:subtract|divide|multiply|deduct)\b[^()\n]{0,60}\)",
    ),
    _aside(  # a mile-ish, 10ish minutes
        "ish",
        r"(?<=\d)-?ish\b|(?<=\w)-ish\b",
    ),
    _aside(  # couch to 5k
        "couch",
        r"\bcouch (?:to|2) \d{1,2} ?km?\b(?: (?:plan|program(?:me)?|challenge))?",
    ),
)
"""In the order in which they are looked for."""
