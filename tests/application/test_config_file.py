"""The user's own file: read whole or not at all, each fault with its place, and written without losing a word."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rights import ordinary_rights
from trackclock.application.config_edit import ConfigError, give_key, text_with
from trackclock.application.config_file import FILE, keymap_in, load_keymap
from trackclock.errors import TrackclockError
from trackclock.formats.errors import FileError
from trackclock.formats.load import MAX_BYTES
from trackclock.keys import DEFAULT
from trackclock.keys.config import can_be_given_keys
from trackclock.keys.registry import BY_ID

WRONG = {
    "spcae": ('[keys]\n#\nmark = ["space",\n  "spcae"]', "4:3: the key 'spcae' is not known; did you mean 'space'?"),
    "command": ('[keys]\nmrak = "f8"', "2:1: there is no command 'mrak'; did you mean 'mark'?"),
    "quoted command": ('[keys]\n\n"a b" = "f8"', "3:1: there is no command 'a b'; 'trackclock keys' lists them all"),
    "twice": ('[keys]\nskip = "f8"\nundo = ["u", "f8"]', "3:14: 'F8' is given to 'skip' as well"),
    "dotted": ('keys.undo = "spcae"', "1:13: the key 'spcae' is not known"),
    "in braces": ('keys = { undo = "spcae" }', "1:8: the key 'spcae' is not known"),
    "type": ("[keys]\nundo = [\n1, 2]", "2:8: 'undo' takes keys in quotes"),
    "no space": ('[keys]\nmark = "f8"', "2:8: space is the one big key"),
    "preset": ('[keys]\npreset = "shuter"', "2:10: there is no preset 'shuter'; write preset = \"shutter\""),
    "table": ("[kyes]\n", "1:1: 'kyes' is not known here; did you mean [keys]?"),
    "other table": ("\n[voices]\nname = 1", "2:1: 'voices' is not known here; there is [keys] and [[athletes]]"),
    "top": ("mark = 'f8'", "1:1: 'mark' is not known here; there is [keys] and [[athletes]]"),
    "no table": ("keys = 3", "1:8: 'keys' is a table; write [keys] on a line of its own"),
    "list of tables": ("[[keys]]\n", "1:1: 'keys' is a table"),
    "broken": ('[keys]\nmark = ["space"', "2:16: this is not TOML: unclosed array"),
    "no value": ("[keys]\nmark =", "2:7: this is not TOML"),
    "the same line twice": ('[keys]\nundo = "u"\nundo = "f8"', "3:12: this is not TOML: cannot overwrite a value"),
}  # fmt: skip


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / FILE
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def refused(folder: Path) -> str:
    with pytest.raises(FileError) as error:
        load_keymap(folder)
    return str(error.value)


def test_no_file_is_no_fault(tmp_path: Path) -> None:
    assert load_keymap(tmp_path) is DEFAULT
    assert load_keymap(tmp_path / "nowhere") is DEFAULT


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[keys]\n", "\ufeff[keys]\r\nundo = 'f7'\r\n"])
def test_a_file_may_hold_little(tmp_path: Path, text: str) -> None:
    written(tmp_path, text)
    assert load_keymap(tmp_path).taken == ()


@pytest.mark.parametrize("case", WRONG)
def test_a_fault_is_told_with_file_line_and_column(tmp_path: Path, case: str) -> None:
    text, what = WRONG[case]
    path = written(tmp_path, text)
    assert refused(tmp_path).startswith(f"{path}:{what}")


def test_the_line_at_fault_is_shown(tmp_path: Path) -> None:
    written(tmp_path, '[keys]\nmark = ["space", "spcae"]  # button')
    assert refused(tmp_path).splitlines()[1:] == [
        '  mark = ["space", "spcae"]  # button',
        "                   ^^^^^^^",
    ]


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, b"[keys]\nmark = '\xff'\n")
    assert refused(tmp_path).startswith(f"{path}:2:9: the byte 0xFF is not UTF-8 text; save the file as UTF-8")
    written(tmp_path, b"\0")
    assert "this is a binary file; write config.toml as text" in refused(tmp_path)
    written(tmp_path, "#" * (MAX_BYTES + 1))
    assert f"the file is larger than {MAX_BYTES // 1024} kB" in refused(tmp_path)
    written(tmp_path, "x = " + "[" * 5_000)
    assert "this is not TOML" in refused(tmp_path)


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    assert "this is a directory" in refused(tmp_path)
    (tmp_path / FILE).rmdir()
    (tmp_path / FILE).symlink_to(tmp_path / "gone")
    assert "there is no such file" in refused(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_of_its_name_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / FILE)
    assert "this is not a regular file" in refused(tmp_path)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    written(tmp_path, "[keys]\n").chmod(0)
    with ordinary_rights():
        assert "the file cannot be read (Permission denied); check its permissions" in refused(tmp_path)


# --- writing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '[keys]\nskip = ["n", "F8"]\n'),
        ("# mine\n", '# mine\n\n[keys]\nskip = ["n", "F8"]\n'),
        ("# mine", '# mine\n\n[keys]\nskip = ["n", "F8"]\n'),
        ("[keys]", '[keys]\nskip = ["n", "F8"]\n'),
        ('[keys] # a\nundo = "f7" # b\n# c\n', '[keys] # a\nundo = "f7" # b\nskip = ["n", "F8"]\n# c\n'),
        ('[keys]\nskip = "n"  # x\n', '[keys]\nskip = ["n", "F8"]  # x\n'),
        ("[keys]\nskip = []\n", '[keys]\nskip = ["F8"]\n'),
        ('[keys]\nskip = [\n  "n", # no\n]\n', '[keys]\nskip = [\n  "n", "F8", # no\n]\n'),
        ('[keys]\n"skip" = [\'n\']\n', '[keys]\n"skip" = [\'n\', "F8"]\n'),
        ('keys.undo = "f7"\n', 'keys.undo = "f7"\nkeys.skip = ["n", "F8"]\n'),
        ('keys.skip = ["n"]\n', 'keys.skip = ["n", "F8"]\n'),
    ],
)  # fmt: skip
def test_one_line_is_put_in_and_the_rest_stays(before: str, after: str) -> None:
    assert text_with(before, "skip", "f8") == after
    assert keymap_in(after, FILE).keys(BY_ID["skip"])[-1] == "f8"


BITS = st.lists(
    st.sampled_from(['undo = "f7"', "# mark = 3", "", 'mute = ["f6", # why\n "m"]', "preset = 'shutter'", "skip = []"]),
    unique=True,
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(BITS, st.sampled_from(["\n", "\r\n"]), st.sampled_from(sorted(BY_ID)), st.sampled_from(["f9", "quotation_mark"]))
def test_every_line_of_the_user_stays_and_the_command_has_the_key(
    tmp_path_factory: pytest.TempPathFactory, bits: list[str], end: str, name: str, key: str
) -> None:
    folder = tmp_path_factory.mktemp("config")
    before = "\n".join(["# of my own", "[keys]", *bits, ""]).replace("\n", end)
    written(folder, before)
    try:
        keymap = give_key(folder, name, key)
    except TrackclockError:
        assert (folder / FILE).read_bytes() == before.encode()
        return
    text = (folder / FILE).read_bytes().decode()
    assert key in keymap.keys(BY_ID[name])
    assert load_keymap(folder).changed == keymap.changed
    assert (end == "\r\n") == ("\r\n" in text)
    was, now = tomllib.loads(before).get("keys", {}), tomllib.loads(text)["keys"]
    assert {one: keys for one, keys in now.items() if one != name} == {one: was[one] for one in was if one != name}
    comments = [line for line in before.split(end) if line.startswith("#")]
    assert [line for line in text.split(end) if line.startswith("#")] == comments
    assert [path.name for path in folder.iterdir()] == [FILE]


def test_most_commands_can_be_given_a_key(tmp_path: Path) -> None:
    given_one = 0
    for index, name in enumerate(sorted(one for one, command in BY_ID.items() if can_be_given_keys(command))):
        folder = tmp_path / str(index)
        assert "f11" in give_key(folder, name, "f11").keys(BY_ID[name])
        given_one += 1
    assert given_one > 50


def test_what_cannot_be_is_refused_in_words_and_nothing_is_written(tmp_path: Path) -> None:
    path = written(tmp_path, '[keys]\nundo = "f7"\n')
    for name, key, what in (
        ("skip", "space", "space is the one big key"),
        ("undo", "f7", "F7 is a key of 'undo' already"),
        ("mute", "left", "'left' moves in lists"),
        ("undo", "ctrl+q", "'^Q' always leaves"),
    ):
        with pytest.raises(TrackclockError, match=what.replace("^", r"\^")):
            give_key(tmp_path, name, key)
    assert path.read_text() == '[keys]\nundo = "f7"\n'
    written(tmp_path, 'keys = { undo = "f7" }\n')
    with pytest.raises(ConfigError, match="stands in braces"):
        give_key(tmp_path, "skip", "f8")
    written(tmp_path, "[kyes]\n")
    with pytest.raises(FileError, match="did you mean"):
        give_key(tmp_path, "skip", "f8")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('[keys]\nundo = "F8"\n', '[keys]\nundo = []\n'),
        ('[keys]\nundo = ["f8"] # mine\n', '[keys]\nundo = [] # mine\n'),
        ('[keys]\nundo = ["f8", "f7"]\n', '[keys]\nundo = ["f7"]\n'),
        ('[keys]\nundo = ["f7", "f8"]\n', '[keys]\nundo = ["f7"]\n'),
        ('[keys]\nundo = ["f6", \'f8\', "f7"]\n', '[keys]\nundo = ["f6", "f7"]\n'),
        ('[keys]\nundo = [\n  "f7", # a\n  "f8", # b\n]\n', '[keys]\nundo = [\n  "f7", # a\n   # b\n]\n'),
        ('[keys]\nundo = ["f8"]\nmute = ["f6"]\n', '[keys]\nundo = []\nmute = ["f6"]\n'),
        ('keys.undo = ["f7", "f8"]\n', 'keys.undo = ["f7"]\n'),
    ],
)  # fmt: skip
def test_a_key_goes_from_the_line_that_had_it_and_may_go_on_from_there(tmp_path: Path, before: str, after: str) -> None:
    path = written(tmp_path, before)
    keymap = give_key(tmp_path, "skip", "f8")
    text = path.read_text()
    assert [line for line in text.splitlines() if "skip" not in line] == after.splitlines()
    assert "f8" in keymap.keys(BY_ID["skip"])
    assert "f8" not in keymap.keys(BY_ID["undo"])
    assert "f8" in give_key(tmp_path, "undo", "f8").keys(BY_ID["undo"])
    assert "f8" not in load_keymap(tmp_path).keys(BY_ID["skip"])


def test_a_link_stays_a_link_and_rights_stay(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("# mine\n")
    real.chmod(0o640)
    (tmp_path / FILE).symlink_to(real)
    give_key(tmp_path, "mark", "f8")
    assert (tmp_path / FILE).is_symlink()
    assert real.read_text() == '# mine\n\n[keys]\nmark = ["space", "page down", "F8"]\n'
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with ordinary_rights(), pytest.raises(ConfigError, match="cannot be written: Permission denied"):
            give_key(tmp_path, "mark", "f8")
    finally:
        tmp_path.chmod(0o700)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["utf-8-sig", "utf-16"])
def test_the_file_stays_in_the_encoding_that_it_says(tmp_path: Path, form: str) -> None:
    before = "# für mich\r\n[keys]\r\nundo = 'f7'\r\n"
    for name in ("plain", "marked"):
        (tmp_path / name).mkdir()
    plain = written(tmp_path / "plain", before)
    give_key(tmp_path / "plain", "skip", "f8")
    marked = written(tmp_path / "marked", before.encode(form))
    assert give_key(tmp_path / "marked", "skip", "f8").changed == load_keymap(tmp_path / "plain").changed
    assert marked.read_bytes() == plain.read_bytes().decode().encode(form)
