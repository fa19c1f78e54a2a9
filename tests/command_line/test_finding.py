"""`run` and `check` find the session that is meant: a path first, then a file's name, then a session's."""

from __future__ import annotations

import os
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackclock.command_line.finding import Found, NoSuchSessionError, find_session
from trackclock.formats.bundled import list_bundled


def put(folder: Path, **files: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")


def test_an_existing_path_comes_first_then_a_stem_then_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sessions"
    named = 'name = "Hard Tuesday"\nworkout = "4 x 400m, 60 s rest"\n'
    put(folder, tuesday__toml=named, broken__txt="4 x recovry", wednesday__txt="1 mile")
    monkeypatch.chdir(tmp_path)
    assert find_session("tuesday", folder) == Found("tuesday.toml", folder / "tuesday.toml")
    assert find_session("TUESDAY.toml", folder).name == "tuesday.toml"
    assert find_session("hard tuesday", folder).name == "tuesday.toml", "the name that the list shows"
    assert find_session("hard", folder).name == "tuesday.toml", "a part that only one has"
    assert find_session("broken", folder).name == "broken.txt", "what is wrong with it is said by who reads it"
    assert find_session("pavey", folder) == Found("pavey.toml", None), "one that comes with trackclock"
    (tmp_path / "tuesday").write_text("1 mile")
    assert find_session("tuesday", folder) == Found("tuesday", Path("tuesday"))
    assert len(find_session("tuesday", folder).load().steps) == 1
    with pytest.raises(NoSuchSessionError, match=r"^day: this can be wednesday, tuesday, gym-day; give|^day: .*give"):
        find_session("day", folder)
    with pytest.raises(NoSuchSessionError, match="there is no such file, and no session of that name"):
        find_session("zebra", folder)
    assert find_session("no/such/file.txt", folder).path == Path("no/such/file.txt"), "a path is no name"


def test_the_users_own_file_is_meant_where_a_bundled_one_has_its_name(tmp_path: Path) -> None:
    put(tmp_path, pavey__txt="1 mile")
    assert find_session("pavey", tmp_path) == Found("pavey.txt", tmp_path / "pavey.txt")
    put(tmp_path, pavey__toml='workout = "1 mile"\n')
    with pytest.raises(NoSuchSessionError, match="this can be pavey, pavey"):
        find_session("pavey", tmp_path)
    assert find_session("pavey.toml", tmp_path).name == "pavey.toml"


NAMES = st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=3), max_size=4, unique=True)


@settings(max_examples=40, deadline=None)
@given(names=NAMES, wanted=st.text(string.ascii_lowercase, min_size=1, max_size=3))
def test_whatever_is_found_is_the_only_one_that_is_meant(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], wanted: str
) -> None:
    folder = tmp_path_factory.mktemp("names")
    for name in names:
        (folder / f"{name}.txt").write_text("1 mile")
    stems = [*names, *(Path(name).stem for name in list_bundled())]
    before = Path.cwd()
    os.chdir(folder.parent)
    try:
        found = Path(find_session(wanted, folder).name).stem
    except NoSuchSessionError:
        assert wanted not in names
        assert sum(wanted in stem for stem in stems) != 1
    else:
        assert found == wanted if wanted in names else wanted in found or not any(wanted in stem for stem in stems)
    finally:
        os.chdir(before)
