"""`export`, as a script sees it: which file, in which form, and what is said where one cannot be written."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.formats.exported import WALL_MS, fit_messages
from trackclock import cli
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.application.exporting import Form
from trackclock.command_line.parser import FORMS
from trackclock.demo import SimulatedRunner, run_through
from trackclock.formats.bundled import load_bundled
from trackclock.formats.load import load_text

DAY_MS = 86_400_000
PLAN = load_text('name = "2 × 400 Höhe/Tal"\nworkout = "2 x 400m, 60 s rest"\n', "x.toml")
STEM = "2026-05-01-1930-2-400-hohe-tal"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, empty, beside a history of three sessions: two in one minute and one three days later."""
    store = SqliteStore(tmp_path / "data")
    for number, wall_ms in enumerate((WALL_MS, WALL_MS, WALL_MS + 3 * DAY_MS)):
        plan = replace(PLAN, name="日本") if number == 2 else PLAN
        run_through(plan, "x.toml", SimulatedRunner(number), store, wall_ms, 7_200)
    assert store.flush(10)
    store.close()
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.setenv("TRACKCLOCK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(folder)
    return folder


def ids() -> list[str]:
    """The sessions, oldest first."""
    with closing(sqlite3.connect(Path(os.environ["TRACKCLOCK_DATA_DIR"]) / "history.db")) as connection:
        return [one for (one,) in connection.execute("SELECT id FROM sessions ORDER BY started_wall_ms, key")]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_one_session_goes_into_a_file_named_by_its_day_and_its_name(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = ids()[0]
    assert cli.run(["export", first]) == 0
    assert capsys.readouterr().out == f"1 session written to {STEM}.fit\n"
    assert names(here) == [f"{STEM}.fit"]
    laps = [values for name, values in fit_messages((here / f"{STEM}.fit").read_bytes()) if name == "lap"]
    assert [lap["total_distance"] for lap in laps] == [None, 400.0, None, 400.0]
    # What is there stays as it is, unless that is said.
    (here / f"{STEM}.fit").write_bytes(b"mine")
    assert cli.run(["export", first]) == 1
    assert capsys.readouterr().err == f"{STEM}.fit is there already; --force replaces it\n"
    assert (here / f"{STEM}.fit").read_bytes() == b"mine"
    assert cli.run(["export", first, "--force"]) == 0
    assert (here / f"{STEM}.fit").read_bytes() != b"mine"
    assert names(here) == [f"{STEM}.fit"]


def test_the_form_is_that_of_the_ending_unless_it_is_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = ids()[0]
    for output, more in (("a.tcx", []), ("b.CSV", []), ("c.json", []), ("d.txt", []), ("e.fit", ["--format", "json"])):
        assert cli.run(["export", first, "-o", output, *more]) == 0
    begin = {path.name: path.read_bytes()[:14] for path in here.iterdir()}
    assert begin["a.tcx"] == b"<?xml version="
    assert begin["b.CSV"].startswith(b"session,")
    assert json.loads((here / "c.json").read_text("utf-8"))["schema"] == 1
    assert (here / "e.fit").read_bytes() == (here / "c.json").read_bytes()
    assert begin["d.txt"][8:12] == b".FIT"
    assert tuple(form.value for form in Form) == FORMS


def test_csv_and_json_are_what_show_prints(here: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    first = ids()[0]
    for form in ("csv", "json"):
        assert cli.run(["export", first, "-o", "-", "--format", form]) == 0
        exported = capfdbinary.readouterr().out
        assert cli.run(["show", first, f"--{form}"]) == 0
        assert capfdbinary.readouterr().out == exported
        assert exported
    rows = list(csv.DictReader(io.StringIO(exported_csv(here, first), newline="")))
    assert [row["label"] for row in rows] == ["get ready", "400 m", "1 min recovery", "400 m"]
    assert rows[0]["begins_at"] == "2026-05-01T17:30:00.750Z"
    assert (rows[0]["started_at"], rows[0]["started_at_local"]) == ("2026-05-01T17:30:00Z", "2026-05-01T19:30:00+02:00")
    whole = json.loads((here / "x.json").read_text("utf-8"))["summary"]["elapsed_ms"]
    assert sum(int(row["elapsed_ms"]) for row in rows) == whole
    assert sum(int(row["elapsed_s"].replace(".", "")) for row in rows) == whole
    assert [row["length_m"] for row in rows] == ["", "400", "", "400"]
    assert names(here) == ["x.csv", "x.json"]


def exported_csv(here: Path, session: str) -> str:
    for form in ("csv", "json"):
        assert cli.run(["export", session, "-o", f"x.{form}"]) == 0
    return (here / "x.csv").read_bytes().decode()


def test_a_folder_is_named_or_made_for_it(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = ids()[0]
    (here / "there").mkdir()
    assert cli.run(["export", first, "-o", "there"]) == 0
    assert cli.run(["export", first, "-o", "new/one/"]) == 0
    assert names(here / "there") == names(here / "new" / "one") == [f"{STEM}.fit"]
    capsys.readouterr()
    assert cli.run(["export", first, "-o", "missing/x.fit"]) == 1
    said = capsys.readouterr().err
    assert said == f"cannot write {Path('missing/x.fit')}: there is no folder missing; make it first\n"


def test_several_go_into_a_folder_each_under_a_name_of_its_own(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["export", "--all", "-o", "all"]) == 0
    assert capsys.readouterr().out == f"3 sessions written to {here / 'all'}\n"
    wanted = [f"{STEM}-{ids()[1]}.fit", f"{STEM}.fit", "2026-05-04-1930-session.fit"]
    assert names(here / "all") == wanted
    before = {path: path.read_bytes() for path in (here / "all").iterdir()}
    # Again: those that are there stay, and are named; a new one comes.
    (here / "all" / wanted[0]).unlink()
    assert cli.run(["export", "--all", "-o", "all"]) == 1
    told = capsys.readouterr()
    assert told.out == f"1 session written to {here / 'all'}\n"
    assert told.err.count("\n") == 2
    assert all(line.endswith("is there already; --force replaces it") for line in told.err.splitlines())
    assert {path: path.read_bytes() for path in (here / "all").iterdir()} == before
    assert cli.run(["export", "--since", "2026-05-02", "--format", "csv"]) == 0
    assert cli.run(["export", "--since", "2026-06-01"]) == 0
    assert capsys.readouterr().out.splitlines() == [f"{n} written to {here}" for n in ("1 session", "0 sessions")]
    assert names(here) == ["2026-05-04-1930-session.csv", "all"]


@pytest.mark.parametrize("output", ["-", "all.csv", "file"])
def test_several_are_never_one_file(here: Path, capsys: pytest.CaptureFixture[str], output: str) -> None:
    (here / "file").write_text("mine")
    assert cli.run(["export", "--all", "-o", output]) == 2
    said = capsys.readouterr().err
    assert said == f"export: several sessions are several files; name a folder for them, not {output}\n"
    assert names(here) == ["file"]


@pytest.mark.parametrize("call", [[], ["last", "--all"], ["--all", "--since", "30d"], ["last", "--format", "gpx"]])
def test_a_call_that_cannot_be_meant_is_refused(
    here: Path, capsys: pytest.CaptureFixture[str], call: list[str]
) -> None:
    assert cli.run(["export", *call]) == 2
    assert "usage: trackclock export" in capsys.readouterr().err


def test_what_is_no_text_is_not_sent_to_a_terminal(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert cli.run(["export", ids()[0], "-o", "-"]) == 2
    assert capsys.readouterr().err.startswith("export: fit is no text for a terminal; name a file with -o")


def test_one_session_that_cannot_be_read_keeps_none_of_the_others(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, third = ids()
    with closing(sqlite3.connect(Path(os.environ["TRACKCLOCK_DATA_DIR"]) / "history.db")) as connection:
        connection.execute("UPDATE events SET body = '{' WHERE session = 1 AND seq = 1")
        connection.execute("UPDATE sessions SET started_wall_ms = 5000 WHERE key = 2")
        connection.commit()
    assert cli.run(["export", "--all"]) == 1
    told = capsys.readouterr()
    assert told.out == f"1 session written to {here}\n"
    lines = told.err.splitlines()
    assert len(lines) == 2
    assert [line.count(first) for line in lines if "cannot be read" in line] == [1]
    assert f"{second}: FIT has no such date; mend the date of the session first" in lines
    assert names(here) == ["2026-05-04-1930-session.fit"]
    assert cli.run(["export", first]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert third in ids()


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize("call", [["20260430", "-o", "x.tcx"], ["--all", "--format", "tcx"]])
def test_a_full_disk_is_one_line_and_no_file(here: Path, call: list[str]) -> None:
    store = SqliteStore(Path(os.environ["TRACKCLOCK_DATA_DIR"]))
    run_through(load_bundled("pavey.toml"), "pavey.toml", SimulatedRunner(1), store, WALL_MS - DAY_MS)
    store.close()
    code = (
        "import resource, signal, sys\n"
        "from trackclock import cli\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "sys.exit(cli.run(['export', *sys.argv[1:]]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *call], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith("cannot write ")
    assert "File too large" in done.stderr
    assert names(here) == []


def test_a_deleted_session_is_in_no_range(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = SqliteStore(Path(os.environ["TRACKCLOCK_DATA_DIR"]))
    store.delete(ids()[2], WALL_MS)
    store.close()
    assert cli.run(["export", "--all"]) == 0
    assert capsys.readouterr().out == f"2 sessions written to {here}\n"
