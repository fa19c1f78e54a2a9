"""The process that has phrases spoken into files: `python -m trackclock.adapters.voice.renderer VOICE`.

It is a process of its own because to bring three seconds of speech to our rate takes Python 40 ms, which neither a
press nor a beep may wait for, and because an engine that hangs is waited for here.

It reads one JSON list a line: `["render", TEXT, IS_URGENT]`, `["close"]`, and writes one a line: `["folder", PATH]`
first, then `["ready", TEXT, PATH]` or `["failed", TEXT, WHY]` for each text, and `["alive"]` before each of them is
begun. A file holds 16-bit samples as `array` has them, of one channel at `RATE_HZ`; whoever has read it may remove it.
The folder goes with the process, which ends when its input does.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import tempfile
import threading
from collections import deque
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from trackclock.adapters.voice.engine import MOST_FAILURES
from trackclock.adapters.voice.engines import engine_here
from trackclock.adapters.voice.rendering import EngineError, render

_NICER = 5
"""Who marks and who plays goes first."""


class Renderer:
    """Texts to be rendered, those that somebody waits for first."""

    def __init__(self, voice: str, folder: Path, report: Any) -> None:
        """Take the parts together.

        Args:
            voice: the name of the engine's voice; empty for an English one.
            folder: a private one, for the files.
            report: called with each report.
        """
        self._engine = engine_here()
        self._voice = voice
        self._folder = folder
        self._report = report
        self._urgent: deque[str] = deque()
        self._ahead: deque[str] = deque()
        self._count = 0
        self._failures = 0

    def add(self, text: str, *, is_urgent: bool) -> None:
        """Take one more text; what is asked for again, urgently, goes ahead of the others."""
        if is_urgent and text in self._ahead:
            self._ahead.remove(text)
        if text not in self._urgent and text not in self._ahead:
            (self._urgent if is_urgent else self._ahead).append(text)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is left to be rendered."""
        return not self._urgent and not self._ahead

    @property
    def has_given_up(self) -> bool:
        """Whether the engine only fails: whoever is to hear of that may be too busy to say stop."""
        return self._failures >= MOST_FAILURES

    def step(self) -> None:
        """Render the foremost text."""
        text = (self._urgent or self._ahead).popleft()
        self._report(["alive"])
        self._count += 1
        path = self._folder / f"{self._count}.pcm"
        try:
            samples = render(self._engine, self._voice, text, path.with_suffix(".wav"))
            path.write_bytes(samples.tobytes())
            self._failures = 0
        except (EngineError, OSError) as problem:
            self._failures += 1
            self._report(["failed", text, str(problem)])
            return
        self._report(["ready", text, str(path)])


def main() -> None:
    """Serve until the input ends."""
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICER)  # Windows has no such thing
    report_fd = os.dup(1)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)

    def report(what: list[Any]) -> None:
        os.write(report_fd, json.dumps(what).encode() + b"\n")

    folder = Path(tempfile.mkdtemp(prefix="trackclock-voice-"))
    orders: SimpleQueue[list[Any]] = SimpleQueue()
    threading.Thread(target=_read, args=(orders,), daemon=True).start()
    renderer = Renderer(sys.argv[1] if len(sys.argv) > 1 else "", folder, report)
    with contextlib.suppress(BrokenPipeError):
        report(["folder", str(folder)])
        _serve(renderer, orders)
    shutil.rmtree(folder, ignore_errors=True)


def _serve(renderer: Renderer, orders: SimpleQueue[list[Any]]) -> None:
    while not renderer.has_given_up:
        while renderer.is_idle or not orders.empty():
            order = orders.get()
            if order[0] == "close":
                return
            renderer.add(str(order[1]), is_urgent=bool(order[2]))
        renderer.step()


def _read(orders: SimpleQueue[list[Any]]) -> None:
    for line in sys.stdin.buffer:
        orders.put(json.loads(line))
    orders.put(["close"])


if __name__ == "__main__":
    main()
