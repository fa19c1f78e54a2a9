"""The user's own files, put away, brought back, renamed and taken in: whatever is done, no bytes are lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackclock.application.catalog import list_files
from trackclock.application.own_files import (
    DELETED_FOLDER,
    FilesError,
    Loose,
    PutAway,
    bring_back,
    put_away,
    refusal_of,
    rename,
    take_in,
)
from trackclock.application.session_file import SessionFile


def own(folder: Path) -> list[SessionFile]:
    return [file for file in list_files(folder) if file.is_own]


def contents(folder: Path) -> list[bytes]:
    """Everything that lies there, put away or not."""
    return sorted(path.read_bytes() for path in folder.rglob("*") if path.is_file())


DEEDS = st.tuples(st.sampled_from(["write", "delete", "bring back", "rename", "take in"]), st.integers(0, 4))
NAMES = ("a", "b", "ä ö", "a.draft", "A")


@settings(max_examples=60, deadline=None)
@given(deeds=st.lists(DEEDS, max_size=12), has_links=st.booleans())
def test_whatever_is_done_no_bytes_are_lost(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, int]], has_links: bool
) -> None:
    folder = tmp_path_factory.mktemp("files") / "sessions"
    written: list[bytes] = []
    away: list[PutAway] = []
    listed: set[bytes] = set()

    def no_links(*_: object, **__: object) -> None:
        raise OSError(95, "not supported")

    with pytest.MonkeyPatch.context() as patch:
        if not has_links:
            patch.setattr(os, "link", no_links)
        for number, (deed, which) in enumerate(deeds):
            files = own(folder)
            file = files[which % len(files)] if files else None
            if deed in ("write", "take in"):
                content = b"4 x 400m # %d" % number
                written.append(content)
                listed.add(content)
                take_in(Loose(f"{NAMES[which]}{('.txt', '.toml', '')[number % 3]}", content), folder)
            elif deed == "bring back" and away:
                one = away.pop()
                listed.add(one.place.read_bytes())
                bring_back(one)
            elif deed == "delete" and file is not None and file.path is not None:
                listed.discard(file.path.read_bytes())
                away.append(put_away(file))
            elif deed == "rename" and file is not None:
                name = NAMES[(which + number) % len(NAMES)]
                why = refusal_of(file, name)
                if why:
                    with pytest.raises(FilesError, match="there already"):
                        rename(file, name)
                else:
                    assert rename(file, name).name.startswith(name)
            assert contents(folder) == sorted(written)
            assert {file.path.read_bytes() for file in own(folder) if file.path is not None} == listed


def test_what_is_there_already_byte_by_byte_is_not_there_twice(tmp_path: Path) -> None:
    loose = Loose("tuesday", b'name = "x"\nworkout = "4 x 400m"\n')
    assert take_in(loose, tmp_path) == ("tuesday.toml", True)
    assert take_in(loose, tmp_path) == ("tuesday.toml", False)
    assert take_in(Loose("tuesday.toml", b"other"), tmp_path) == ("tuesday-2.toml", True)
    assert take_in(Loose(".hidden", b"4 x 400m"), tmp_path) == ("hidden.txt", True)


@pytest.mark.parametrize("name", ["", " ", "a/b", "..", ".a", "a\x1bb", "x" * 101, "a:b", "b"])
def test_a_name_that_cannot_be_is_one_clear_word(tmp_path: Path, name: str) -> None:
    for one in ("a.txt", "b.txt"):
        (tmp_path / one).write_text(one)
    file = SessionFile("a.txt", tmp_path / "a.txt")
    assert refusal_of(file, name)
    with pytest.raises(FilesError):
        rename(file, name)
    assert contents(tmp_path) == [b"a.txt", b"b.txt"]


def test_a_bundled_file_stays(tmp_path: Path) -> None:
    with pytest.raises(FilesError, match="comes with trackclock"):
        put_away(SessionFile("pavey.toml", None))


def test_a_folder_that_takes_nothing_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / DELETED_FOLDER).write_text("a file where the folder should be")
    (tmp_path / "a.txt").write_text("4 x 400m")
    with pytest.raises(FilesError, match=r"a\.txt cannot be deleted: "):
        put_away(SessionFile("a.txt", tmp_path / "a.txt"))
    with pytest.raises(FilesError, match="cannot be put into the list"):
        take_in(Loose("b.txt", b"4 x 400m"), tmp_path / "a.txt" / "x")
    assert (tmp_path / "a.txt").read_text() == "4 x 400m"
