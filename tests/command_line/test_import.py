"""`import` of past activities, as a runner and a script see it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.formats import fit_files
from tests.formats.activity_files import AUTO_LAPS, INTERVALS, MARKED, Lap, fit_activity, tcx_activity
from tests.formats.exported import fit_messages
from tests.formats.test_workout import workouts
from trackclock import cli
from trackclock.core.notation import tidy
from trackclock.formats.load import load_plan, load_text
from trackclock.formats.toml_write import fields_of, session_text
from trackclock.formats.workout.model import Workout
from trackclock.formats.workout.plan import to_plan

ROOT = Path(__file__).parents[2]
Said = tuple[int, str, str]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Runs a command in a folder of its own; gives its exit code and what it said."""
    monkeypatch.setenv("TRACKCLOCK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("TRACKCLOCK_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> Said:
        code = cli.run(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def history(run: Callable[..., Said], *more: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("history", "--json", *more)[1])
    return found


def test_it_is_shown_first_and_taken_in_when_that_is_agreed_to(tmp_path: Path, run: Callable[..., Said]) -> None:
    (tmp_path / "run.fit").write_bytes(fit_activity(INTERVALS, serial=3_948))
    code, out, err = run("import", "run.fit")
    assert (code, err) == (2, "nothing was taken in; with --yes it is\n")
    assert out.splitlines()[:6] == [
        "run.fit: 6 x 400 m, 2026-05-01 18:30, 35:41, garmin fr965",
        "Lap  As         Measured  Taken as      Time",
        "  1  warm-up      2012 m            10:11.43",
        "  2  rep 1         403 m     400 m   1:21.42",
        "  3  recovery      149 m             1:30.25",
        "  4  rep 2         399 m     400 m   1:20.97",
    ]
    assert history(run) == []
    code, out, _ = run("import", "--yes", "run.fit")
    assert code == 0
    (row,) = history(run)
    assert f"imported as {row['id']}; 'trackclock import --undo {row['id']}' takes it back" in out
    assert (row["imported"], row["reps"], row["source"], row["distance_m"]) == (True, 6, "run.fit", 2_400)
    shown = json.loads(run("show", "last", "--json")[1])
    assert shown["imported"] == {
        "file": "run.fit",
        "format": "fit",
        "device": "garmin fr965",
        "serial": "3948",
        "created": "2026-05-01T16:30:00Z",
    }
    assert shown["started_at_local"] == "2026-05-01T18:30:00+02:00"
    assert [step["time_ms"] for step in shown["results"]] == [round(lap.seconds * 1_000) for lap in INTERVALS]
    assert [step["unconfirmed"] for step in shown["results"]] == [step["kind"] == "rep" for step in shown["results"]]
    text = run("show", "last")[1]
    assert "imported from run.fit, garmin fr965" in text
    assert text.count("not confirmed") == 6
    assert "finished, imported" in run("history")[1]


def test_the_same_activity_is_one_session_whatever_its_file(tmp_path: Path, run: Callable[..., Said]) -> None:
    (tmp_path / "a.fit").write_bytes(fit_activity(MARKED, serial=3_948_271))
    (tmp_path / "b.tcx").write_bytes(tcx_activity(MARKED))
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.fit").write_bytes(fit_activity(MARKED, serial=3_948_271, is_summary_first=True))
    assert run("import", "--yes", "a.fit")[0] == 0
    code, out, err = run("import", "--yes", "a.fit", "b.tcx", "sub/c.fit")
    assert (code, err, out.count("in the history already")) == (0, "", 3)
    assert len(history(run)) == 1


def test_it_is_taken_back_and_comes_back_only_when_asked(tmp_path: Path, run: Callable[..., Said]) -> None:
    (tmp_path / "a.fit").write_bytes(fit_activity(MARKED))
    run("import", "--yes", "a.fit")
    (row,) = history(run)
    assert run("import", "--undo", "last")[0] == 0
    assert (history(run), len(history(run, "--deleted"))) == ([], 1)
    code, out, _ = run("import", "--yes", "a.fit")
    assert (code, history(run)) == (0, [])
    assert "which you deleted; with --deleted it comes back" in out
    code, out, _ = run("import", "--yes", "--deleted", "a.fit")
    assert (code, [one["id"] for one in history(run)]) == (0, [row["id"]])
    assert f"session {row['id']} is back" in out


def test_the_runner_says_what_the_rules_do_not_know(tmp_path: Path, run: Callable[..., Said]) -> None:
    laps = [Lap(75, 430), Lap(75, 380), Lap(76, 433), Lap(74, 391), Lap(77, 440)]
    (tmp_path / "a.fit").write_bytes(fit_activity(laps))
    assert run("import", "--yes", "--reps", "1,3-3,5", "--distance", "400", "a.fit")[0] == 0
    results = json.loads(run("show", "last", "--json")[1])["results"]
    assert [(step["kind"], step["distance_m"]) for step in results] == [
        ("rep", 400), ("recovery", None), ("rep", 400), ("recovery", None), ("rep", 400)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["import"], "give one or more files, or --undo"),
        (["import", "a.fit", "--undo", "last"], "give one or more files, or --undo"),
        (["import", "a.fit", "--reps", "1,x"], "numbers of laps"),
        (["import", "a.fit", "--reps", "0"], "numbers of laps"),
        (["import", "a.fit", "--reps", "99"], "has no lap 99; it has 8"),
        (["import", "a.fit", "--distance", "far"], "takes metres"),
    ],
)
def test_a_call_that_cannot_work_says_so(
    tmp_path: Path, run: Callable[..., Said], arguments: list[str], words: str
) -> None:
    (tmp_path / "a.fit").write_bytes(fit_activity(MARKED))
    code, _, err = run(*arguments)
    assert code == 2
    assert words in err
    assert err.count("\n") == 1


