"""What a live screen says of how safe the log is, how the sound is doing, and whether the machine may fall asleep.

It exists apart from the screens since nothing of it depends on who runs: one athlete or a group.
"""

from __future__ import annotations

from trackclock.keys import Keymap
from trackclock.ports import KeepAwake, SessionStore, Speaker, SpeakerState
from trackclock.recorder import Saving
from trackclock.ui.sized import LEAST_HEIGHT, LEAST_WIDTH
from trackclock.ui.widgets.line import Part
from trackclock.ui.words import clean

ALARM = "bold $background on $warning"
"""What spoils a session without stopping it is told by its whole field, as NOT SAVED is."""

_DANGER = "bold $background on $error"

_ROOM_FOR_BOTH = 30
"""Below this width there is no room for the size that is wanted beside whether the log is saved."""


def small_parts(width: int, height: int, saved: Part | None) -> list[Part]:
    """What a terminal says that is too small for anything but the clock.

    Args:
        width: of the terminal in columns.
        height: in rows.
        saved: how safe the log is, where no other line has room for it.
    """
    parts = [] if saved is None else [saved]
    if saved is not None and width < _ROOM_FOR_BOTH:
        return [saved, Part("too small", "$faint", rank=1)]
    parts.append(Part("too small:", "$faint", rank=2))
    parts.append(Part(f"at least {LEAST_WIDTH} x {LEAST_HEIGHT}", "$faint", rank=1))
    return [*parts, Part(f"(now {width} x {height})", "$faint", rank=3)]


def status_parts(
    saving: Saving,
    has_begun: bool,
    store: SessionStore | None,
    speaker: Speaker,
    awake: KeepAwake | None,
    keymap: Keymap,
) -> list[Part]:
    """How safe the log is, how the sound is doing, and whether the machine may fall asleep."""
    parts: list[Part] = []
    if (safety := safety_part(saving, has_begun, store.fault if store is not None else None)) is not None:
        parts.append(safety)
    parts.append(sound_part(speaker, keymap))
    if speaker.is_muted and not has_begun:
        parts.append(Part(f"no GO will be heard: {keymap.key_of('mute')} turns the sound on", "$warning", rank=4))
    if awake is not None and awake.trouble:
        parts.append(label(f"MAY SLEEP: {clean(awake.trouble)}", ALARM, rank=2))
    if store is not None and store.notice:
        parts.append(Part(clean(store.notice), "$warning", rank=3))
    return parts


def label(text: str, style: str, rank: int = 0) -> Part:
    """A part on a field of its own, which has an edge on either side of the words."""
    return Part(f" {text} ", style, rank=rank)


def is_unsaved(saving: Saving, fault: str | None) -> bool:
    """Whether anything is kept from the disk, and not only on its way there."""
    return saving is Saving.NOT_SAVED or (fault is not None and saving is not Saving.SAVED)


def safety_part(saving: Saving, has_begun: bool, fault: str | None) -> Part | None:
    """How safe the log is, or before the first press why it would not be; None while there is nothing to say."""
    if has_begun:
        return saved_part(saving, fault)
    return None if fault is None else label(f"✖ CANNOT SAVE: {clean(fault)}", _DANGER)


def saved_part(saving: Saving, fault: str | None) -> Part:
    """Pending is dim, saved is solid, and NOT SAVED is red and says why."""
    if is_unsaved(saving, fault):
        why = f": {clean(fault)}" if fault else ""
        return label(f"✖ NOT SAVED{why}", _DANGER)
    return Part("● saved", "bold $ahead") if saving is Saving.SAVED else Part("○ saving", "$faint")


def sound_part(speaker: Speaker, keymap: Keymap) -> Part:
    """The sound: its volume, or why nothing is heard."""
    if speaker.is_muted:
        return label(f"♪ MUTED ({keymap.key_of('mute')})", ALARM, rank=1)
    if not speaker.volume and speaker.state is not SpeakerState.OFF:
        return label("♪ VOLUME 0", ALARM, rank=1)
    words = {
        SpeakerState.OK: (f"♪ {speaker.volume}", "$faint"),
        SpeakerState.TRYING: ("♪ no sound yet, trying", "$warning"),
        SpeakerState.BELL: (f"♪ bell {speaker.volume}", "$faint"),
        SpeakerState.OFF: ("♪ sound off", "$warning"),
    }
    text, style = words[speaker.state]
    return Part(text, style, rank=1)


def is_silent(speaker: Speaker) -> bool:
    """Whether a GO would not be heard, so that it has to be seen."""
    return speaker.is_muted or speaker.volume == 0 or speaker.state in (SpeakerState.OFF, SpeakerState.TRYING)
