"""The athletes of the user's own file: read whole or not at all, and written without losing a word."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackclock.application.athletes import Athlete, athletes_in, find, load_athletes, names_of, of_group
from trackclock.application.athletes_edit import add_athlete, remove_athlete, rename_athlete
from trackclock.application.config_file import FILE, load_keymap
from trackclock.core.group.names import LONGEST_NAME, name_of, same_name
from trackclock.errors import TrackclockError
from trackclock.formats.errors import FileError
from trackclock.keys import DEFAULT

WRONG = {
    "no name": ("[[athletes]]\n", '1:1: an athlete has a name; write name = "Ana" below it'),
    "second has no name": (
        '[[athletes]]\nname = "Ana"\n\n[[athletes]]\ngoal = "5k 19:30"',
        "4:1: an athlete has a name",
    ),
    "unknown": (
        '[[athletes]]\nname = "Ana"\npacegroup = "A"',
        "3:1: an athlete has no 'pacegroup'; did you mean 'pace_group'?",
    ),
    "comma": ('[[athletes]]\nname = "Ana, Ben"', "2:8: a name has no ',' in it, since a comma parts two names"),
    "at": ('[[athletes]]\nname = "Ana"\n[[athletes]]\nname = "Ben @ 72"', "4:8: a name has no '@' in it"),
    "empty": ('[[athletes]]\nname = " "', "2:8: a name is missing"),
    "long": (f'[[athletes]]\nname = "{"a" * 25}"', "2:8: a name has at most 24 characters, and this one 25"),
    "control": ('[[athletes]]\nname = "A\\u001bna"', "2:8: a name holds no control characters"),
    "number": ("[[athletes]]\nname = 3", "2:8: name is text in quotes"),
    "goal": ('[[athletes]]\nname = "Ana"\ngoal = "fast"', "3:8: goal: 'fast' is no part of a goal"),
    "twice": ('[[athletes]]\nname = "Ana"\n[[athletes]]\nname = "ANA"', "4:8: 'ANA' stands there twice"),
    "was another": (
        '[[athletes]]\nname = "Ana"\n[[athletes]]\nname = "Ben"\nwas = ["B", "ana"]',
        "5:13: 'ana' is a name of 'Ana' as well",
    ),
    "was number": ('[[athletes]]\nname = "Ana"\nwas = 3', "3:7: was holds names in quotes"),
    "one table": (
        '[athletes]\nname = "Ana"',
        "1:1: athletes stand in tables of their own; write [[athletes]] on a line",
    ),
    "in brackets": ('athletes = [{ name = "A,B" }]', "1:12: a name has no ','"),
    "texts": ('athletes = ["Ana"]', "1:1: athletes stand in tables of their own"),
    "misspelt": ('[[athlets]]\nname = "Ana"', "1:1: 'athlets' is not known here; did you mean [[athletes]]?"),
}

FILE_TEXT = """# the squad
[keys]
undo = "f7"  # thumb

[[athletes]]
name = "Ana"   # captain
pace_group = "A"
goal = "5k 19:30"

