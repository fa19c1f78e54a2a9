"""A file that is read otherwise than it was before is told from the others, until the user has seen it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trackclock.application.catalog import Loaded, load
from trackclock.application.readings import FILE, Readings
from trackclock.application.session_file import SessionFile, stamp_of


def own(folder: Path, name: str, text: str) -> SessionFile:
    """A file of the user's own."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return SessionFile(name, path, stamp_of(path) or (0, 0))


def read(folder: Path, file: SessionFile) -> Loaded:
    """The file as an app that starts now sees it."""
    readings = Readings(folder)
    loaded = readings.compared(file, load(file))
    readings.keep()
    return loaded


def as_an_older_one_read(folder: Path, file: SessionFile, text: str) -> None:
    """Leave the folder as a trackclock leaves it that reads `file` as another text is read now."""
    readings = Readings(folder)
    readings.compared(file, load(own(folder.parent, "other.txt", text)))
    readings.keep()


def test_what_is_read_as_before_is_not_marked(tmp_path: Path) -> None:
    file = own(tmp_path, "a.txt", "4 x 400m with 90s recovery")
    assert read(tmp_path, file).before == ""
    assert read(tmp_path, file).before == ""
    assert read(tmp_path, own(tmp_path, "a.txt", "5 x 400m with 90s recovery")).before == ""  # another text


def test_what_is_read_otherwise_is_marked_with_what_it_was_until_it_is_seen(tmp_path: Path) -> None:
    folder = tmp_path / "sessions"
    folder.mkdir()
    file = own(folder, "a.txt", "4 x 400m with 90s recovery")
    as_an_older_one_read(folder, file, "4 x 400m")
    assert read(folder, file).before == "4 x 400 m with open recovery"
    assert read(folder, file).before == "4 x 400 m with open recovery"  # nobody has looked yet
    renamed = file.path.rename(folder / "b.txt") if file.path is not None else folder
    file = SessionFile("b.txt", renamed, file.stamp)
    readings = Readings(folder)
    assert readings.compared(file, load(file)).before
    readings.accept(file)
    assert readings.compared(file, load(file)).before == ""
    assert read(folder, file).before == ""


def test_what_is_asked_about_now_says_what_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "sessions"
    folder.mkdir()
    file = own(folder, "a.txt", "3 x 500m or 2 x 700m")
    as_an_older_one_read(folder, file, "3 x 500m")
    loaded = read(folder, file)
    assert (loaded.plan, loaded.before) == (None, "3 x 500 m with open recovery")


def test_words_and_assumptions_change_nothing_that_is_run(tmp_path: Path) -> None:
    folder = tmp_path / "sessions"
    folder.mkdir()
    file = own(folder, "a.txt", "4 x 400m with 90s recovery")
    as_an_older_one_read(folder, file, "4 x 400m with 90s recovery [note: tall and light]")
    assert read(folder, file).before == ""


@pytest.mark.parametrize(
    "kept", ["", "[]", "{}", '{"texts": 3}', '{"texts": {"a": 3}}', '{"texts": {"a": {"run": 1}}}', "[" * 100_000, "\0"]
)
def test_whatever_stands_in_the_file_of_readings_the_files_are_read(tmp_path: Path, kept: str) -> None:
    file = own(tmp_path, "a.txt", "4 x 400m with 90s recovery")
    (tmp_path / FILE).write_text(kept, encoding="utf-8")
    loaded = read(tmp_path, file)
    assert loaded.plan is not None
    assert loaded.before == ""
    assert json.loads((tmp_path / FILE).read_bytes())["texts"]


def test_a_folder_that_takes_nothing_marks_nothing(tmp_path: Path) -> None:
    file = own(tmp_path, "a.txt", "4 x 400m with 90s recovery")
    (tmp_path / FILE).mkdir()
    assert read(tmp_path, file).before == ""


def test_what_is_gone_is_forgotten(tmp_path: Path) -> None:
    file = own(tmp_path, "a.txt", "4 x 400m")
    read(tmp_path, file)
    read(tmp_path, own(tmp_path, "a.txt", "5 x 400m"))
    assert len(json.loads((tmp_path / FILE).read_bytes())["texts"]) == 1
