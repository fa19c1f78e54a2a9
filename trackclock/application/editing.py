"""The session file that the editor writes: which it is, what of it is saved, and what is kept of the rest.

It exists apart from the screen because none of it is painted.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from trackclock.application.draft import FIELDS, Draft
from trackclock.application.keeping import Keeping
from trackclock.application.problems import WORKOUT
from trackclock.application.session_file import SessionFile, stamp_of
from trackclock.kept_words import KeptWords, WordsKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trackclock.application.services import Services

_LONGEST_TITLE = 40


class Edited:
    """A session file while it is open in the editor.

    Attributes:
        file: the file; None for a new one.
        is_copy: whether it is saved as a file of its own.
        saved: what was last read or saved.
        saved_as: the name that it was last saved under.
    """

    def __init__(self, services: Services, file: SessionFile | None, *, is_copy: bool) -> None:
        """Open it.

        Args:
            services: for what keeps words.
            file: which; None for a new one.
            is_copy: whether it is saved as a file of its own.
        """
        self.file = file
        self.is_copy = is_copy
        self.saved = Draft()
        self.saved_as: str | None = None
        self._key = key_of(file, is_copy=is_copy)
        self._keeping = Keeping(services, WordsKind.SESSION, self._key)

    @property
    def fault(self) -> str | None:
        """Why the newest words cannot be kept."""
        return self._keeping.fault

    def keep(self, draft: Draft) -> None:
        """Keep what is not saved, for whoever comes after a window that was closed or a battery that went flat."""
        if draft == self.saved:
            self._keeping.keep(None)
        else:
            title = draft.name or (self.file.name if self.file is not None else draft.workout.strip()[:_LONGEST_TITLE])
            self._keeping.keep(fields_of(draft, self.file, is_copy=self.is_copy), title)

    def give_up(self) -> None:
        """What is not saved is not wanted."""
        self._keeping.keep(None)

    def leave(self) -> None:
        """Nothing more is typed; what is not saved is offered later."""
        self._keeping.leave()

    def mark_saved(self, path: Path, draft: Draft) -> None:
        """It was saved: from now on it is that file."""
        self.file = SessionFile(path.name, path, stamp_of(path) or (0, 0))
        self.is_copy = False
        self.saved, self.saved_as = draft, path.name

    def is_about(self, words: KeptWords) -> bool:
        """Whether words were written here."""
        return words.kind is WordsKind.SESSION and words.key == self._key

    def take(self, words: KeptWords) -> Draft | None:
        """Go on with words that were left; None if another app was faster."""
        if not self._keeping.take(words):
            return None
        was = file_of(words.fields)[0]
        if self.file is not None and was is not None:
            self.file = replace(self.file, stamp=was.stamp)  # a file that was changed since is asked about
        return draft_of(words.fields)


def key_of(file: SessionFile | None, *, is_copy: bool) -> str:
    """What the words of an editor belong to: one file, a copy of one, or a new session."""
    if file is None:
        return "new"
    return f"{'copy' if is_copy else 'edit'} {file.path or file.name}"


def fields_of(draft: Draft, file: SessionFile | None, *, is_copy: bool) -> dict[str, str]:
    """A draft, and the file that it is to become, as text."""
    fields = {name: str(value) for name, value in asdict(draft).items()}
    fields |= {name: "yes" if is_so else "" for name, is_so in (("is_raw", draft.is_raw), ("is_icu", draft.is_icu))}
    if file is not None:
        fields |= {"file": file.name, "path": str(file.path or ""), "is_copy": "yes" if is_copy else ""}
        fields["stamp"] = " ".join(map(str, file.stamp))
    return fields


def draft_of(fields: Mapping[str, str]) -> Draft:
    """The draft again."""
    texts = {name: fields.get(name, "") for name in (*FIELDS, WORKOUT)}
    return Draft(**texts, is_raw=bool(fields.get("is_raw")), is_icu=bool(fields.get("is_icu")))


def file_of(fields: Mapping[str, str]) -> tuple[SessionFile | None, bool]:
    """The file that a draft is to become as it was when it was opened, and whether the draft is a copy of it."""
    if not fields.get("file"):
        return None, False
    stamp = (0, 0)
    with suppress(ValueError):
        modified_ns, size = map(int, fields.get("stamp", "").split())
        stamp = (modified_ns, size)
    path = Path(fields["path"]) if fields.get("path") else None
    return SessionFile(fields["file"], path, stamp), bool(fields.get("is_copy"))