# joined in May
[[athletes]]
name = 'Ben'
was = ["Benny"]
"""

names = st.text("abcÅéñß '.-λ字", min_size=1, max_size=LONGEST_NAME).filter(lambda text: text.strip() != "")


def written(folder: Path, text: str) -> Path:
    path = folder / FILE
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize("case", WRONG)
def test_a_fault_is_told_with_file_line_and_column(tmp_path: Path, case: str) -> None:
    text, what = WRONG[case]
    path = written(tmp_path, text)
    with pytest.raises(FileError) as error:
        load_athletes(tmp_path)
    assert str(error.value).startswith(f"{path}:{what}")


def test_no_file_is_no_fault(tmp_path: Path) -> None:
    assert load_athletes(tmp_path) == ()


def test_a_fault_in_one_takes_nothing_from_the_other(tmp_path: Path) -> None:
    written(tmp_path, '[keys]\nundo = "f7"\n[[athletes]]\nname = 3')
    assert load_keymap(tmp_path).changed == {"undo": ("f7",)}
    written(tmp_path, '[keys]\nmrak = "f7"\n[[athletes]]\nname = "Ana"')
    assert load_athletes(tmp_path) == (Athlete("Ana"),)
    written(tmp_path, '[[athletes]]\nname = "Ana"')
    assert load_keymap(tmp_path).changed == DEFAULT.changed


def test_everything_is_read() -> None:
    assert athletes_in(FILE_TEXT, "x") == (Athlete("Ana", "A", "5k 19:30"), Athlete("Ben", was=("Benny",)))


def test_a_name_that_was_finds_its_athlete() -> None:
    known = athletes_in(FILE_TEXT, "x")
    assert find(known, "BENNY") is known[1]
    assert find(known, "Cleo") is None
    assert names_of(known, "benny") == ("Ben", "Benny")
    assert names_of(known, "Cleo") == ("Cleo",)
    assert of_group(known, "group a") == (known[0],)


@given(names)
def test_a_name_is_the_same_however_it_is_composed(text: str) -> None:
    name = name_of(text)
    assert name_of(name) == name
    for form in ("NFC", "NFD"):
        other = unicodedata.normalize(form, name.upper() if len(name.upper()) == len(name) else name)
        assert same_name(other) == same_name(name)


def test_adding_changes_no_other_byte(tmp_path: Path) -> None:
    path = written(tmp_path, FILE_TEXT.replace("\n", "\r\n"))
    before = path.read_bytes()
    after = add_athlete(tmp_path, Athlete("Cleo", "B", "mile 5:30"))
    assert after == load_athletes(tmp_path)
    assert path.read_bytes().startswith(before)
    assert path.read_bytes()[len(before) :] == (
        b'\r\n[[athletes]]\r\nname = "Cleo"\r\npace_group = "B"\r\ngoal = "mile 5:30"\r\n'
    )
    assert load_keymap(tmp_path).changed == {"undo": ("f7",)}


def test_adding_makes_the_file(tmp_path: Path) -> None:
    assert add_athlete(tmp_path / "new", Athlete("Ana")) == (Athlete("Ana"),)
    assert (tmp_path / "new" / FILE).read_text(encoding="utf-8") == '[[athletes]]\nname = "Ana"\n'


def test_renaming_keeps_the_name_before_and_every_comment(tmp_path: Path) -> None:
    path = written(tmp_path, FILE_TEXT)
    rename_athlete(tmp_path, "Ana", "Anna")
    assert rename_athlete(tmp_path, "Ben", "Benjamin") == (
        Athlete("Anna", "A", "5k 19:30", ("Ana",)),
        Athlete("Benjamin", was=("Benny", "Ben")),
    )
    wanted = FILE_TEXT.replace('"Ana"   # captain', '"Anna"   # captain\nwas = ["Ana"]')
    assert path.read_text(encoding="utf-8") == wanted.replace("'Ben'", '"Benjamin"').replace(
        '["Benny"]', '["Benny", "Ben"]'
    )


def test_removing_takes_the_table_and_no_more(tmp_path: Path) -> None:
    path = written(tmp_path, FILE_TEXT)
    assert remove_athlete(tmp_path, "Ana") == (Athlete("Ben", was=("Benny",)),)
    text = path.read_text(encoding="utf-8")
    assert text.startswith('# the squad\n[keys]\nundo = "f7"  # thumb\n')
    assert text.endswith("# joined in May\n[[athletes]]\nname = 'Ben'\nwas = [\"Benny\"]\n")


@pytest.mark.parametrize("text", ['athletes = [{ name = "Ana" }]\n', "[[athletes]]\nname = 3\n", "[[athletes]\n"])
def test_what_cannot_be_changed_is_left_as_it_is(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(TrackclockError):
        add_athlete(tmp_path, Athlete("Ben"))
    assert path.read_text(encoding="utf-8") == text


def test_a_name_that_somebody_has_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, FILE_TEXT)
    changes: tuple[Callable[[], object], ...] = (
        lambda: add_athlete(tmp_path, Athlete("ana")),
        lambda: add_athlete(tmp_path, Athlete("Benny")),
        lambda: rename_athlete(tmp_path, "Ana", "benny"),
        lambda: rename_athlete(tmp_path, "Nobody", "Cleo"),
        lambda: remove_athlete(tmp_path, "Nobody"),
    )
    for change in changes:
        with pytest.raises(TrackclockError):
            change()
    assert path.read_text(encoding="utf-8") == FILE_TEXT


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(("add", "rename", "remove")), names, names), max_size=6))
def test_any_row_of_changes_leaves_a_file_that_reads_as_the_changes_say(steps: list[tuple[str, str, str]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = written(folder, FILE_TEXT)
        for kind, one, other in steps:
            before = load_athletes(folder)
            target = before[len(one) % len(before)].name if before else one
            try:
                if kind == "add":
                    after = add_athlete(folder, Athlete(name_of(one)))
                elif kind == "rename":
                    after = rename_athlete(folder, target, name_of(other))
                else:
                    after = remove_athlete(folder, target)
            except TrackclockError:
                after = before
            assert load_athletes(folder) == after
            assert tomllib.loads(path.read_text(encoding="utf-8"))["keys"] == {"undo": "f7"}
            assert "# the squad" in path.read_text(encoding="utf-8")
