"""`sessions`, `history --since` and `completion`, as a script sees them."""

from __future__ import annotations

import json
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackclock import cli
from trackclock.application.dates import day_since, day_text
from trackclock.errors import UsageError
from trackclock.formats.bundled import list_bundled


def test_the_sessions_are_listed_for_people_and_for_scripts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKCLOCK_CONFIG_DIR", str(tmp_path))
    (tmp_path / "sessions").mkdir()
    (tmp_path / "sessions" / "b.txt").write_text("2 x 400m, 60 s rest")
    (tmp_path / "sessions" / "a.toml").write_text('workout = "2 x 400m w/ recovry"')
    assert cli.run(["sessions"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split()[:4] == ["a", "yours", "cannot", "be"]
    assert lines[2].split()[:4] == ["b", "yours", "800", "m"]
    assert cli.run(["sessions", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["file"] for row in rows] == ["a.toml", "b.txt", *list_bundled()]
    assert (rows[0]["name"], rows[0]["distance_m"], "recovry" in rows[0]["error"]) == (None, None, True)
    assert rows[1] == {
        "file": "b.txt",
        "path": str(tmp_path / "sessions" / "b.txt"),
        "own": True,
        "name": "b",
        "distance_m": 800,
        "estimated_ms": rows[1]["estimated_ms"],
        "error": None,
    }


DAYS = st.dates(date(1971, 1, 1), date(2100, 1, 1))


@given(DAYS, st.integers(0, 9_999))
def test_a_date_can_be_typed_in_every_way_that_is_promised(day: date, count: int) -> None:
    number = (day - date(1970, 1, 1)).days
    assert day_since(day_text(number), 0) == number
    assert day_since(f"{day:%Y-%m}", 0) == (day.replace(day=1) - date(1970, 1, 1)).days
    assert day_since(f"{day:%Y}", 0) == (date(day.year, 1, 1) - date(1970, 1, 1)).days
    assert day_since(f"{count}d", number) == number - count
    assert day_since(f" {count}W ", number) == number - (timedelta(weeks=count)).days


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01", "2026-02-30", "5", "-3d", "3m", "2026-1-1", "٣d"])
def test_what_is_no_date_is_one_clear_error(text: str) -> None:
    with pytest.raises(UsageError, match="is no date; write 2026-05-01"):
        day_since(text, 20_000)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_of_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["completion", shell]) == 0
    script = capsys.readouterr().out
    missing = [name for name in cli._COMMANDS if name not in script]
    assert missing == []
    assert "--since" in script
    if shell == "bash":
        subprocess.run(["bash", "-n"], input=script, text=True, check=True)
        # What bash offers behind `trackclock history --s`.
        asked = (
            f'{script}\nCOMP_WORDS=(trackclock history --s); COMP_CWORD=2; _shtab_trackclock; echo "${{COMPREPLY[@]}}"'
        )
        done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)
        assert done.stdout.split() == ["--since"]


def test_another_shell_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["completion", "tcsh"]) == 2
    assert "tcsh" in capsys.readouterr().err


def test_shtab_is_imported_by_completion_alone() -> None:
    root = Path(cli.__file__).parent
    named = [path.relative_to(root).as_posix() for path in root.rglob("*.py") if "import shtab" in path.read_text()]
    assert named == ["command_line/completion.py"]
