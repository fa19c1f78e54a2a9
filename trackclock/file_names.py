"""Names of files that every system takes: the one place that says which no system, or some system, does not.

It exists because a folder of session files is carried from one machine to another: what is called con.toml on one of
them is the keyboard on the next, and opening it waits for keys.
"""

from __future__ import annotations

from typing import Final

from trackclock.safe_text import is_harmful, safe

FORBIDDEN: Final = '/\\:*?"<>|'
"""Signs that some system takes in no name (learn.microsoft.com, "Naming Files, Paths, and Namespaces")."""

_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{kind}{number}" for kind in ("com", "lpt") for number in "0123456789\xb9\xb2\xb3"}
)
"""Names that Windows keeps for devices, in every folder and with every ending (the same)."""

_SIGNS: Final = str.maketrans(dict.fromkeys(FORBIDDEN, "-"))


def is_device(name: str) -> bool:
    """Whether a name, with its ending or without, is that of a device of Windows."""
    return name.partition(".")[0].rstrip(" ").lower() in _DEVICES


def is_fit(name: str) -> bool:
    """Whether every system takes a name, ending and all, and keeps it as it is."""
    has_signs = is_harmful(name) or any(sign in FORBIDDEN for sign in name)
    return bool(name) and not has_signs and name[-1] not in ". " and not is_device(name)


def fit(name: str, ending: str = "") -> str:
    """A name that every system takes, as near to another one as can be.

    Args:
        name: anybody's words, without the ending.
        ending: with its point, or empty.

    Returns:
        The name with its ending; one that is fit already stays.
    """
    plain = safe(name, "-").translate(_SIGNS)
    if not ending:
        plain = plain.rstrip(". ")
    if is_device(f"{plain}{ending}"):
        head, point, tail = plain.partition(".")
        plain = f"{head.rstrip(' ')}-session{point}{tail}"
    return f"{plain or 'session'}{ending}"
