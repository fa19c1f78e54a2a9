"""`trackclock doctor`: what this machine has, where the files are, and every sound by its name.

It exists because "I hear nothing" is the commonest trouble at a track, and one command should say why.
"""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from trackclock import __version__
from trackclock.adapters.audio.choice import choose
from trackclock.adapters.audio.probe import play_all, settled, words
from trackclock.adapters.audio.speaker import WorkerSpeaker
from trackclock.adapters.clock import SystemClock
from trackclock.adapters.locations import CONFIG_DIR_VARIABLE, DATA_DIR_VARIABLE, config_dir, data_dir, sessions_dir
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.adapters.terminal import multiplexers, refusal, tell_colours
from trackclock.application.athletes import load_athletes
from trackclock.application.config_file import FILE, is_there, load_keymap
from trackclock.command_line.printing import say
from trackclock.command_line.speaking import voice_words
from trackclock.errors import TrackclockError
from trackclock.formats.bundled import list_bundled
from trackclock.ports import SpeakerState
from trackclock.standins import takes_everything

_TOLD_BY = ("COLORTERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "LC_TERMINAL", "WT_SESSION")
"""Where a terminal names itself, beside TERM."""

_COLOURS = {"truecolor": "all", "256": "256", "standard": "16"}

_PACKAGES = (
    "textual",
    "pydantic",
    "platformdirs",
    "fitdecode",
    "miniaudio",
    "simpleaudio-patched",
    "wakepy",
    "textual-plotext",
)


def report() -> int:
    """Print everything and play every sound.

    Returns:
        The exit code: 0, or 1 where the data folder cannot be used.
    """
    _print_versions()
    _print_terminal()
    is_usable = _print_places()
    _print_sound()
    return 0 if is_usable else 1


def _print_versions() -> None:
    print(f"trackclock    {__version__}")
    print(f"Python        {platform.python_version()}  ({sys.executable})")
    print(f"system        {platform.platform()}")
    for package in _PACKAGES:
        try:
            print(f"{package:<13} {version(package)}")
        except PackageNotFoundError:
            print(f"{package:<13} not installed")
    print(f"SQLite        {sqlite3.sqlite_version}")


def _print_terminal() -> None:
    """What it says of itself, and what is made of that; whatever it says may be anybody's."""
    from textual.app import App

    from trackclock.command_line.live import hardened

    told = dict(os.environ)
    tell_colours(told)
    said = [os.environ.get("TERM") or "TERM not set"]
    said += [f"{name} {os.environ[name]}" for name in _TOLD_BY if os.environ.get(name)]
    between = " and ".join(multiplexers(os.environ))
    say(f"terminal      {', '.join(said)}{between and f' (in {between})'}")
    if fault := refusal(os.environ):
        say(f"  the app cannot be shown: {fault}")
    print(f"size          {_size()}")
    print(f"encoding      {sys.stdout.encoding}{'' if takes_everything(sys.stdout) else ', with plain stand-ins'}")
    print(f"colours       {_colours(told)}")
    app: App[None] = App()
    print(f"driver        {hardened(app.driver_class).__name__}")


def _size() -> str:
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        return "not known: this is not written to a terminal"
    return f"{size.columns} x {size.lines}"


def _colours(environment: dict[str, str]) -> str:
    """How many colours the app shows, as Textual finds it out."""
    from rich.console import Console
    from textual.constants import COLOR_SYSTEM

    if "NO_COLOR" in environment:
        return "none, since NO_COLOR is set"
    asked: Any = COLOR_SYSTEM
    system = Console(color_system=asked, force_terminal=True, legacy_windows=False, _environ=environment).color_system
    return _COLOURS.get(system or "", "none")


def _print_places() -> bool:
    places = (
        ("history", data_dir(), DATA_DIR_VARIABLE),
        ("settings", config_dir(), CONFIG_DIR_VARIABLE),
        ("your sessions", sessions_dir(), CONFIG_DIR_VARIABLE),
    )
    for name, place, variable in places:
        print(f"{name:<13} {place}{_state_of(place, variable)}")
    _print_keys()
    print(f"bundled       {len(list_bundled())} session files")
    folder = next((parent for parent in (data_dir(), *data_dir().parents) if parent.exists()), Path("/"))
    return os.access(folder, os.W_OK) and not _trouble_in(data_dir())


def _print_keys() -> None:
    """The user's own keys, where there are any."""
    path = config_dir() / FILE
    if not is_there(path):
        return
    try:
        load_keymap(config_dir())
    except TrackclockError as error:
        say(f"your own keys {error}\n  none of them counts until that is put right")
    else:
        say(f"your own keys {path}")
    _print_athletes()


def _print_athletes() -> None:
    """How many athletes the user's own file has, where there are any."""
    try:
        athletes = load_athletes(config_dir())
    except TrackclockError as error:
        say(f"athletes      {error}\n  nobody of them counts until that is put right")
    else:
        if athletes:
            say(f"athletes      {len(athletes)} in {FILE}")


def _state_of(place: Path, variable: str) -> str:
    if not place.exists():
        return "  (not made yet)"
    if variable == DATA_DIR_VARIABLE and (trouble := _trouble_in(place)):
        return f"\n  nothing can be saved: {trouble}"
    return "" if os.access(place, os.W_OK) else f"  (cannot be written: set {variable} to a folder that can)"


def _trouble_in(place: Path) -> str | None:
    """Why no session could be saved in a folder of the history; None if one could, or if it is not there yet."""
    if not place.exists():
        return None
    store = SqliteStore(place)
    store.check()
    return store.fault


def _print_sound() -> None:
    choice = choose(os.environ)
    speaker = WorkerSpeaker(choice, bell=_ring)
    speaker.start()
    found = settled(speaker)
    for line in words(found):
        print(line)
    if found.state in (SpeakerState.OK, SpeakerState.BELL):
        print("playing every sound:")
        play_all(speaker, SystemClock(), lambda name: print(f"  {name}"))
    speaker.close()
    print(f"voice         {voice_words(found.backend)}")


def _ring() -> None:
    sys.stdout.write("\a")
    sys.stdout.flush()
