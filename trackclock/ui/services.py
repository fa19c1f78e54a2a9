"""What the screens are given: everything that touches the world, built by `cli` and only when it is first asked for.

It exists so that the first frame is painted before SQLite, the sound and pydantic are imported, and so that tests
and the demo can hand in their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from trackclock.kept_words import KeepsNothing
from trackclock.ui.elsewhere import Elsewhere

if TYPE_CHECKING:
    from trackclock.kept_words import WordKeeper
    from trackclock.ports import Clock, History, KeepAwake, SessionStore, Speaker
    from trackclock.recorder import Recorder


def _nothing() -> None:
    """Nobody listens yet."""


def _nowhere(_: str) -> tuple[Path, ...]:
    """No place but the history."""
    return ()


class Services:
    """The adapters behind the ports, each made on first use."""

    def __init__(
        self,
        *,
        clock: Clock,
        store: Callable[[], SessionStore],
        history: Callable[[], History],
        speaker: Callable[[], Speaker],
        keep_awake: Callable[[], KeepAwake],
        sessions_dir: Callable[[], Path],
        config_dir: Callable[[], Path],
        autopilot: Callable[[Recorder, int], None] | None = None,
        speed: int = 1,
        elsewhere: Callable[[str], Iterable[Path]] = _nowhere,
        exports_dir: Callable[[], Path] | None = None,
        words: Callable[[], WordKeeper] = KeepsNothing,
    ) -> None:
        """Take the makers.

        Args:
            clock: the clock; needed at once.
            store: makes the store of session logs.
            history: makes the reader of past sessions.
            speaker: makes the speaker, not started yet.
            keep_awake: makes what keeps the machine awake.
            sessions_dir: finds the user's own folder of session files.
            config_dir: finds the folder of the settings file.
            autopilot: a simulated runner, called by the live screen at every tick with the recorder and the reading
                of the clock; None where a person presses.
            speed: how many times as fast as real time the clock runs; whoever reads the screen is not sped up.
            elsewhere: files for what the history does not take, best first; given the id of the newest such session.
            exports_dir: finds the folder of tables that are taken away; that of the settings if left out.
            words: makes what keeps the words that are being typed.
        """
        self.clock = clock
        self.autopilot = autopilot
        self.speed = speed
        self.on_saved: Callable[[], None] = _nothing
        """Called on the store's thread after each commit and each fault; the app puts its own here."""
        self.ring: Callable[[], None] = _nothing
        """Rings the terminal's bell; called on the speaker's thread; the app puts its own here."""
        self.elsewhere = elsewhere
        self.rescue = Elsewhere(self)
        """What would be lost if the app ended now, and where it goes."""
        self._make_store = store
        self._make_history = history
        self._make_speaker = speaker
        self._make_keep_awake = keep_awake
        self._make_words = words
        self._find_sessions_dir = sessions_dir
        self._find_config_dir = config_dir
        self._find_exports_dir = exports_dir or config_dir

    @cached_property
    def store(self) -> SessionStore:
        """The store of session logs."""
        return self._make_store()

    @cached_property
    def history(self) -> History:
        """The reader of past sessions."""
        return self._make_history()

    @cached_property
    def speaker(self) -> Speaker:
        """Who plays the cues."""
        return self._make_speaker()

    @cached_property
    def words(self) -> WordKeeper:
        """What keeps the words that are being typed."""
        return self._make_words()

    @cached_property
    def keep_awake(self) -> KeepAwake:
        """What keeps the machine awake."""
        return self._make_keep_awake()

    @cached_property
    def sessions_dir(self) -> Path:
        """The user's own folder of session files."""
        return self._find_sessions_dir()

    @cached_property
    def config_dir(self) -> Path:
        """The folder of the settings file."""
        return self._find_config_dir()

    @cached_property
    def exports_dir(self) -> Path:
        """The folder of tables that are taken away; it need not exist."""
        return self._find_exports_dir()
