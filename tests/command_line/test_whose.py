"""`--athlete`: whose sessions a command is about; nobody's are mixed, and nobody is left out without a word."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from tests.adapters.past import put
from tests.adapters.test_store_athletes import formed, of
from trackclock import cli
from trackclock.adapters.store.sqlite_store import SqliteStore


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRACKCLOCK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("TRACKCLOCK_CONFIG_DIR", str(tmp_path / "config"))
    (tmp_path / "config").mkdir()
    with closing(SqliteStore(tmp_path / "data")) as store:
        put(store, of(3, None), of(4, "Ana", times=(79_000, 80_000)), of(6, "Zoë"))
        formed(store, is_over=True)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.run(arguments)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.usefixtures("home")
def test_the_history_is_of_one_athlete_and_says_so_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "history", "--json")
    assert (code, [(row["id"], row["athlete"], row["group"]) for row in json.loads(out)]) == (
        0,
        [("s00003", None, None)],
    )
    assert err == "these are your own; --athlete gives the sessions of Ana, Ben, Zoë\n"
    code, out, err = said(capsys, "history", "--json", "--athlete", "ANA")
    rows = [(row["id"], row["athlete"], row["group"]) for row in json.loads(out)]
    assert (code, rows, err) == (0, [("s00004", "Ana", None), ("s00001", "Ana", "g1")], "")


@pytest.mark.usefixtures("home")
def test_one_session_is_held_against_those_of_its_athlete_whoever_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    by_name, by_id = (
        said(capsys, "show", "last", "--athlete", "Ana", "--json"),
        said(capsys, "show", "s00004", "--json"),
    )
    assert by_name == by_id
    shown = json.loads(by_id[1])
    assert (shown["athlete"], shown["group"]) == ("Ana", None)
    assert shown["against_last"]["sessions"] == [{"id": "s00001", "name": "session"}]
    assert json.loads(said(capsys, "show", "last", "--json")[1])["id"] == "s00003"
    assert json.loads(said(capsys, "show", "s00002", "--json")[1])["group"] == "g1"
    assert "run by Ana in group g1\n" in said(capsys, "show", "s00001")[1]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("command", [("history",), ("show", "last"), ("export", "--all"), ("export", "last")])
def test_a_name_that_nobody_has_is_an_error_with_those_there_are(
    capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    code, out, err = said(capsys, *command, "--athlete", "Bob")
    assert (code, out, err) == (2, "", "--athlete: 'Bob' has no session; those who have are Ana, Ben, Zoë\n")


def test_exports_are_of_one_athlete(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "export", "--all", "--athlete", "Ana", "-o", str(home / "ana"), "--format", "csv")
    assert (code, out.startswith("2 sessions written"), err) == (0, True, "")
    code, out, err = said(capsys, "export", "--all", "-o", str(home / "own"), "--format", "csv")
    assert (code, out.startswith("1 session written")) == (0, True)
    assert "--athlete gives the sessions of Ana, Ben, Zoë" in err


def test_a_new_name_keeps_the_history_of_the_old_one(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "config" / "config.toml").write_text('[[athletes]]\nname = "Anna"\nwas = ["Ana"]\n', encoding="utf-8")
    for name in ("Anna", "Ana"):
        assert len(json.loads(said(capsys, "history", "--json", "--athlete", name)[1])) == 2
    assert "Anna, Ben, Zoë" in said(capsys, "history")[2]
    (home / "config" / "config.toml").write_text("[[athletes]\n", encoding="utf-8")
    assert said(capsys, "history", "--athlete", "Ana")[0] == 0, "whatever is wrong there, the past can be read"


@pytest.mark.usefixtures("home")
def test_what_counts_sessions_counts_no_group(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "rebuild")[1] == "5 sessions summed up anew\n"
    assert said(capsys, "backup", str(tmp_path / "backup"))[1].startswith("5 sessions written")
    assert said(capsys, "restore", str(tmp_path / "backup"))[1].startswith(
        "0 sessions added, 0 extended, 5 there already"
    )
    code, out, _ = said(capsys, "export", "g1", "-o", str(tmp_path / "all"))
    assert (code, out.startswith("2 sessions written")) == (0, True)
