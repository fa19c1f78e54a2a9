"""What the user may write into the table `[keys]` of `config.toml`, and what it makes of the keys.

It exists because Textual takes an unknown command or a misspelt key without a word, and the key is gone: every fault is
told here instead, one at a time, and then nothing of the table counts.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from trackclock.keys.command import LIVE, Command, can_meet, counts_while_typing
from trackclock.keys.keymap import MARK, Keymap, Taken, keys_given
from trackclock.keys.names import EDITING, MOVING, SPACE, NoSuchKeyError, is_typed, read, shown
from trackclock.keys.registry import COMMANDS, VARIANTS

PRESET: Final = "preset"
"""The one name in the table that is no command."""

PRESETS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "shutter": {MARK: (SPACE, "pagedown", "enter"), "finish": ("e",), "all_in": ("a",)},
}
"""Keys for a device, by name. Bluetooth shutters send enter; finish, which has it otherwise, gets e: end of the rep.
Of a group, the end of the rep for all gets a."""

RESERVED: Final = {
    "ctrl+q": "always leaves",
    "ctrl+c": "always leaves",
    "ctrl+p": "opens the palette",
}
"""What no command can have, and why."""

BACK: Final = "back"


class KeysError(ValueError):
    """One thing that is wrong with the table.

    Attributes:
        name: in which line, by the name before its equals sign.
        index: which text of the line is at fault, from 0; None for the name itself.
        what: what is wrong.
        instead: what to write instead.
    """

    def __init__(self, name: str, index: int | None, what: str, instead: str) -> None:
        """Say where and what is wrong, and what to write instead."""
        super().__init__(f"{what}; {instead}")
        self.name = name
        self.index = index
        self.what = what
        self.instead = instead


def read_keys(table: Mapping[str, object]) -> Keymap:
    """The keys as a table wants them.

    Args:
        table: what stands in `[keys]`: for a command's id its keys, or one alone; and perhaps a preset.

    Raises:
        KeysError: for the first thing that is wrong with it.
    """
    given = dict(PRESETS[_preset(table[PRESET])]) if PRESET in table else {}
    own = {name: _keys(name, value) for name, value in table.items() if name != PRESET}
    given.update(own)
    _refuse_doubles(own)
    keymap = Keymap(given, tuple(_taken(given, own)))
    _refuse_dead_ends(keymap)
    return keymap


def can_be_given_keys(command: Command) -> bool:
    """Whether a command has keys of its own; a few are only named in the line at the bottom."""
    return any(variant.keys for variant in VARIANTS[command.id])


def _preset(value: object) -> str:
    if isinstance(value, str) and value in PRESETS:
        return value
    what = f"there is no preset '{value[:40]}'" if isinstance(value, str) else "a preset is a name in quotes"
    raise KeysError(PRESET, 0, what, " or ".join(f'write {PRESET} = "{name}"' for name in PRESETS))


def _keys(name: str, value: object) -> tuple[str, ...]:
    """The keys of one line, in Textual's words."""
    if name not in VARIANTS:
        raise _unknown_command(name)
    if not can_be_given_keys(VARIANTS[name][0]):
        what = f"'{name}' belongs to the widget that has the keyboard, and cannot be given keys"
        raise KeysError(name, None, what, "delete the line")
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        first = VARIANTS[name][0].keys[0]
        raise KeysError(name, 0, f"'{name}' takes keys in quotes", f'write {name} = ["{shown(first)}", "f8"]')
    keys: list[str] = []
    for index, text in enumerate(texts):
        try:
            key = read(text)
        except NoSuchKeyError as error:
            raise KeysError(name, index, error.what, error.instead) from None
        if key in keys:
            raise KeysError(name, index, f"'{shown(key)}' stands there twice", "delete one of the two")
        _refuse(name, index, key)
        keys.append(key)
    if name == MARK and SPACE not in keys:
        what = "space is the one big key, on every screen of a session"
        raise KeysError(name, max(len(texts) - 1, 0), what, f'write {MARK} = ["space", ...]')
    return tuple(keys)


def _refuse(name: str, index: int, key: str) -> None:
    """Say why a key cannot be that of a command, whatever others have."""
    if key == SPACE and name != MARK:
        raise KeysError(name, index, "space is the one big key, on every screen of a session", "take another key")
    others = [variant for variant in VARIANTS[name] if key not in variant.keys]
    if key in RESERVED:
        raise KeysError(name, index, f"'{shown(key)}' {RESERVED[key]}", "take another key")
    if key in MOVING and len(others) == len(VARIANTS[name]) and all(one.scope not in LIVE for one in others):
        what = f"'{shown(key)}' moves in lists, and can be a command of a running session only"
        raise KeysError(name, index, what, "take another key")
    if not any(map(counts_while_typing, others)):
        return
    if is_typed(key):
        raise KeysError(name, index, f"'{name}' counts where text is typed", "take f1 to f12, or ctrl with a letter")
    if key in EDITING:
        what = f"'{shown(key)}' edits text where '{name}' counts"
        raise KeysError(name, index, what, "take f1 to f12, or another letter with ctrl")


def _refuse_doubles(own: Mapping[str, Sequence[str]]) -> None:
    """Refuse a key that the file gives to two commands of one screen."""
    before: list[str] = []
    for name, keys in own.items():
        for index, key in enumerate(keys):
            for other in before:
                if key in own[other] and excludes(key, name, other):
                    what = f"'{shown(key)}' is given to '{other}' as well"
                    raise KeysError(name, index, what, "give it to one of the two")
        before.append(name)


def excludes(key: str, name: str, other: str) -> bool:
    """Whether two commands cannot both be given a key, since they can be asked for on one screen."""
    return any(can_meet(*both) for both in ((one, two) for one in _with(name, key) for two in _with(other, key)))


def _with(name: str, key: str) -> Iterator[Command]:
    """A command in the scopes in which a key that it is given counts."""
    return (variant for variant in VARIANTS[name] if key in keys_given(variant, {name: (key,)}))


def _taken(given: Mapping[str, tuple[str, ...]], own: Mapping[str, Sequence[str]]) -> Iterator[Taken]:
    """What other commands lose: those of the preset to the lines beside it, those of neither to both."""
    for name, keys in given.items():
        for key in keys:
            for loser in COMMANDS:
                is_weaker = loser.id not in own if name in own else loser.id not in given
                if loser.id == name or not is_weaker or key not in keys_given(loser, given):
                    continue
                if any(can_meet(winner, loser) for winner in _with(name, key)):
                    yield Taken(key, loser, name)


def _refuse_dead_ends(keymap: Keymap) -> None:
    """Refuse what would leave a screen without a way back."""
    for back in VARIANTS[BACK]:
        if keymap.keys(back):
            continue
        taken = next((each for each in keymap.taken if each.loser is back), None)
        if taken is None:
            raise KeysError(BACK, None, "without a key there is no way back", f'write {BACK} = ["esc"]')
        index = keymap.changed[taken.winner].index(taken.key)
        what = f"'{shown(taken.key)}' is the only way back from where '{taken.winner}' counts"
        raise KeysError(taken.winner, index, what, f"give '{BACK}' another key as well")


def _unknown_command(name: str) -> KeysError:
    near = difflib.get_close_matches(name.casefold()[:60], [*VARIANTS, PRESET], n=1, cutoff=0.6)
    instead = f"did you mean '{near[0]}'?" if near else "'trackclock keys' lists them all"
    return KeysError(name, None, f"there is no command '{name[:60]}'", instead)