def test_a_bad_file_is_a_line_and_the_good_ones_come_in(tmp_path: Path, run: Callable[..., Said]) -> None:
    data = fit_activity(MARKED)
    files = {
        "cut.fit": data[: len(data) // 2],
        "good.fit": data,
        "ride.tcx": tcx_activity(MARKED, sport="Biking"),
        "bomb.tcx": b'<!DOCTYPE x [<!ENTITY a "b">]><TrainingCenterDatabase>&a;</TrainingCenterDatabase>',
        "other.tcx": tcx_activity(AUTO_LAPS, creator=""),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    code, _, err = run("import", "--yes", *files, "missing.fit")
    assert code == 1
    assert [line.split(":")[0] for line in err.splitlines()] == ["cut.fit", "ride.tcx", "bomb.tcx", "missing.fit"]
    assert len(history(run)) == 2


def test_what_was_exported_from_this_history_is_known_in_it(tmp_path: Path, run: Callable[..., Said]) -> None:
    """And elsewhere it is a session like any other."""
    (tmp_path / "a.fit").write_bytes(fit_activity(MARKED))
    run("import", "--yes", "a.fit")
    for form in ("fit", "tcx"):
        assert run("export", "last", "--format", form, "-o", f"out.{form}")[0] == 0
        code, out, _ = run("import", "--yes", f"out.{form}")
        assert (code, len(history(run))) == (0, 1)
        assert "exported from session" in out
    assert len([name for name, _ in fit_messages((tmp_path / "out.fit").read_bytes()) if name == "lap"]) == len(MARKED)


def test_a_session_of_the_same_hour_is_told_of(tmp_path: Path, run: Callable[..., Said]) -> None:
    (tmp_path / "a.fit").write_bytes(fit_activity(MARKED, serial=1))
    (tmp_path / "b.fit").write_bytes(fit_activity(MARKED, serial=2))
    run("import", "--yes", "a.fit")
    code, out, _ = run("import", "b.fit")
    assert code == 2
    assert f"at that time there is a session already: {history(run)[0]['id']}" in out


def test_only_what_was_imported_is_taken_back_here(tmp_path: Path, run: Callable[..., Said]) -> None:
    from tests.adapters.past import plan_of, session
    from tests.adapters.past import run as log_of
    from trackclock.adapters.store.backup_file import write_backup

    plan = plan_of([400])
    write_backup(tmp_path / "backup", [session(1, plan, log_of(plan, [80_000]))])
    run("restore", "backup")
    code, _, err = run("import", "--undo", "s00001")
    assert (code, len(history(run))) == (2, 1)
    assert "was run here and not imported" in err


@pytest.mark.skipif(os.name != "posix", reason="a limit of memory is POSIX")
def test_a_file_made_to_be_huge_costs_a_line_and_little_memory(tmp_path: Path) -> None:
    import resource

    with (tmp_path / "huge.fit").open("wb") as file:
        file.write(fit_activity(MARKED)[:14])
        file.truncate(100 * 2**20)
    with (tmp_path / "huge.tcx").open("wb") as file:
        file.write(b"<TrainingCenterDatabase>")
        file.truncate(100 * 2**20)
    most = 400 * 2**20  # of addresses, of which a Python with its libraries takes more than half before it begins
    done = subprocess.run(
        [sys.executable, "-m", "trackclock", "import", "--yes", "huge.fit", "huge.tcx"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TRACKCLOCK_DATA_DIR": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most)),
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert [line.split(": ")[1].split(" than")[0] for line in done.stderr.splitlines()] == ["the file is larger"] * 2


def test_workouts_become_session_files_of_the_users_own(tmp_path: Path, run: Callable[..., Said]) -> None:
    (tmp_path / "a.fit").write_bytes(fit_files.workout_file(fit_files.SAMPLE.values(), "Tuesday: 6 x 400"))
    (tmp_path / "b.icu").write_text("Windy.\n\n3x\n- 800mtr 3:30/km Pace\n- 90s", encoding="utf-8")
    code, out, err = run("import", "a.fit", "b.icu")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "a.fit: kept as tuesday-6-x-400.toml; 'trackclock run tuesday-6-x-400' runs it",
        "b.icu: step 2 is taken for the recovery: nothing says so, and it is the easy one",
        "b.icu: kept as b.toml; 'trackclock run b' runs it",
    ]
    folder = tmp_path / "config" / "sessions"
    assert (folder / "tuesday-6-x-400.toml").read_text("utf-8") == (
        'name = "Tuesday: 6 x 400"\nworkout = """\n6 x 400 m with 90 s recovery after each\n"""\n'
    )
    assert (load_plan(folder / "b.toml").steps, load_plan(folder / "b.toml").notes) == (
        load_plan(tmp_path / "b.icu").steps,
        "Windy.",
    )
    assert json.loads(run("check", "tuesday-6-x-400", "--json")[1])["name"] == "Tuesday: 6 x 400"


def test_a_workout_never_takes_the_place_of_another_file(tmp_path: Path, run: Callable[..., Said]) -> None:
    folder = tmp_path / "config" / "sessions"
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text('workout = "800m"\n', encoding="utf-8")
    (tmp_path / "a.icu").write_text("- 400mtr", encoding="utf-8")
    for said in ("kept as a-2.toml", "is there already: a-2.toml"):
        code, out, _ = run("import", "a.icu")
        assert code == 0
        assert said in out
    assert {path.name: path.read_text("utf-8").count("800m") for path in folder.iterdir()} == {
        "a.toml": 1,
        "a-2.toml": 0,
    }


def test_one_bad_workout_is_one_line_and_keeps_no_other_out(tmp_path: Path, run: Callable[..., Said]) -> None:
    steps = fit_files.SAMPLE.values()
    (tmp_path / "bike.fit").write_bytes(fit_files.workout_file(steps, sport="cycling"))
    (tmp_path / "cut.fit").write_bytes(fit_files.sample()[:-1])
    (tmp_path / "good.fit").write_bytes(fit_files.workout_file(steps, "Good"))
    (tmp_path / "a.workout").write_bytes(b"x")
    code, out, err = run("import", "bike.fit", "cut.fit", "none.fit", "good.fit", "a.workout")
    assert code == 1
    assert [line.partition(":")[0] for line in err.splitlines()] == ["bike.fit", "cut.fit", "none.fit", "a.workout"]
    assert out == "good.fit: kept as good.toml; 'trackclock run good' runs it\n"


def test_a_doubtful_workout_shows_both_sessions_and_is_not_kept(tmp_path: Path, run: Callable[..., Said]) -> None:
    (tmp_path / "a.icu").write_text("6x\n- 400m\n- 90s", encoding="utf-8")
    code, out, err = run("import", "a.icu")
    assert (code, out) == (1, "")
    assert err.splitlines()[-2:] == [
        "  1  6 x 400 m with 90 s recovery after each",
        "  2  6 x 400 min with 90 s recovery after each",
    ]
    assert not (tmp_path / "config" / "sessions").exists()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(workouts)
def test_whatever_is_kept_reads_back_to_the_same_plan(workout: Workout) -> None:
    """The text that `import` writes, for any workout that a file can give."""
    plan = to_plan(workout, "a.fit", "a")
    back = load_text(session_text(tidy(plan), fields_of(plan)), is_toml=True)
    assert replace(back, assumptions=()) == replace(plan, assumptions=())
