"""What the commands do with files and folders where nothing that is open can be removed."""

from __future__ import annotations

import tempfile
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import simulated_windows

if not simulated_windows.is_here():
    pytest.skip("tests/test_on_windows.py has them run on a simulated Windows", allow_module_level=True)

from trackclock import cli
from trackclock.application.services import Services
from trackclock.command_line import live
from trackclock.command_line.printing import typed


@pytest.mark.parametrize("is_cut_off", [False, True])
def test_the_demos_folder_goes_whatever_became_of_the_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_cut_off: bool
) -> None:
    def open_app(services: Services, *_: Any) -> int:
        assert services.store.unfinished() == ()
        assert len(services.history.sessions()) == 2
        if is_cut_off:
            raise KeyboardInterrupt
        return 0

    monkeypatch.setenv("TRACKCLOCK_AUDIO", "off")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(live, "open_app", open_app)
    if is_cut_off:
        with pytest.raises(KeyboardInterrupt):
            cli._show_demo(by_itself=True)
    else:
        assert cli._show_demo(by_itself=True) == 0
    assert list(tmp_path.iterdir()) == []


def arguments_of(line: str) -> list[str]:
    """What a program of Windows gets of its command line (learn.microsoft.com, "Parsing C command-line arguments")."""
    found, word, is_quoted, has_word, index = list[str](), "", False, False, 0
    while index < len(line):
        backslashes = len(line[index:]) - len(line[index:].lstrip("\\"))
        index += backslashes
        sign = line[index : index + 1]
        has_word = has_word or bool(backslashes)
        if sign == '"':
            word += "\\" * (backslashes // 2)
            if backslashes % 2:
                word += '"'
            else:
                is_quoted, has_word = not is_quoted, True
        else:
            word += "\\" * backslashes
            if sign in (" ", "\t", "") and not is_quoted:
                found += [word] if has_word else []
                word, has_word = "", False
            else:
                word, has_word = word + sign, True
        index += 1
    assert not is_quoted
    return [*found, word] if has_word else found


SPECIAL = "&|<>()^,;=!'`+~[]{}@#$ \t%"
"""What cmd.exe or PowerShell take for something else outside of quotes (`cmd /?`, "about_Parsing")."""


@given(st.text(alphabet=f"ab走é\\/:.-{SPECIAL}", min_size=1))
def test_a_path_that_is_to_be_typed_arrives_as_it_is(text: str) -> None:
    path = PureWindowsPath(text)
    line = typed(path)
    assert arguments_of(f"restore {line}") == ["restore", str(path)]
    outside = "".join(line.split('"')[::2])
    assert set(outside).isdisjoint(SPECIAL), "nothing special stands outside of the quotes"


def test_a_plain_path_is_not_quoted() -> None:
    path = r"C:\Users\jo\trackclock-20260101.jsonl"
    assert typed(PureWindowsPath(path)) == path
    assert typed(PureWindowsPath(r"C:\Users\Jo Doe\a.jsonl")) == r'"C:\Users\Jo Doe\a.jsonl"'
