"""The voice that the recorder talks to: has words rendered ahead, and tells the sound's process what to say when.

It exists so that nothing that becomes of an engine can be felt in the app: its methods only leave a note for a thread
of its own, which starts, watches and restarts the renderer, and gives up on one that only fails.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from trackclock.adapters.process import WorkerProcess
from trackclock.adapters.voice.engine import MOST_FAILURES, NOT_PLAYED
from trackclock.adapters.voice.engines import engine_here, lacking
from trackclock.core.pronunciation import PAUSE, PIECES, pieces_of, pronounced
from trackclock.ports import ScheduledPhrase, Span

_MODULE = "trackclock.adapters.voice.renderer"

SILENT_S = 8.0
"""A renderer that has something to do and has said nothing for this long hangs; an engine gets half of that."""

_MOST_TRIES = 2
"""A text that failed so often is one that this engine cannot say: a name in another script, say."""

_AGAIN_S = 2.0
"""How long to wait before a renderer that ended is started again."""

_TICK_S = 1.0


class Teller(Protocol):
    """The speaker, as far as the voice needs it."""

    @property
    def can_speak(self) -> bool:
        """Whether words can be heard through it, as far as it knows yet."""

    def tell(self, order: list[Any], /) -> None:
        """Pass on an order to the process that plays."""


class EngineVoice:
    """The real `ports.Voice`: through the engine of this system, and the speaker's process."""

    def __init__(self, speaker: Teller, voice: str = "") -> None:
        """Set it up; nothing is started before something is to be said.

        Args:
            speaker: who plays; its process mixes the words with the beeps.
            voice: the name of the engine's voice; empty for an English one.
        """
        self._speaker = speaker
        self._voice = voice
        self._lacks: str | None = None
        self._inbox: SimpleQueue[tuple[Any, ...]] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._is_closed = False
        self._start_lock = threading.Lock()
        # all below belongs to the thread
        self._renderer: WorkerProcess | None = None
        self._folders: list[str] = []
        self._asked: dict[str, None] = {}
        """What is being rendered or waits for it, in the order in which it was asked for."""
        self._tries: Counter[str] = Counter()
        self._ready: dict[str, str] = {}
        self._kept: set[str] = set()
        self._whole: set[str] = set()
        self._failures = 0
        self._heard_s = self._start_at_s = 0.0

    @property
    def lacks(self) -> str:
        """What keeps it from being heard, and what to install; empty where nothing does."""
        return self._engine_lacks() or ("" if self._speaker.can_speak else NOT_PLAYED)

    def _engine_lacks(self) -> str:
        if self._lacks is None:
            self._lacks = lacking(engine_here())
        return self._lacks

    @property
    def renderer_pid(self) -> int | None:
        """The process id of the renderer, None while there is none."""
        renderer = self._renderer
        return renderer.pid if renderer else None

    @property
    def is_ready(self) -> bool:
        """Whether every time can be said without the engine."""
        return all(piece in self._ready for piece in PIECES)

    @property
    def has_given_up(self) -> bool:
        """Whether its engine has only failed, so that nobody speaks until the next start."""
        return self._failures >= MOST_FAILURES

    def get_ready(self, texts: Sequence[str]) -> None:
        """Have the pieces of any time rendered, and those of these texts."""
        self._note("get ready", tuple(texts))

    def schedule(self, phrases: Sequence[ScheduledPhrase], quiet: Sequence[Span]) -> None:
        """Say what time brings: each phrase is rendered whole, ahead of its instant."""
        self._note("schedule", tuple(phrases), tuple(quiet))

    def say(self, phrase: ScheduledPhrase) -> None:
        """Say what a press has brought, from pieces that are there already."""
        self._note("say", phrase)

    def hush(self) -> None:
        """Say nothing more."""
        self._note("hush")

    def close(self) -> None:
        """Let go of the engine; safe to call twice. Waits a second at most."""
        if self._is_closed:
            return
        self._is_closed = True
        self._inbox.put(("close",))
        if self._thread is not None:
            self._thread.join(timeout=1)

    def _note(self, *note: Any) -> None:
        if self._engine_lacks() or self._is_closed:
            return
        self._inbox.put(note)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="voice", daemon=True)
            self._thread.start()

    # --- the thread -------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            try:
                note = self._inbox.get(timeout=_TICK_S)
            except Empty:
                note = ()
            if note == ("close",):
                break
            try:
                self._take(note)
                self._watch()
            except Exception:  # noqa: BLE001 - no fault costs more than its phrase, and at last the voice
                self._fail()
        self._drop_renderer(politely=True)
        for folder in self._folders:  # it is gone already where the renderer could end by itself
            shutil.rmtree(folder, ignore_errors=True)

    def _take(self, note: tuple[Any, ...]) -> None:
        match note:
            case ("get ready", texts):
                self._kept.update(PIECES, *(pieces_of(text) for text in texts))
                self._render([*PIECES, *(piece for text in texts for piece in pieces_of(text))])
            case ("schedule", phrases, quiet):
                self._schedule(phrases, quiet)
            case ("say", phrase):
                pieces = pieces_of(phrase.text)
                self._kept.update(pieces)
                self._render(pieces, is_urgent=True)
                self._speaker.tell(["say", _plain(phrase, pieces)])
            case ("hush",):
                self._speaker.tell(["hush"])
            case ("report", renderer, report) if renderer is self._renderer:
                self._hear(report)

    def _schedule(self, phrases: Sequence[ScheduledPhrase], quiet: Sequence[Span]) -> None:
        whole = {pronounced(phrase.text) for phrase in phrases}
        for text in self._whole - whole - self._kept:
            self._forget(text)
        self._whole = whole
        self._render([pronounced(phrase.text) for phrase in phrases], is_urgent=True)
        told = [_plain(phrase, (pronounced(phrase.text),)) for phrase in phrases]
        self._speaker.tell(["speech", told, [list(span) for span in quiet]])

    def _forget(self, text: str) -> None:
        self._asked.pop(text, None)
        if (path := self._ready.pop(text, None)) is not None:
            self._speaker.tell(["forget", text])
            _remove(path)

    def _render(self, texts: Sequence[str], *, is_urgent: bool = False) -> None:
        """Ask for what is not there; what somebody waits for is asked for again, ahead of the others."""
        if self.has_given_up:
            return
        for text in texts:
            if text == PAUSE or text in self._ready or self._tries[text] >= _MOST_TRIES:
                continue
            if text in self._asked and not is_urgent:
                continue
            self._asked[text] = None
            if self._renderer is not None:
                self._send(text, is_urgent=is_urgent)
        self._watch()

    def _send(self, text: str, *, is_urgent: bool) -> None:
        if self._renderer is not None and not self._renderer.send(["render", text, is_urgent]):
            self._lose_renderer()

    def _hear(self, report: list[Any] | None) -> None:
        self._heard_s = time.monotonic()
        match report:
            case ["folder", str(folder)]:
                self._folders.append(folder)
            case ["ready", str(text), str(path)]:
                self._failures = 0
                self._learn(text, path)
            case ["failed", str(text), _]:
                self._asked.pop(text, None)
                self._tries[text] += 1
                self._fail()
            case None:
                self._lose_renderer()

    def _learn(self, text: str, path: str) -> None:
        is_wanted = text in self._asked and text not in self._ready
        self._asked.pop(text, None)
        if not is_wanted:
            _remove(path)
            return
        self._ready[text] = path
        self._speaker.tell(["words", text, path])

    def _watch(self) -> None:
        """Keep a working renderer there while there is something to be rendered."""
        now_s = time.monotonic()
        if self._renderer is None:
            if self._asked and not self.has_given_up and now_s >= self._start_at_s:
                self._start_renderer(now_s)
        elif self._asked and now_s - self._heard_s > SILENT_S:
            self._lose_renderer()
        elif not self._asked:
            self._heard_s = now_s

    def _start_renderer(self, now_s: float) -> None:
        report: Callable[[WorkerProcess, list[Any] | None], None] = self._report
        try:
            self._renderer = WorkerProcess(_MODULE, [self._voice], report)
        except OSError:
            self._lose_renderer()
            return
        self._heard_s = now_s
        for text in sorted(self._asked, key=lambda text: text not in self._whole):
            self._send(text, is_urgent=text in self._whole)

    def _report(self, renderer: WorkerProcess, report: list[Any] | None) -> None:
        self._inbox.put(("report", renderer, report))

    def _lose_renderer(self) -> None:
        self._start_at_s = time.monotonic() + _AGAIN_S
        self._drop_renderer(politely=False)
        self._fail()

    def _fail(self) -> None:
        self._failures += 1
        if self.has_given_up:
            self._asked.clear()
            self._drop_renderer(politely=False)

    def _drop_renderer(self, *, politely: bool) -> None:
        renderer, self._renderer = self._renderer, None
        if renderer is not None:
            renderer.end(politely=politely)


def _plain(phrase: ScheduledPhrase, pieces: Sequence[str]) -> list[Any]:
    return [phrase.key, phrase.at_ms, phrase.latest_ms, phrase.rank, list(pieces)]


def _remove(path: str) -> None:
    with contextlib.suppress(OSError):
        Path(path).unlink()
