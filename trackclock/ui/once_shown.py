"""Putting something off until what has changed is on the screen.

It exists because Textual hands what is put off to the screen on top, which does it even where whoever put it off has
gone meanwhile, or has lost its parts: a summary that was left as it found its width took the whole app with it.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.message_pump import MessagePump


def once_shown(node: MessagePump, act: Callable[[], object]) -> None:
    """Do something once what has changed is on the screen; never where the node is being taken away by then.

    Args:
        node: who puts it off: by the time, its own queue takes it, and a node that goes takes nothing any more.
        act: what is done.
    """
    node.call_after_refresh(node.call_later, act)
