"""`trackclock keys` and what `doctor` says of the user's own keys."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import trackclock.doctor
from trackclock.cli import run
from trackclock.keys import Scope
from trackclock.keys.registry import COMMANDS


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKCLOCK_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("TRACKCLOCK_DATA_DIR", str(tmp_path / "data"))


def lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert run(["keys", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


def test_it_lists_every_command_that_has_keys_by_scope(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = lines(capsys)
    assert found[0].endswith(f"in {tmp_path / 'config.toml'} (not made yet):")
    assert "  mark            space, page down         Press: start, split, finish, go on" in found
    assert sum(line.startswith(("  ", "* ")) for line in found) == sum(bool(each.keys) for each in COMMANDS) + 2
    assert sum(not line for line in found) == len(Scope)
    assert not any(line.startswith("*") for line in found)


def test_it_marks_what_is_changed_and_what_was_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "config.toml").write_text('[keys]\npreset = "shutter"\nmute = "b"\n')
    found = [line for line in lines(capsys) if line.startswith("*")]
    assert any(line.startswith("* mark            space, page down, enter ") for line in found)
    assert any(line.startswith("* finish          e ") and line.endswith("(comes with enter)") for line in found)
    assert sum(line.endswith("(comes with b; b is 'mute' now)") and " no key " in line for line in found) == 7


def test_as_json_it_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "config.toml").write_text('[keys]\nmute = "b"\n')
    found = json.loads("\n".join(lines(capsys, "--json")))
    assert (found["schema"], found["file"], found["is_there"]) == (1, str(tmp_path / "config.toml"), True)
    redo = next(each for each in found["commands"] if (each["scope"], each["id"]) == ("run", "redo"))
    assert (redo["keys"], redo["default"], redo["is_changed"]) == ([], ["b"], True)
    assert redo["taken"] == [{"key": "b", "by": "mute"}]
    assert len(found["commands"]) == sum(bool(each.keys) for each in COMMANDS)


def test_a_fault_is_printed_and_exits_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "config.toml").write_text('[keys]\nundo = ["u", "spcae"]\n')
    for arguments in (["keys"], ["keys", "--json"]):
        assert run(arguments) == 1
        found = capsys.readouterr()
        assert found.out == ""
        assert found.err.splitlines() == [
            f"{tmp_path / 'config.toml'}:2:14: the key 'spcae' is not known; did you mean 'space'?",
            '  undo = ["u", "spcae"]',
            "               ^^^^^^^",
        ]


def test_doctor_names_the_file_where_there_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trackclock.doctor._print_keys()
    assert capsys.readouterr().out == ""
    path = tmp_path / "config.toml"
    path.write_text("[keys]\n")
    trackclock.doctor._print_keys()
    assert capsys.readouterr().out == f"your own keys {path}\n"
    path.write_text("[kyes]\n")
    trackclock.doctor._print_keys()
    assert "none of them counts until that is put right" in capsys.readouterr().out
