"""Languages that the notation does not read, told by their small words and those of training.

It exists so that who writes in another language is told so once, and not asked about each word.
"""

from __future__ import annotations

from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.lazily import Lazily

_LEAST = 2
"""So many different words that no English sentence has make another language of a line."""

_WORDS = {
    "French": "avec repos les des puis une du dans chaque échauffement récupération séance fois allure tours secondes"
    " répétitions footing lent entre retour calme courir marcher suivi vite après sur aux et",
    "Spanish": "con los las luego después cada calentamiento minutos segundos vueltas descanso recuperación trote suave"
    " metros entre del el por enfriamiento calma repeticiones rápido seguido y una descansar correr",
    "Portuguese": "com os aquecimento minutos segundos voltas descanso recuperação cada depois entre leve repetições"
    " seguido metros dos das do da em tiros trote ritmo desaquecimento e caminhada corrida",
    "Italian": "con di recupero tra le poi riscaldamento minuti secondi giri prove ripetute ogni lento corsa metri"
    " defaticamento da dei delle della volte e tranquilla",
    "German": "zwischen den danach dann pausen läufe läufen einlaufen auslaufen minuten sekunden runden trabpause"
    " traben jeweils das wiederholungen serienpause gehpause locker lockeres nach mal der dazwischen schnell",
    "Dutch": "met rust tussen herhalingen daarna minuten seconden ronden elke inlopen uitlopen rustig het een"
    " wandelen dribbelen dribbel keer pauze en snel",
    "Swedish": "med vila mellan varje uppvärmning nedjogg minuter sekunder och sedan ggr joggvila lugnt nedvarvning"
    " gånger snabbt",
    "Danish or Norwegian": "med hvile mellem mellom hver opvarmning oppvarming nedjogg minutter sekunder og derefter"
    " deretter gange ganger rolig roligt joggepause afjogging hurtig",
    "Polish": "przerwa przerwy przerwie truchcie truchtu trucht między powtórzeniami powtórzenia minut minuty"
    " rozgrzewka odpoczynku odpoczynek schłodzenie razy oraz potem okrążenia sekund bieg po szybko",
}
_ENGLISH = frozenset(("do", "da", "e", "y", "en", "et", "a", "den", "das", "sur", "em", "el", "le"))
"""Of two words one of these is not enough: they stand in English texts too."""

_OF = {name: frozenset(words.split()) for name, words in _WORDS.items()}
_ALL = frozenset().union(*_OF.values())
_WORD = Lazily(r"[^\W\d_]+")


def language_of(line: str) -> str:
    """The language that a line is written in, if it is not English; empty where it may be English."""
    words = _ALL.intersection(_WORD.findall(line.lower()))
    if len(words) < _LEAST or words <= _ENGLISH:
        return ""
    hits = {name: len(words & own) for name, own in _OF.items()}
    most = max(hits.values())
    names = [name for name, count in hits.items() if count == most]
    return "" if most < _LEAST else names[0] if len(names) == 1 else "another language"


def refuse_other_language(line: str, number: int) -> None:
    """Refuse a line that is not English.

    Raises:
        NotationError: with the name of the language where it is clear.
    """
    if language := language_of(line):
        shown = line.strip()
        what = f"this seems to be {language}, and only English is read"
        instead = "write it in English, such as 5 x 1000m with 2 min recovery"
        raise NotationError(number, line.index(shown) + 1, what, instead, width=len(shown), is_foreign=True)
