"""The keys of the user's own file, on the screens: taken at the start, and again whenever the file has one more.

It exists in place of Textual's keymap, which drops whatever else had a key, leaves out the app's own keys while a
field has the keyboard, and takes no command's last key (ARCHITECTURE.md, "One registry of keys").
"""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.binding import Binding, BindingsMap
from textual.screen import Screen

from trackclock.application.config_file import FILE, load_keymap
from trackclock.errors import TrackclockError
from trackclock.keys import DEFAULT, Keymap, Scope, commands_of
from trackclock.keys.registry import BY_BINDING
from trackclock.ui.access import shell_of
from trackclock.ui.widgets.keys import KeyLine, bindings_of

_BAD_NEWS_S = 20
"""How long it is said on the list that the user's own keys do not count."""


def load(app: App[Any]) -> None:
    """Take the keys of the user's own file; those that the app comes with where something is wrong with it."""
    shell = shell_of(app)
    try:
        shell.take_keys(load_keymap(shell.services.config_dir))
    except TrackclockError as error:
        shell.take_keys(DEFAULT)
        shell.keys_fault = error


def take(app: App[Any], keymap: Keymap) -> None:
    """Let these keys count from now on, on every screen that is open."""
    shell = shell_of(app)
    shell.keymap, shell.keys_fault = keymap, None
    everywhere = BindingsMap(bindings_of(commands_of(Scope.EVERYWHERE)))
    app._bindings = _bound(BindingsMap.merge((everywhere, app._bindings)), keymap)  # Textual puts ctrl+p there itself
    for screen in app.screen_stack:
        bind(screen, keymap)
        for line in screen.query(KeyLine):
            line.refresh(layout=True)
    if shell.live is not None:
        shell.live.show_now()


def bind(screen: Screen[Any], keymap: Keymap) -> None:
    """Give the commands of a screen the keys that they have now."""
    screen._bindings = _bound(type(screen)._merged_bindings or BindingsMap(), keymap)


def _bound(given: BindingsMap, keymap: Keymap) -> BindingsMap:
    """The same bindings under the keys of a keymap; a command goes before what is none, such as a list's own keys."""
    commands: dict[str, Binding] = {}
    bound = BindingsMap()
    for _, binding in given:
        if binding.id in BY_BINDING:
            commands.setdefault(binding.id, binding)
    for name, binding in commands.items():
        for key in keymap.keys(BY_BINDING[name]):
            bound._add_binding(binding.with_key(key))
    for _, binding in given:
        if binding.id not in BY_BINDING:
            bound._add_binding(binding)
    return bound


def say_fault(app: App[Any], fault: TrackclockError) -> None:
    """Say why the keys of the user's own file do not count."""
    from trackclock.ui.words import clean

    shell = shell_of(app)
    # The folder is known; what has to be read first is the line.
    why = str(fault).partition("\n")[0].replace(str(shell.services.config_dir / FILE), FILE)
    text = clean(f"{why}{'' if why[-1] in '.?' else '.'} Until then all keys are as they come.")
    if shell.live is not None:
        shell.live.show_message(text, is_warning=True, stays=True)  # a note would lie over the clock
    else:
        app.notify(text, severity="error", timeout=_BAD_NEWS_S, markup=False)
