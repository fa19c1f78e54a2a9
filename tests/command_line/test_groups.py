"""A group by its id where a session is asked for: shown and exported as one, one file for each athlete."""

from __future__ import annotations

import csv
import io
import json
from contextlib import closing
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.groups import run_group
from tests.ui.past import START_MS, reps
from trackclock import cli
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.durations import format_duration
from trackclock.core.figures import RESULT, difference
from trackclock.core.plan import Plan, StepKind
from trackclock.recorder.group import GroupRecorder

TARGETS = {"Ana": 74_000, "Ben \x1b[31m": 78_000, "李": 80_000}
TIMES = [[73_990, 79_010, 80_000], [74_500, 77_000, 80_000], [75_019, 77_009, 80_129]]


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GroupRecorder:
    """A group of three in an otherwise empty history; the current folder is empty."""
    with closing(SqliteStore(tmp_path / "data")) as store:
        plans = {name: Plan("3 x 400", tuple(reps(3, 400, 60, target))) for name, target in TARGETS.items()}
        recorder = run_group(store, FakeClock(wall_ms=START_MS), plans, TIMES, unnamed=1, note="windy, 12 °C")
        assert store.flush(10)
    (tmp_path / "here").mkdir()
    monkeypatch.setenv("TRACKCLOCK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path / "here")
    return recorder


def id_of(recorder: GroupRecorder, athlete: int | None = None) -> str:
    header = recorder.header if athlete is None else recorder.members[athlete].header
    assert header is not None
    return header.id


def test_show_says_who_ran_what(group: GroupRecorder, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["show", id_of(group)]) == 0
    said = capsys.readouterr().out
    lines = said.splitlines()
    assert lines[0] == "3 x 400"
    assert lines[1].split()[2:] == ["3", "athletes", id_of(group)]
    assert max(map(len, lines[:8])) <= 80
    assert "\x1b" not in said
    (ana,) = [line for line in lines if line.startswith("Ana") and "1:13.99" in line]
    assert ana.split()[:6] == ["Ana", "1:14.50", "1.", "1:13.99", "-0.01", "1."]
    assert "Ana  400 m: 1 of 3 on target (1:14), the farthest off 1.01 s too slow" in lines
    assert lines[-1] == "Note: windy, 12 °C"


def test_show_as_json_has_what_it_has_of_each(group: GroupRecorder, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["show", id_of(group), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["schema"], said["group"], said["name"], said["note"]) == (1, id_of(group), "3 x 400", "windy, 12 °C")
    alone = []
    for athlete in range(3):
        assert cli.run(["show", id_of(group, athlete), "--json"]) == 0
        alone.append(json.loads(capsys.readouterr().out))
    assert said["athletes"] == alone
    assert said["deleted"] == []


def test_the_wide_table_reads_back(group: GroupRecorder, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["export", id_of(group), "--format", "csv"]) == 0
    (path,) = Path.cwd().iterdir()
    assert path.name == "2026-05-01-1900-3-x-400-group.csv"
    assert capsys.readouterr().out == f"a group of 3 written to {path.name}\n"
    text = path.read_bytes().decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["Athlete"] for row in rows] == ["Ana", "Ben \ufffd[31m", "李"]
    for row, run, target in zip(rows, zip(*TIMES, strict=True), TARGETS.values(), strict=True):
        for number, time_ms in enumerate(run, start=1):
            assert row[f"{number}: 400 m"] == format_duration(time_ms, RESULT)
            assert row[f"{number}: 400 m vs target"] == difference(time_ms, target).text
        mean = sum(time_ms // 10 for time_ms in run) // 3 * 10
        assert row["Mean 400 m"] == format_duration(mean, RESULT)
    for number, times in enumerate(TIMES, start=1):
        places = [1 + sum(other < time_ms for other in times) for time_ms in times]
        assert [int(row[f"{number}: 400 m place"]) for row in rows] == places
    assert cli.run(["show", id_of(group), "--csv"]) == 0
    assert capsys.readouterr().out.encode() == text.encode()


@pytest.mark.parametrize("form", ["fit", "tcx"])
def test_each_athlete_has_the_file_of_their_own_session(
    group: GroupRecorder, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["export", id_of(group), "--format", form, "-o", "all"]) == 0
    assert capsys.readouterr().out == f"3 sessions written to {Path.cwd() / 'all'}\n"
    stem = "2026-05-01-1900-3-x-400"
    found = {path.name: path.read_bytes() for path in Path("all").iterdir()}
    assert sorted(found) == [f"{stem}-{name}.{form}" for name in ("3", "ana", "ben-31m")]
    for athlete, name in enumerate(("ana", "ben-31m", "3")):
        assert cli.run(["export", id_of(group, athlete), "-o", f"alone.{form}", "--force"]) == 0
        assert found[f"{stem}-{name}.{form}"] == Path(f"alone.{form}").read_bytes()
    capsys.readouterr()
    # What is there stays, and each is said.
    assert cli.run(["export", id_of(group), "--format", form, "-o", "all"]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("0 sessions written")
    assert said.err.count("is there already; --force replaces it") == 3


def test_several_files_want_a_folder(group: GroupRecorder, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["export", id_of(group), "-o", "x.fit"]) == 2
    assert "a group is a fit file for each athlete; name a folder for them, not x.fit" in capsys.readouterr().err
    assert not list(Path.cwd().iterdir())


def test_what_is_deleted_is_left_out_and_named(
    group: GroupRecorder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(SqliteStore(tmp_path / "data")) as store:
        store.delete(id_of(group, 0), START_MS)
    assert cli.run(["show", id_of(group)]) == 0
    said = capsys.readouterr().out
    assert "2 athletes" in said
    assert "Deleted since: Ana" in said
    assert cli.run(["show", id_of(group), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (len(found["athletes"]), found["deleted"]) == (2, ["Ana"])


def test_a_beginning_that_can_be_more_than_one_says_so(
    group: GroupRecorder, capsys: pytest.CaptureFixture[str]
) -> None:
    shared = id_of(group)[:10]
    assert id_of(group, 0).startswith(shared)
    assert cli.run(["show", shared]) == 1
    assert "is the beginning of more than one session" in capsys.readouterr().err
    assert cli.run(["show", "nothing"]) == 1
    assert "there is no session 'nothing' in the history" in capsys.readouterr().err


def test_the_table_has_every_rep_though_it_is_printed_in_blocks(
    group: GroupRecorder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["show", id_of(group)]) == 0
    said = capsys.readouterr().out
    for number, run in enumerate(TIMES, start=1):
        assert said.count(f"{number}: 400 m") == 1
        assert all(f"{format_duration(time_ms, RESULT)}" in said for time_ms in run)
    uids = [step for step in group.plan.steps if step.kind is StepKind.REP]
    assert len(uids) == len(TIMES)


def test_an_athlete_who_has_another_name_now_is_called_by_it(
    group: GroupRecorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRACKCLOCK_CONFIG_DIR", str(tmp_path / "config"))
    (tmp_path / "config").mkdir()
    file = tmp_path / "config" / "config.toml"
    file.write_text('[[athletes]]\nname = "Anna"\nwas = ["ANA"]\n', "utf-8")
    assert cli.run(["show", id_of(group)]) == 0
    assert "\nAnna  400 m: 1 of 3 on target" in capsys.readouterr().out
    assert cli.run(["show", id_of(group), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["athletes"][0]["athlete"] == "Anna"
    assert cli.run(["export", id_of(group)]) == 0
    assert (Path.cwd() / "2026-05-01-1900-3-x-400-anna.fit").is_file()
    # What is wrong with the file keeps nobody from looking.
    file.write_text("[[athletes]]\nname = 3\n", "utf-8")
    capsys.readouterr()
    assert cli.run(["show", id_of(group)]) == 0
    assert "\nAna  400 m: 1 of 3 on target" in capsys.readouterr().out
