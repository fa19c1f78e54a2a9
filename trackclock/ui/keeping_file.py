"""The file of `run FILE`, put into the list with one key.

It exists apart from the run screen because it has nothing to do with the session: it is done in a thread, while none
is running.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import App

from trackclock.core.commands import key_of
from trackclock.errors import TrackclockError
from trackclock.ui.access import shell_of
from trackclock.ui.words import clean

if TYPE_CHECKING:
    from trackclock.application.services import Services


def hint_of(services: Services) -> str:
    """What is said of the file before its session is started; empty where it is of the list."""
    return f"not in your list yet: {key_of('keep_file')} puts it there" if services.loose is not None else ""


def keep_file(app: App[Any], say: Callable[[str], None]) -> None:
    """Put the file into the list, and say what became of it.

    Args:
        app: the app.
        say: shows a few words.
    """
    services, live = shell_of(app).services, shell_of(app).live
    if live is not None and live.is_under_way:
        say("the file can be put into your list before the session or after it")
        return
    loose = services.loose
    if loose is None:
        say("this session is in your list, or came from no file")
        return

    def work() -> None:
        from trackclock.application.own_files import take_in

        try:
            name, is_new = take_in(loose(), services.sessions_dir)
        except TrackclockError as error:
            app.call_from_thread(say, clean(str(error)))
            return
        services.loose = None
        app.call_from_thread(say, f"{clean(name)} is in your list{'' if is_new else ' already'}")

    app.run_worker(work, thread=True, exit_on_error=False)
