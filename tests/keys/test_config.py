"""What may stand in the table of keys, and what it makes of them: every fault is told, no key means two things."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackclock.keys import DEFAULT, Keymap, Scope, spoken
from trackclock.keys.command import LIVE, can_meet, counts_while_typing
from trackclock.keys.config import PRESETS, RESERVED, KeysError, can_be_given_keys, read_keys
from trackclock.keys.keymap import MARK
from trackclock.keys.names import EDITING, MOVING, is_typed, read, shown
from trackclock.keys.registry import BY_ID, COMMANDS, VARIANTS

ALL_KEYS = sorted({key for command in COMMANDS for key in command.keys} | {"f8", "f10", "e", "ä", "ctrl+k", "left"})
GIVEN = sorted(command_id for command_id, command in BY_ID.items() if can_be_given_keys(command))
TABLES = st.dictionaries(
    st.sampled_from(GIVEN), st.lists(st.sampled_from(ALL_KEYS), max_size=3, unique=True), min_size=1, max_size=5
)


def losses(keymap: Keymap) -> set[tuple[str, str, str]]:
    return {(each.key, each.loser.binding_id, each.winner) for each in keymap.taken}


def test_nothing_is_as_everything_comes() -> None:
    assert read_keys({}).changed == {}
    assert all(read_keys({}).keys(command) == command.keys for command in COMMANDS)


def test_a_command_has_the_keys_that_it_is_given_and_no_others() -> None:
    keymap = read_keys({"mark": ["space", "F8"], "undo": "F7"})
    assert keymap.marks == ("space", "f8")
    assert {keymap.keys(variant) for variant in VARIANTS["undo"]} == {("f7",)}
    assert keymap.taken == ()
    assert spoken("⟨undo⟩ takes it back", keymap) == "F7 takes it back"


def test_a_key_is_taken_from_its_default_command_where_both_can_be_given() -> None:
    keymap = read_keys({"history": ["o"]})
    assert losses(keymap) == {("o", "offer.carry_on", "history")}
    assert keymap.shown(BY_ID["carry_on"]) == ""
    assert keymap.key_of("carry_on") == "“Unfinished session: carry on from where it stopped”"
    assert [keymap.keys(one) for one in VARIANTS["over_time"]] == [("o",), ("o",)], "on other screens"


def test_what_moves_in_lists_counts_on_the_run_screen_only() -> None:
    keymap = read_keys({"undo": ["left", "u"]})
    assert {one.scope: keymap.keys(one) for one in VARIANTS["undo"]} == {
        Scope.RUN: ("left", "u"),
        Scope.GROUP: ("left", "u"),
        Scope.SESSIONS: ("u",),
        Scope.HISTORY: ("u",),
        Scope.SESSION: ("u",),
        Scope.MARKS: ("u",),
    }


def test_a_command_can_be_left_without_a_key() -> None:
    assert read_keys({"mute": []}).keys(BY_ID["mute"]) == ()


def test_two_commands_can_change_places() -> None:
    keymap = read_keys({"skip": "a", "add_rep": "n"})
    assert (keymap.keys(BY_ID["skip"]), keymap.keys(BY_ID["add_rep"])) == (("a",), ("n",))
    assert losses(keymap) == set()


def test_a_shutter_marks_with_enter_and_finish_gets_another_key() -> None:
    keymap = read_keys({"preset": "shutter"})
    assert keymap.marks == ("space", "pagedown", "enter")
    assert (keymap.shown(BY_ID["finish"]), keymap.shown(BY_ID["all_in"])) == ("e", "a")
    assert keymap.taken == ()


def test_a_line_overrules_the_preset_beside_it() -> None:
    assert read_keys({"preset": "shutter", "mark": ["space"]}).marks == ("space",)
    keymap = read_keys({"undo": ["e"], "preset": "shutter"})
    assert ("e", "run.finish", "undo") in losses(keymap)
    assert keymap.keys(BY_ID["finish"]) == ()
    assert read_keys({"preset": "shutter", "finish": "f8"}).shown(BY_ID["finish"]) == "F8"


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_has_no_fault_of_its_own(name: str) -> None:
    lines = {command_id: [shown(key) for key in keys] for command_id, keys in PRESETS[name].items()}
    assert read_keys({"preset": name}).changed == read_keys(lines).changed
    assert read_keys(lines).taken == ()


WRONG: dict[str, tuple[dict[str, Any], str, int | None, str]] = {
    "unknown command": ({"mrak": ["f8"]}, "mrak", None, "there is no command 'mrak'; did you mean 'mark'?"),
    "no command at all": ({"xyzzy": "f8"}, "xyzzy", None, "there is no command 'xyzzy'; 'trackclock keys' lists"),
    "unknown key": ({"undo": ["u", "spcae"]}, "undo", 1, "the key 'spcae' is not known; did you mean 'space'?"),
    "twice in one list": ({"undo": ["u", "u"]}, "undo", 1, "'u' stands there twice"),
    "twice under two names": ({"undo": ["page up", "pgup"]}, "undo", 1, "'page up' stands there twice"),
    "two commands": ({"skip": "f8", "undo": ["u", "f8"]}, "undo", 1, "'F8' is given to 'skip' as well"),
    "two of the dialogs": ({"agree": "f8", "back": ["esc", "f8"]}, "back", 1, "'F8' is given to 'agree' as well"),
    "everywhere and a list": ({"mute": "f8", "history": "f8"}, "history", 0, "'F8' is given to 'mute' as well"),
    "mark without space": ({"mark": ["f8"]}, "mark", 0, "space is the one big key"),
    "mark without a key": ({"mark": []}, "mark", 0, "space is the one big key"),
    "space for another": ({"undo": ["space"]}, "undo", 0, "space is the one big key"),
    "a capital": ({"undo": ["U"]}, "undo", 0, "every capital acts as its lower case"),
    "a letter where text is typed": ({"save": ["s"]}, "save", 0, "'save' counts where text is typed"),
    "a sign where text is typed": ({"back": ["esc", "-"]}, "back", 1, "'back' counts where text is typed"),
    "a dialog's letter in a field": ({"back": ["esc", "n"]}, "back", 1, "'back' counts where text is typed"),
    "a letter that goes before all": ({"redraw": ["h"]}, "redraw", 0, "'redraw' counts where text is typed"),
    "a key that edits": ({"save": ["ctrl+k"]}, "save", 0, "'^K' edits text where 'save' counts"),
    "a key that moves": ({"mute": ["left"]}, "mute", 0, "'left' moves in lists"),
    "leaves": ({"mute": ["ctrl+q"]}, "mute", 0, "'^Q' always leaves"),
    "leaves too": ({"undo": ["ctrl+c"]}, "undo", 0, "'^C' always leaves"),
    "the palette": ({"undo": ["ctrl+p"]}, "undo", 0, "'^P' opens the palette"),
    "a command of a widget": ({"next_field": "f8"}, "next_field", None, "'next_field' belongs to the widget"),
    "no way back": ({"undo": ["esc"]}, "undo", 0, "'esc' is the only way back from where 'undo' counts"),
    "no way back at all": ({"back": []}, "back", None, "without a key there is no way back"),
    "a number": ({"undo": 3}, "undo", 0, "'undo' takes keys in quotes; write undo = [\"u\", \"f8\"]"),
    "a list of numbers": ({"undo": [3]}, "undo", 0, "'undo' takes keys in quotes"),
    "a table": ({"undo": {"key": "u"}}, "undo", 0, "'undo' takes keys in quotes"),
    "an unknown preset": ({"preset": "shuter"}, "preset", 0, "there is no preset 'shuter'; write preset = \"shutter\""),
    "a preset that is a list": ({"preset": ["shutter"]}, "preset", 0, "a preset is a name in quotes"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_fault_is_told_at_its_place(case: str) -> None:
    table, name, index, what = WRONG[case]
    with pytest.raises(KeysError) as refused:
        read_keys(table)
    error = refused.value
    assert (error.name, error.index) == (name, index)
    assert str(error).startswith(what)
    assert error.instead


@settings(max_examples=300, deadline=None)
@given(TABLES, st.sampled_from([None, *PRESETS]))
def test_no_key_has_two_meanings_whatever_is_given(table: dict[str, list[str]], preset: str | None) -> None:
    whole: dict[str, Any] = {name: [shown(key) for key in keys] for name, keys in table.items()}
    if preset is not None:
        whole["preset"] = preset
    with suppress(KeysError):
        keymap = read_keys(whole)
        _hold(keymap, table)


def _hold(keymap: Keymap, table: dict[str, list[str]]) -> None:
    owners: dict[str, list[Any]] = {}
    for command in COMMANDS:
        keys = keymap.keys(command)
        for key in keys:
            for other in owners.setdefault(key, []):
                assert other.id == command.id or not can_meet(command, other), (key, command, other)
            owners[key].append(command)
            assert key not in RESERVED
            assert (key == "space") is (command.id == MARK and key == "space")
            if key not in command.keys:
                assert not (counts_while_typing(command) and (is_typed(key) or key in EDITING))
                assert command.scope in LIVE or key not in MOVING
        if command.id in table:
            may_move = command.scope in LIVE
            assert set(keys) == {
                key for key in table[command.id] if may_move or key not in MOVING or key in command.keys
            }
        elif command.id not in keymap.changed:
            lost = {each.key for each in keymap.taken if each.loser is command}
            assert set(keys) == set(command.keys) - lost
    assert "space" in keymap.marks
    assert all(keymap.keys(back) for back in VARIANTS["back"])


def test_the_defaults_are_a_table_without_fault() -> None:
    """Who writes a command's own keys into the file changes nothing."""
    for command_id in GIVEN:
        variants = VARIANTS[command_id]
        if len({variant.keys for variant in variants}) > 1:
            continue
        keymap = read_keys({command_id: [shown(key) for key in variants[0].keys]})
        assert keymap.taken == ()
        assert all(keymap.keys(one) == one.keys for one in COMMANDS), command_id
    assert DEFAULT.marks == tuple(map(read, ("space", "page down")))
