"""The folder in which words are kept that are being typed and not saved yet, a file for each screen.

It exists so that a kill at any instant costs at most what was typed in the last second. Each place has a name of its
own and a lock of the operating system: two apps that edit one file never write over each other's words, and only those
of an app that is gone are offered. A place that is taken over gets a new name, which one app alone can give it.
"""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from trackclock.adapters.locations import ensure_private_dir
from trackclock.adapters.store.locks import FileLock
from trackclock.errors import StoreError
from trackclock.kept_words import KeptWords, WordsKind
from trackclock.whole_file import sync_dir

WAIT_S: Final = 0.3
"""How long words may wait for more of them before they are written."""

_SCHEMA: Final = 1
_MAX_BYTES: Final = 1_000_000
_MOST_PLACES: Final = 100


@dataclass(slots=True)
class _Place:
    """One screen's.

    Attributes:
        lock: says to other apps that it is in use; None until it is written to, or where there are no locks.
        words: what is to be kept.
        is_new: whether that is not on the disk.
        is_over: whether nothing more comes.
    """

    lock: FileLock | None = None
    words: KeptWords | None = None
    is_new: bool = False
    is_over: bool = False


class WordFolder:
    """Keeps words in files, which are written in a thread."""

    def __init__(self, folder: Path) -> None:
        """Keep them in a folder, which is made when the first words are to be kept.

        Args:
            folder: where; for this user alone.
        """
        self.fault: str | None = None
        self._folder = folder
        self._places: dict[str, _Place] = {}
        self._known = threading.Lock()
        self._writing = threading.Lock()
        self._is_called = False

    # --- typing -------------------------------------------------------------------------------------------------------

    def begin(self) -> str:
        """A place of its own."""
        name = secrets.token_hex(8)
        with self._known:
            self._places[name] = _Place()
        return name

    def put(self, place: str, words: KeptWords | None) -> None:
        """Remember them; they are on the disk within a second."""
        with self._known:
            there = self._places.get(place)
            if there is None or there.words == words:
                return
            there.words, there.is_new = words, True
        self._call_writer()

    def end(self, place: str) -> None:
        """Let go of the place once everything is written."""
        with self._known:
            there = self._places.get(place)
            if there is None:
                return
            there.is_over = True
        self._call_writer()

    def _call_writer(self) -> None:
        with self._known:
            if self._is_called:
                return
            self._is_called = True
        threading.Thread(target=self._write_soon, name="words", daemon=True).start()

    def _write_soon(self) -> None:
        threading.Event().wait(WAIT_S)
        with self._known:
            self._is_called = False
        self.flush()

    # --- writing ------------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write what is new; what could not be written is tried again with the next words."""
        with self._writing:
            with self._known:
                due = [(name, place) for name, place in self._places.items() if place.is_new or place.is_over]
            for name, place in due:
                self._bring(name, place)

    def _bring(self, name: str, place: _Place) -> None:
        with self._known:
            words, place.is_new = place.words, False
        try:
            if words is not None:
                place.lock = place.lock or self._lock(name)
                self._write(name, words)
            else:
                self._remove(name)
            self.fault = None
        except (OSError, StoreError) as error:
            self.fault = getattr(error, "strerror", None) or str(error)
            place.is_new = True
        with self._known:
            is_done = place.is_over and not place.is_new and place.words is words
            if is_done:
                del self._places[name]
        if is_done and place.lock is not None:
            place.lock.release()

    def _lock(self, name: str) -> FileLock | None:
        ensure_private_dir(self._folder)
        try:
            return FileLock.take(self._folder / f"{name}.lock")
        except OSError:  # a file system without locks: the name alone parts the apps
            return None

    def _write(self, name: str, words: KeptWords) -> None:
        """Whole or not at all: a kill leaves the words before or these."""
        text = json.dumps({"schema": _SCHEMA, **asdict(replace(words, id=name))}, ensure_ascii=True)
        partial = self._folder / f"{name}.part"
        descriptor = os.open(partial, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | getattr(os, "O_CLOEXEC", 0), 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(self._file(name))
        with suppress(OSError):
            sync_dir(self._folder)

    def _remove(self, name: str) -> None:
        for path in (self._file(name), self._folder / f"{name}.part"):
            path.unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.json"

    # --- what was left ------------------------------------------------------------------------------------------------

    def left(self) -> tuple[KeptWords, ...]:
        """What no running app is typing."""
        with self._writing:
            found = [words for name in self._names() if (words := self._left_at(name)) is not None]
        return tuple(sorted(found, key=lambda words: -words.written_wall_ms))

    def _names(self) -> Iterator[str]:
        try:
            names = {path.stem for path in self._folder.iterdir() if path.suffix in (".json", ".lock", ".part")}
        except OSError:
            return
        with self._known:
            own = set(self._places)
        yield from sorted(names - own)[:_MOST_PLACES]

    def _left_at(self, name: str) -> KeptWords | None:
        """The words at a place that nobody is typing in; half a file that a kill has left there is removed."""
        lock: FileLock | None = None
        with suppress(OSError, StoreError):
            lock = FileLock.take(self._folder / f"{name}.lock")
            if lock is None:
                return None
        try:
            if lock is not None:
                with suppress(OSError):
                    (self._folder / f"{name}.part").unlink(missing_ok=True)
            return self._read(name)
        finally:
            if lock is not None:
                lock.release()

    def _read(self, name: str) -> KeptWords | None:
        try:
            with self._file(name).open("rb") as stream:
                found = json.loads(stream.read(_MAX_BYTES))
            return _words(found, name)
        except (OSError, ValueError, TypeError, KeyError, RecursionError):  # another's file, or a newer app's
            return None

    def take(self, words: KeptWords) -> str | None:
        """Give the words a place of this app's own; the file system lets one app alone do that."""
        place = self.begin()
        with self._writing:
            lock = None
            with suppress(OSError, StoreError):
                lock = self._lock(place)
            try:
                self._file(words.id).rename(self._file(place))
            except OSError:
                with self._known:
                    del self._places[place]
                if lock is not None:
                    lock.release()
                return None
            with self._known:
                self._places[place] = _Place(lock, replace(words, id=place))
        return place


def _words(found: Any, name: str) -> KeptWords:
    """Raises ValueError, TypeError or KeyError where it is something else."""
    if found["schema"] != _SCHEMA:
        raise ValueError("it was written by another version")
    fields = found["fields"]
    texts = (found["key"], found["title"], *fields, *fields.values())
    numbers = (found["written_wall_ms"], found["utc_offset_s"])
    if not all(type(text) is str for text in texts) or not all(type(number) is int for number in numbers):
        raise ValueError("it is something else")
    return KeptWords(WordsKind(found["kind"]), found["key"], found["title"], *numbers, dict(fields), id=name)
