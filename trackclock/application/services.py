"""What the screens are given: everything that touches the world, built by `cli` and only when it is first asked for.

It exists so that the first frame is painted before SQLite, the sound and pydantic are imported, and so that tests
and the demo can hand in their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from trackclock.application.lazy import Lazy
from trackclock.application.unsaved import Unsaved
from trackclock.kept_words import KeepsNothing

if TYPE_CHECKING:
    from trackclock.application.athletes import Athlete
    from trackclock.application.own_files import Loose
    from trackclock.application.readings import Readings
    from trackclock.kept_words import WordKeeper
    from trackclock.ports import Clock, History, KeepAwake, SessionStore, SessionWatch, Speaker, Voice
    from trackclock.recorder import Recorder
    from trackclock.recorder.group import GroupRecorder

FLUSH_S = 2.0
"""How long leaving waits for the disk."""


def _nothing() -> None:
    """Nobody listens yet."""


def _no_voice() -> None:
    """Nobody speaks."""


def _nowhere(_: str) -> tuple[Path, ...]:
    """No place but the history."""
    return ()


class Autopilot(Protocol):
    """A simulated runner, called by the live screen at every tick."""

    @property
    def by_itself(self) -> bool:
        """Whether the session begins and ends without a key."""

    def __call__(self, recorder: Recorder, now_ms: int) -> str:
        """Press what is due by a reading of the clock; returns a caption, empty to leave the one that is shown."""


class GroupAutopilot(Protocol):
    """Simulated runners and their coach, called by the screen of a group at every tick."""

    @property
    def by_itself(self) -> bool:
        """Whether the session begins and ends without a key."""

    def __call__(self, recorder: GroupRecorder, now_ms: int) -> str:
        """Press what is due by a reading of the clock; returns a caption, empty to leave the one that is shown."""


class Services:
    """The adapters behind the ports, each made on first use."""

    athlete: str | None = None
    """Whose past is looked at; None for whoever the history belongs to. A session that is open has its own."""
    names: tuple[str, ...] = ()
    """Who runs the session that the app starts with; empty for those whom it names, or for somebody alone."""
    loose: Callable[[], Loose] | None = None
    """Reads the file that was started and is not in the list; None where there is no such file."""
    _athletes: tuple[Athlete, ...] | None = None

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
        autopilot: Autopilot | None = None,
        group_autopilot: GroupAutopilot | None = None,
        speed: int = 1,
        unsaved_places: Callable[[str], Iterable[Path]] = _nowhere,
        exports_dir: Callable[[], Path] | None = None,
        words: Callable[[], WordKeeper] = KeepsNothing,
        watch: Callable[[], SessionWatch] | None = None,
        voice: Callable[[], Voice | None] = _no_voice,
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
            autopilot: a simulated runner; None where a person presses.
            group_autopilot: the same for a group.
            speed: how many times as fast as real time the clock runs; whoever reads the screen is not sped up.
            unsaved_places: files for what the history does not take, best first; given the id of the newest session
                of which that holds.
            exports_dir: finds the folder of tables that are taken away; that of the settings if left out.
            words: makes what keeps the words that are being typed.
            watch: makes what looks at the sessions of other apps, where nothing else is done; None as a rule.
            voice: makes who speaks; None where nobody can.
        """
        self.clock = clock
        self.autopilot = autopilot
        self.group_autopilot = group_autopilot
        self.speed = speed
        self.on_saved: Callable[[], None] = _nothing
        """Called on the store's thread after each commit and each fault; the app puts its own here."""
        self.ring: Callable[[], None] = _nothing
        """Rings the terminal's bell; called on the speaker's thread; the app puts its own here."""
        self._store = Lazy(store)
        self._history = Lazy(history)
        self._speaker = Lazy(speaker)
        self._keep_awake = Lazy(keep_awake)
        self._words = Lazy(words)
        self._watch = Lazy(watch) if watch is not None else None
        self._voice = Lazy(voice)
        is_demo = autopilot is not None or group_autopilot is not None
        self.unsaved = Unsaved(self._store, unsaved_places, is_throwaway=is_demo)
        """What would be lost if the app ended now, and where it goes."""
        self._find_sessions_dir = sessions_dir
        self._find_config_dir = config_dir
        self._find_exports_dir = exports_dir or config_dir

    @property
    def store(self) -> SessionStore:
        """The store of session logs."""
        return self._store.get()

    @property
    def made_store(self) -> SessionStore | None:
        """The store of session logs, if anybody has asked for it."""
        return self._store.made

    @property
    def history(self) -> History:
        """The past sessions of the athlete who was chosen."""
        return self.history_of(self.athlete)

    def history_of(self, athlete: str | None) -> History:
        """The past sessions of one athlete; None for whoever the history belongs to."""
        return self._history.get().of(athlete)

    @property
    def speaker(self) -> Speaker:
        """Who plays the cues."""
        return self._speaker.get()

    @property
    def voice(self) -> Voice | None:
        """Who speaks; None where nobody can."""
        return self._voice.get()

    @property
    def words(self) -> WordKeeper:
        """What keeps the words that are being typed."""
        return self._words.get()

    @property
    def watch(self) -> SessionWatch | None:
        """What looks at the sessions of other apps; None where they are run here."""
        return self._watch.get() if self._watch is not None else None

    @property
    def is_watching(self) -> bool:
        """Whether the app only watches: it keeps nothing, no setting either."""
        return self._watch is not None

    @property
    def keep_awake(self) -> KeepAwake:
        """What keeps the machine awake."""
        return self._keep_awake.get()

    @cached_property
    def sessions_dir(self) -> Path:
        """The user's own folder of session files."""
        return self._find_sessions_dir()

    @cached_property
    def readings(self) -> Readings:
        """What the user's own files were read as."""
        from trackclock.application.readings import Readings

        return Readings(self.sessions_dir)

    @property
    def athletes(self) -> tuple[Athlete, ...]:
        """The athletes of the user's own file, read once.

        Raises:
            FileError: if what it says of them cannot be.
        """
        if self._athletes is None:
            from trackclock.application.athletes import load_athletes

            self._athletes = load_athletes(self.config_dir)
        return self._athletes

    @athletes.setter
    def athletes(self, athletes: tuple[Athlete, ...]) -> None:
        self._athletes = athletes

    @cached_property
    def config_dir(self) -> Path:
        """The folder of the settings file."""
        return self._find_config_dir()

    @cached_property
    def exports_dir(self) -> Path:
        """The folder of tables that are taken away; it need not exist."""
        return self._find_exports_dir()

    # --- leaving ----------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Let go of whatever was opened, the sound first; what was never asked for is not made now.

        Safe to call twice.
        """
        if (voice := self._voice.made) is not None:
            voice.close()
        if (speaker := self._speaker.made) is not None:
            speaker.close()
        if (keep_awake := self._keep_awake.made) is not None:
            keep_awake.close()
        if (store := self._store.made) is not None and (self.unsaved.is_needed or not self.unsaved.sessions):
            store.flush(FLUSH_S)
        if (words := self._words.made) is not None:
            words.flush()

    def close_store(self) -> None:
        """Let go of the history, so that all of it lies in its one file; call it once nothing is asked of it any more.

        Where the disk does not take everything it is left as it is, since nobody waits for that disk any longer. Safe
        to call twice; whoever asks for something all the same opens it again.
        """
        if (store := self._store.made) is not None and not self.unsaved.sessions:
            store.close()


def today_of(services: Services) -> int:
    """The local date, in days since 1970-01-01: what lies beyond it was dated by a wrong clock."""
    from trackclock.core.progress import local_day

    return local_day(services.clock.wall_ms(), services.clock.utc_offset_s())
