"""The commands for scripts: what they print, what they refuse, and with which exit code."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.e2e.terminal import AppInPty, trackclock
from tests.e2e.terminal import shown as shown_here
from trackclock.adapters.clock import SystemClock
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.demo import SimulatedRunner, run_through
from trackclock.formats.bundled import load_bundled

STARTED_MS = 1_777_656_600_000
SESSIONS = Path(__file__).parents[2] / "sessions"

PAVEY = """warm up 10 min
3 x 800m with 2 min recoveries
3 mins rest
3 x 400m with 90 sec recoveries
5 mins rest
10 mins at tempo pace
5 mins rest
4 x 200m with 60 sec recoveries
cool down 10 min
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with two sessions of one workout in it, a week apart."""
    store = SqliteStore(tmp_path / "data")
    plan = load_bundled("800s.toml")
    for week, form in ((0, 1.01), (1, 1.0)):
        run_through(plan, "800s.toml", SimulatedRunner(week, form), store, STARTED_MS + week * 604_800_000)
    assert store.flush(10)
    store.close()
    return tmp_path


def test_check_prints_the_promised_json(tmp_path: Path) -> None:
    path = tmp_path / "pavey.txt"
    path.write_text(PAVEY)
    done = trackclock("check", str(path), "--json", home=tmp_path)
    assert done.returncode == 0, done.stderr
    plan = json.loads(done.stdout)
    assert list(plan) == ["schema", "name", "total_distance_m", "estimated_ms", "steps", "assumptions"]
    assert (plan["schema"], plan["name"], plan["total_distance_m"]) == (1, "pavey", 4_400)
    assert plan["steps"][1] == {
        "step": 2,
        "kind": "rep",
        "label": "800 m",
        "set": 1,
        "sets": 1,
        "rep": 1,
        "reps": 3,
        "end": "distance",
        "distance_m": 800,
        "duration_ms": None,
        "optional": False,
        "mode": None,
        "target": None,
        "marks_m": [400, 800],
    }


def test_check_reads_standard_input_and_names_it(tmp_path: Path) -> None:
    done = trackclock("check", "-", home=tmp_path, given="3 x 800m with 2 min recovry\n")
    assert done.returncode == 1
    assert done.stderr.startswith("-:1:21: ")
    assert "recovery" in done.stderr


def test_check_text_reads_back_as_the_same_plan(tmp_path: Path) -> None:
    tidy = trackclock("check", str(SESSIONS / "pavey.toml"), "--text", home=tmp_path).stdout
    again = json.loads(trackclock("check", "-", "--json", home=tmp_path, given=tidy).stdout)
    first = json.loads(trackclock("check", str(SESSIONS / "pavey.toml"), "--json", home=tmp_path).stdout)
    assert [step["label"] for step in again["steps"]] == [step["label"] for step in first["steps"]]


def test_history_lists_the_newest_first(home: Path) -> None:
    rows = json.loads(trackclock("history", "--json", home=home).stdout)
    assert len(rows) == 2
    assert rows[0]["started_at"] > rows[1]["started_at"]
    assert {"id", "name", "started_at", "status", "reps"} <= set(rows[0])
    assert rows[0]["started_at"].endswith("Z")


def test_show_holds_each_rep_against_the_one_before_and_against_last_time(home: Path) -> None:
    shown = json.loads(trackclock("show", "last", "--json", home=home).stdout)
    assert shown == shown_here(home), "what the other tests look at is what the command prints"
    assert list(shown)[:6] == ["schema", "id", "plan", "started_at", "started_at_local", "status"]
    at, local = (datetime.fromisoformat(shown[name]) for name in ("started_at", "started_at_local"))
    assert (local, local.utcoffset() is None) == (at, False)
    reps = [result for result in shown["results"] if result["kind"] == "rep"]
    assert reps[0]["deltas_ms"]["previous_rep"] is None
    assert reps[1]["deltas_ms"]["previous_rep"] == reps[1]["time_ms"] - reps[0]["time_ms"]
    assert all(isinstance(rep["deltas_ms"]["last_session"], int) for rep in reps)
    first = json.loads(trackclock("show", rows_id(home, 1), "--json", home=home).stdout)
    before = [result for result in first["results"] if result["kind"] == "rep"]
    assert reps[0]["deltas_ms"]["last_session"] == reps[0]["time_ms"] - before[0]["time_ms"]


def test_last_is_never_one_that_a_wrong_clock_has_dated_ahead(home: Path) -> None:
    store, plan = SqliteStore(home / "data"), load_bundled("800s.toml")
    next_year_ms = SystemClock().wall_ms() + 400 * 86_400_000
    run_through(plan, "800s.toml", SimulatedRunner(3, 1.0), store, next_year_ms)
    assert store.flush(10)
    store.close()
    rows = json.loads(trackclock("history", "--json", home=home).stdout)
    shown = json.loads(trackclock("show", "last", "--json", home=home).stdout)
    assert [row["id"] for row in rows][1] == shown["id"], "the list stays by date, and the one ahead is its first"
    ahead = json.loads(trackclock("show", rows[0]["id"], "--json", home=home).stdout)
    assert ahead["id"] == rows[0]["id"]


def rows_id(home: Path, index: int) -> str:
    rows = json.loads(trackclock("history", "--json", home=home).stdout)
    return str(rows[index]["id"])


def test_backup_and_restore_into_an_empty_history(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = home / "all.jsonl"
    assert trackclock("backup", str(file), home=home).returncode == 0
    other = tmp_path_factory.mktemp("other")
    assert trackclock("restore", str(file), home=other).returncode == 0
    assert trackclock("restore", str(file), home=other).returncode == 0
    before = trackclock("history", "--json", home=home).stdout
    assert trackclock("history", "--json", home=other).stdout == before
    assert trackclock("rebuild", home=other).returncode == 0
    assert trackclock("history", "--json", home=other).stdout == before


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("check", "nowhere.toml"), 1, "nowhere.toml"),
        (("check", "plan.fit"), 1, "plan.fit"),
        (("show", "nothing"), 1, "nothing"),
        (("show",), 2, "ID"),
        (("fly",), 2, "fly"),
        (("restore", "nowhere.jsonl"), 1, "nowhere.jsonl"),
        (("check", "/"), 1, "/"),
        (("demo",), 1, "not a terminal"),
        ((), 1, "not a terminal"),
    ],
)
def test_a_call_that_cannot_work_says_so_in_a_line(
    tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    (tmp_path / "plan.fit").write_bytes(b"\x0e\x10")
    done = trackclock(*(str(tmp_path / a) if a == "plan.fit" else a for a in arguments), home=tmp_path, given="")
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_way_of_making_sound_is_a_clear_error(tmp_path: Path) -> None:
    import subprocess
    import sys

    from tests.e2e.pty_process import app_environment

    environment = app_environment(tmp_path, {"TRACKCLOCK_AUDIO": "trumpet"})
    done = subprocess.run(
        [sys.executable, "-m", "trackclock", "doctor"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "trumpet" in done.stderr
    assert "Traceback" not in done.stderr


def test_doctor_says_what_there_is_and_where(tmp_path: Path) -> None:
    done = trackclock("doctor", home=tmp_path)
    assert done.returncode == 0, done.stderr
    for words in ("trackclock", "Textual", "SQLite", str(tmp_path / "data"), "sound: off", "9 session files"):
        assert words.lower() in done.stdout.lower(), done.stdout


def test_doctor_says_what_the_terminal_is_and_what_is_made_of_it(tmp_path: Path) -> None:
    """What a report of a fault is asked for: the terminal, its size, encoding and colours, and the driver."""
    inherited = {
        "TERM": "screen.xterm-256color",
        "STY": "1.pts-0.x",
        "COLORTERM": "truecolor",
        "TERM_PROGRAM": "a\x1b]b",
    }
    with AppInPty("doctor", home=tmp_path, columns=120, rows=40, environment=inherited) as app:
        shown = app.wait_for("sound: off")
    lines = {line[:14].rstrip(): line[14:] for line in shown.splitlines()}
    assert lines["terminal"] == ("screen.xterm-256color, COLORTERM truecolor, TERM_PROGRAM a\ufffd]b (in GNU screen)")
    assert lines["size"] == "120 x 40"
    assert lines["encoding"].lower() in ("utf-8", "utf8")
    assert lines["colours"] == "256"
    assert lines["driver"] == "SteadyDriver"
    with AppInPty("doctor", home=tmp_path, columns=200, environment={"TERM": "dumb"}) as app:
        assert "  the app cannot be shown: this terminal has no screen" in app.wait_for("sound: off")
    assert "size          not known" in trackclock("doctor", home=tmp_path).stdout


def test_text_is_in_words_and_what_stands_otherwise_is_said_on_standard_error(tmp_path: Path) -> None:
    path = tmp_path / "coach.txt"
    path.write_text("3 x 800m, rest as long as you need\n", encoding="utf-8")
    found = trackclock("check", str(path), "--text", home=tmp_path)
    assert found.stdout.strip() == "3 x 800 m with open recovery [note: as long as you need]"
    assert found.stderr.startswith("note: some words stand as notes")
