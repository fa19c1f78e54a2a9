"""The terminal as a stopwatch needs it: nothing that it sends ends the app, and no wait for it holds the app up.

It exists because Textual's driver ends the app at a byte that it cannot read, reads the keys twice after a stop, and
blocks the whole app, signals included, while the terminal takes nothing.
"""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder
from typing import Any, Final

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from trackclock.ui.output import Backlog
from trackclock.ui.sent import Reader

_POLL_S: Final = 0.1
"""Between two looks at whether an escape stands alone."""

_READ_BYTES: Final = 4_096


class SteadyDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, hardened."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        """As for any driver."""
        super().__init__(app, **options)
        self._backlog = Backlog(lambda: app.call_later(app.refresh, layout=True))

    # --- what comes in ----------------------------------------------------------------------------------------------

    def run_input_thread(self) -> None:
        """Read keys until the app ends."""
        decode = getincrementaldecoder("utf-8")("replace").decode
        reader = Reader(lambda: getattr(self._app, "marks", ()), is_debugged=self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            is_last = False
            while not is_last:
                is_last = self.exit_event.is_set()
                data = b""
                if selector.select(_POLL_S) and not (data := os.read(self.fileno, _READ_BYTES)) and not is_last:
                    self.exit_event.wait(_POLL_S)  # the terminal is gone
                for message in reader.take(decode(data)):
                    self.process_message(message)

    # --- what goes out ----------------------------------------------------------------------------------------------

    def start_application_mode(self) -> None:
        """Take the terminal."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._backlog.begin(self._writer_thread)

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self._backlog.end()
        super().stop_application_mode()

    def write(self, data: str) -> None:
        """Hand on what is to be written, unless far too much waits already."""
        if self._backlog.takes_more():
            super().write(data)

    # --- stops ------------------------------------------------------------------------------------------------------

    def _sigcont_application(self, *_: object) -> None:
        """Go on after a stop: one that Textual had prepared, or one that came over the process unasked."""
        if self._must_signal_resume:
            super()._sigcont_application()
        else:
            # The shell had the terminal meanwhile. Textual would take it a second time without letting go first, so
            # that two threads read the keys and the app never ends.
            self._loop.call_soon_threadsafe(self._take_again)

    def _take_again(self) -> None:
        if self._auto_restart and self._writer_thread is not None:
            self.suspend_application_mode()
            self.resume_application_mode()
            self._app.refresh(layout=True)
