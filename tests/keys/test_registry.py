"""The registry of commands holds together: one command one key, one key one meaning, and every action is there.

It exists because a key that means two things, or nothing, is only found beside the track otherwise. Each rule is asked
of the registry, and of a registry with that very fault in it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.screen import Screen

import trackclock
from trackclock.core.commands import NAMED_KEY
from trackclock.keys import DEFAULT, Command, Scope, commands_of, spoken
from trackclock.keys.command import PLACES, TYPING, can_meet, counts_while_typing
from trackclock.keys.group import ATHLETES
from trackclock.keys.keymap import MARK
from trackclock.keys.lines import LISTED, help_lines
from trackclock.keys.names import is_typed, read, shown
from trackclock.keys.registry import BY_BINDING, BY_ID, COMMANDS, OTHER_KEYS, VARIANTS
from trackclock.ui.app import TrackclockApp
from trackclock.ui.group.screen import GroupScreen
from trackclock.ui.navigation import SCREENS
from trackclock.ui.run.screen import RunScreen

CORE = Path(trackclock.__file__).parent / "core"

HELPS_ITSELF = re.compile(r"(scroll_keys|play)\(")
"""The page of help scrolls with more keys than a list, and plays each sound with a key of its own."""


def changed(command_id: str, scope: Scope, **values: Any) -> tuple[Command, ...]:
    """The registry with one command changed."""
    found = tuple(
        replace(command, **values) if (command.id, command.scope) == (command_id, scope) else command
        for command in COMMANDS
    )
    assert found != COMMANDS
    return found


# --- one command, one key ---------------------------------------------------------------------------------------------


def with_other_keys(commands: Sequence[Command]) -> set[tuple[Scope, str]]:
    """The commands that have keys in one scope that they do not have in another."""
    found = set()
    for command_id in {command.id for command in commands}:
        same = [command for command in commands if command.id == command_id]
        common = set.intersection(*(set(command.keys) for command in same))
        found |= {(command.scope, command_id) for command in same if set(command.keys) != common}
    return found


def test_one_command_has_one_key_in_every_scope() -> None:
    assert with_other_keys(COMMANDS) == set(OTHER_KEYS)
    assert with_other_keys(changed("redo", Scope.SESSION, keys=("j",))) - set(OTHER_KEYS)
    assert all(OTHER_KEYS.values()), "each exception has its reason"


def with_two_commands(commands: Sequence[Command]) -> list[tuple[str, str, str]]:
    """The keys that have two commands where both can be given."""
    return [
        (key, one.binding_id, other.binding_id)
        for one, other in combinations(commands, 2)
        if one.id != other.id and can_meet(one, other)
        for key in set(one.keys) & set(other.keys)
    ]


def test_no_key_has_two_commands_in_one_place() -> None:
    assert with_two_commands(COMMANDS) == []
    assert with_two_commands(changed("louder", Scope.EVERYWHERE, keys=("u",)))
    assert with_two_commands(changed("redraw", Scope.EVERYWHERE, keys=("escape",))), "it counts in dialogs as well"


def test_an_id_stands_once_in_a_scope() -> None:
    assert len(BY_BINDING) == len(COMMANDS)
    for command_id, variants in VARIANTS.items():
        assert {command.id for command in variants} == {command_id}


def test_every_scope_is_in_a_place() -> None:
    assert set(Scope) == frozenset().union(*PLACES)
    assert all(commands_of(scope) for scope in Scope)


def test_no_letter_is_a_command_where_letters_are_typed() -> None:
    typed = [
        (command.binding_id, key) for command in COMMANDS if counts_while_typing(command) for key in command.keys
        if is_typed(key)
    ]  # fmt: skip
    assert typed == []
    assert Scope.EDITOR in TYPING


def test_what_counts_while_typing_is_told() -> None:
    save, mute, redraw = (BY_ID[name] for name in ("save", "mute", "redraw"))
    assert [counts_while_typing(command) for command in (save, mute, redraw)] == [True, False, True]


# --- every action is there --------------------------------------------------------------------------------------------


def screens() -> Iterator[type[Screen[Any]]]:
    for module, kind in SCREENS.values():
        yield getattr(import_module(module), kind)


def bindings_of_screens() -> list[tuple[type[Any], Binding]]:
    """What each class of a screen binds itself, or the app once it is painted."""
    found: list[tuple[type[Any], Binding]] = []
    for screen in screens():
        for kind in screen.__mro__:
            if kind.__module__.startswith("trackclock."):
                found += [(screen, each) for each in Binding.make_bindings(vars(kind).get("BINDINGS", ()))]
    return found


def missing_actions(bound: Iterable[tuple[type[Any], Binding]], commands: Sequence[Command]) -> list[str]:
    """The bindings of commands whose action the screen, or the app, does not have."""
    by_binding = {command.binding_id: command for command in commands}
    missing = []
    for screen, binding in bound:
        if binding.id not in by_binding:
            continue
        action = by_binding[binding.id].action or f"app.command('{by_binding[binding.id].id}')"
        namespace, _, name = action.rpartition("(")[0].rpartition(".") if "(" in action else action.rpartition(".")
        owner = TrackclockApp if namespace == "app" else screen
        if not callable(getattr(owner, f"action_{name}", None)):
            missing.append(f"{screen.__name__}: {action}")
    return missing


def test_every_action_of_the_registry_exists_on_its_screen() -> None:
    bound = bindings_of_screens()
    assert len(bound) > 100
    assert missing_actions(bound, COMMANDS) == []
    assert missing_actions(bound, changed("sort", Scope.HISTORY, action="srot")) == ["HistoryScreen: srot"]


def test_every_command_with_keys_is_bound_somewhere() -> None:
    bound = {binding.id for _, binding in bindings_of_screens()}
    everywhere = {command.binding_id for command in commands_of(Scope.EVERYWHERE)}
    wanted = {command.binding_id for command in COMMANDS if command.keys and command.id != MARK}
    assert wanted - everywhere - bound == set()


def test_what_the_app_and_the_run_screen_are_asked_for_is_done() -> None:
    for command in commands_of(Scope.EVERYWHERE):
        assert callable(getattr(TrackclockApp, f"do_{command.id}", None)), command.id
    source = Path(import_module(RunScreen.__module__).__file__ or "").read_text(encoding="utf-8")
    does = next(node for node in ast.walk(ast.parse(source)) if getattr(node, "name", "") == "_do")
    named = {node.value for node in ast.walk(does) if isinstance(node, ast.Constant)}
    undone = [command.id for command in commands_of(Scope.RUN) if command.make is None and command.id not in named]
    assert undone == []


def test_each_command_of_a_group_is_known_to_its_screen() -> None:
    source = Path(import_module(GroupScreen.__module__).__file__ or "").read_text(encoding="utf-8")
    named = {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)} | set(ATHLETES)
    assert [command.id for command in commands_of(Scope.GROUP) if command.id not in named] == []


def test_every_key_of_a_screen_comes_from_the_registry() -> None:
    strangers = {
        f"{screen.__name__}: {binding.key} {binding.action}"
        for screen, binding in bindings_of_screens()
        if binding.id not in BY_BINDING and not (screen.__name__ == "HelpScreen" and HELPS_ITSELF.match(binding.action))
    }
    assert strangers == set()


def test_a_binding_is_what_the_registry_says() -> None:
    for screen, binding in bindings_of_screens():
        if binding.id in BY_BINDING:
            command = BY_BINDING[binding.id]
            assert binding.key in command.keys, screen
            assert binding.description == command.title


# --- messages ---------------------------------------------------------------------------------------------------------


def strings_of(tree: ast.AST) -> Iterator[str]:
    """Every string that is no docstring."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    told = {
        id(line.value)
        for node in ast.walk(tree)
        if isinstance(node, documented)
        for line in node.body
        if isinstance(line, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


NAMES_A_KEY = re.compile(
    r"\b(?:esc|escape|enter|page up|page down|backspace|f\d{1,2})\b"
    r"|\bspace\b(?!$)"
    r"|(?:^|[;,:] |\b(?:press|key|again with) )[a-z?+-]"
    r"(?: (?:again|counts|is|takes|starts|goes|skips|undoes|brings)\b|$)"
)


def keys_named(source: str) -> list[str]:
    return [text for text in strings_of(ast.parse(source)) if NAMES_A_KEY.search(text) and len(text) > 5]


def test_no_message_of_the_core_names_a_key() -> None:
    for path in sorted(CORE.rglob("*.py")):
        if "notation" not in path.parts:  # it speaks of the words of a session, and no key does anything to them
            assert keys_named(path.read_text(encoding="utf-8")) == [], path


@pytest.mark.parametrize(
    "text", ["too soon; c counts it", "u again within 3 s", "paused: space goes on", "press x", "esc goes back"]
)
def test_a_message_that_names_a_key_is_found(text: str) -> None:
    assert keys_named(f"def f(): return {text!r}")


def test_each_command_that_the_core_names_is_there() -> None:
    named: set[str] = set()
    for path in CORE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(getattr(node, "func", None), "attr", getattr(getattr(node, "func", None), "id", ""))
            if isinstance(node, ast.Call) and name == "key_of":
                assert isinstance(node.args[0], ast.Constant), path
                named.add(str(node.args[0].value))
    assert len(named) >= 6
    assert named <= set(BY_ID)


def test_every_named_key_is_filled_in() -> None:
    text = "; ".join(f"⟨{command_id}⟩" for command_id in BY_ID)
    assert re.fullmatch(NAMED_KEY, "⟨mark⟩")
    assert "⟨" not in spoken(text)
    assert spoken("⟨mark⟩ goes on, ⟨undo⟩ undoes, ⟨nobody⟩") == "space goes on, u undoes, ⟨nobody⟩"


# --- words ------------------------------------------------------------------------------------------------------------


def test_what_is_shown_of_a_key_reads_back_to_it() -> None:
    for command in COMMANDS:
        for key in command.keys:
            assert read(shown(key)) == key
            assert read(key) == key


def test_every_command_of_a_session_is_on_the_page_of_help() -> None:
    told = " ".join(keys for keys, _ in help_lines(DEFAULT)).split()
    for command in LISTED:
        if command.help:
            assert DEFAULT.shown(command).split()[0] in told, command.id
    assert {command.helped_by for command in COMMANDS} - {""} <= set(BY_ID)
