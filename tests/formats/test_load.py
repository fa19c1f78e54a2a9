"""Session files of every kind, good and bad: one clear message each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats import fit_files
from trackclock.application import session_file
from trackclock.core.notation.exact import steps_to_exact
from trackclock.core.plan import Late, StartMode, StepKind
from trackclock.formats.errors import FileError, printable
from trackclock.formats.load import MAX_BYTES, SUFFIXES, check_plan, load_data, load_plan, load_text, suffix_of
from trackclock.formats.plan_json import plan_to_json

WORKOUT = "2 x 400m with 90 s recovery\n"


def test_a_text_file_is_called_by_its_stem(tmp_path: Path) -> None:
    path = tmp_path / "tuesday night.txt"
    path.write_text(WORKOUT, encoding="utf-8")
    plan = load_plan(path)
    assert (plan.name, len(plan.steps)) == ("tuesday night", 3)


def test_a_toml_file_has_a_header(tmp_path: Path) -> None:
    path = tmp_path / "session.toml"
    path.write_text(
        'name = "800s"\nnotes = "Windy."\ngoal = "mile 5:30"\nlap = 200\nsplit_every = 100\nget_ready = "15s"\n'
        'start = "press"\npress_guard = "0.3s"\nworkout = """\n800m @ goal pace\n"""\n',
        encoding="utf-8",
    )
    plan = load_plan(path)
    assert (plan.name, plan.notes, plan.lap_mm, plan.split_every_mm) == ("800s", "Windy.", 200_000, 100_000)
    assert (plan.get_ready_ms, plan.start, plan.press_guard_ms) == (15_000, StartMode.PRESS, 300)
    assert plan.goal is not None
    target = plan.steps[0].target
    assert target is not None
    assert target.low_ms == 164_042
    assert len(plan.steps[0].marks_mm) == 8


def test_the_header_says_what_becomes_of_a_late_rep() -> None:
    on_cycle = 'workout = "4 x 400m on 2:00"'
    assert load_text(on_cycle).late is Late.NEXT
    assert load_text(f'late = "next"\n{on_cycle}').late is Late.NEXT
    assert load_text(f'late = "now"\n{on_cycle}').late is Late.NOW
    assert load_text('late = "now"\nworkout = "4 x 400m with 90 s recovery"').late is None


def test_marks_lie_a_lap_apart_unless_told_otherwise() -> None:
    assert load_text('lap = 200\nworkout = "800m"').steps[0].marks_mm == (200_000, 400_000, 600_000, 800_000)
    assert load_text('split_every = 0\nworkout = "800m"').steps[0].marks_mm == (800_000,)
    assert load_text('lap = 333.3\nworkout = "3 laps"').steps[0].distance_mm == 999_900


def test_windows_line_ends_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf400m\r\n3 min rest\r\n300m\r\n")
    assert [step.label for step in load_plan(path).steps] == ["400 m", "3 min rest", "300 m"]
    path = tmp_path / "a.toml"
    path.write_bytes(b'\xef\xbb\xbfname = "x"\r\nworkout = """\r\n400m\r\n3 x 7\r\n"""\r\n')
    with pytest.raises(FileError) as caught:
        load_plan(path)
    assert (caught.value.line, caught.value.column) == (4, 5)


MARKED = {
    "utf-8": b"",
    "UTF-8 with a mark": b"\xef\xbb\xbf",
    "utf-16-le": b"\xff\xfe",
    "utf-16-be": b"\xfe\xff",
}


def in_form(text: str, form: str) -> bytes:
    return MARKED[form] + text.encode("utf-8" if form.startswith("UTF-8") else form)


@pytest.mark.parametrize("form", MARKED)
@pytest.mark.parametrize(
    "text",
    [WORKOUT, 'name = "🏃 é"\r\nworkout = """\r\n400m\r\n"""\r\n', "🏃 3 x 7\n", "400m\n\n\té 3 x 7"],
)
def test_what_an_editor_of_windows_saves_is_read_as_utf_8_is(tmp_path: Path, text: str, form: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(text.encode())
    try:
        wanted: object = load_plan(path)
    except FileError as error:
        wanted = str(error)
    path.write_bytes(in_form(text, form))
    if isinstance(wanted, str):
        assert fault(path) == wanted
    else:
        assert load_plan(path) == wanted
        assert load_text(in_form(text, form), name="a") == wanted


@pytest.mark.parametrize("form", ["utf-16-le", "utf-16-be"])
@given(st.text(alphabet="ab\n🏃é", max_size=30), st.integers(0, 30))
def test_half_a_character_is_told_by_its_line_and_column(form: str, text: str, at: int) -> None:
    before = text[:at]
    with pytest.raises(FileError) as caught:
        load_text(MARKED[form] + before.encode(form) + "\udc00".encode(form, "surrogatepass") + text[at:].encode(form))
    lines = before.split("\n")
    assert (caught.value.line, caught.value.column) == (len(lines), len(lines[-1]) + 1)
    assert "save the file as UTF-8" in str(caught.value)


def test_a_text_that_ends_within_a_character_is_told() -> None:
    with pytest.raises(FileError) as caught:
        load_text(in_form("400m", "utf-16-le")[:-1])
    assert (caught.value.line, caught.value.column) == (1, 4)


@pytest.mark.parametrize("form", ["utf-32-le", "utf-32-be"])
def test_the_longest_form_is_refused_in_words(tmp_path: Path, form: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"\ufeff{WORKOUT}".encode(form))
    assert fault(path) == f"{path}: this is UTF-32 text; save the file as UTF-8"


def test_standard_input_is_reported_as_a_dash() -> None:
    with pytest.raises(FileError) as caught:
        load_text(b"3 x 7", "-")
    assert str(caught.value).startswith("-:1:5: '7' has no unit; write 7 min or 7 sec\n  3 x 7\n      ^")
    assert load_text(WORKOUT.encode(), "-").steps == load_text(WORKOUT).steps


def fault(path: Path) -> str:
    with pytest.raises(FileError) as caught:
        load_plan(path)
    assert caught.value.exit_code == 1
    assert "\n" not in str(caught.value) or "^" in str(caught.value)
    return str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    assert "there is no such file" in fault(tmp_path / "nothing.toml")
    assert "there is no such file" in fault(tmp_path / "nothing")


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    assert "this is a directory" in fault(tmp_path / "folder.txt")
    assert "this is a directory" in fault(tmp_path)


@pytest.mark.usefixtures("ordinary_rights")
def test_an_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(WORKOUT, encoding="utf-8")
    path.chmod(0)
    assert "cannot be read" in fault(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    assert "not a regular file" in fault(path)


@pytest.mark.parametrize("data", [b"", b"   \n\n", b"\xef\xbb\xbf"])
def test_an_empty_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert "the file is empty" in fault(path)


def test_a_binary_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\x7fELF\x00\x01")
    assert "binary file" in fault(path)


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("400m\nläuft".encode("latin-1"))
    assert f"{path}:2:2: the byte 0xE4 is not UTF-8 text" in fault(path)


def test_an_oversized_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"400m\n" * (MAX_BYTES // 5 + 1))
    assert "larger than 64 kB" in fault(path)


ICU = b"Main set 6x\n- 800mtr\n- 90s\n"
GARMIN = (
    b'{"workoutSegments": [{"workoutSteps": [{"type": "RepeatGroupDTO", "numberOfIterations": 6, "workoutSteps": ['
    b'{"stepTypeKey": "interval", "endConditionTypeKey": "distance", "endConditionValue": 800},'
    b'{"stepTypeKey": "rest", "endConditionTypeKey": "time", "endConditionValue": 90}]}]}]}'
)
ZWO = (
    b"<workout_file><sportType>run</sportType><durationType>time</durationType><workout>"
    b'<IntervalsT Repeat="6" OnDuration="120" OffDuration="90"/></workout></workout_file>'
)


def plan_json() -> bytes:
    return json.dumps(plan_to_json(load_text("6 x 800m with 90 s recovery after each"))).encode()


WORKOUTS = {
    ".fit": fit_files.sample,
    ".icu": lambda: ICU,
    ".json": lambda: GARMIN,
    ".zwo": lambda: ZWO,
    ".JSON": plan_json,
}


@pytest.mark.parametrize("suffix", WORKOUTS)
def test_a_workout_is_read_by_its_suffix_and_else_by_what_stands_in_it(tmp_path: Path, suffix: str) -> None:
    data = WORKOUTS[suffix]()
    plans = []
    for name in (f"a{suffix}", "a", "a.bin"):
        path = tmp_path / name
        path.write_bytes(data)
        check_plan(path)
        plans.append(load_plan(path))
    plans.append(load_text(data, name="a"))
    assert len(plans[0].steps) == 12
    assert all(plan.steps == plans[0].steps for plan in plans)
    assert suffix_of(data) == suffix.lower()


def test_every_suffix_that_is_read_is_listed() -> None:
    assert set(SUFFIXES) == set(session_file.SUFFIXES)


def test_text_is_not_taken_for_anothers_workout(tmp_path: Path) -> None:
    """A .txt is the notation, whatever stands in it; so is a step in the exact form, which is one JSON object."""
    path = tmp_path / "a.txt"
    path.write_text("3x\n- 400m\n- 200m jog\n", encoding="utf-8")
    assert [step.distance_mm for step in load_plan(path).steps][:2] == [400_000, 200_000]
    exact = steps_to_exact(load_text("400m").steps)
    assert load_text(exact).steps == load_text("400m").steps


def test_pasted_text_of_intervals_icu_is_asked_about_with_both_sessions() -> None:
    with pytest.raises(FileError) as raised:
        load_text("6x\n- 400m\n- 90s\n")
    assert raised.value.report().split("\n")[-2:] == [
        "  1  6 x 400 m with 90 s recovery after each",
        "  2  6 x 400 min with 90 s recovery after each",
    ]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.fit", WORKOUT.encode(), "this is not a FIT file; export it from the watch or the service as .fit"),
        ("a.fit", b"", "the file is empty"),
        ("a.fit", fit_files.whole(fit_files.file_id("activity")), "this is an activity, not a workout"),
        (
            "a.fit",
            fit_files.whole(fit_files.file_id("activity") + bytes(100_000)),
            "this is an activity, not a workout",
        ),
        ("a.json", b'{"id": 3}', "this JSON is neither a workout of Garmin Connect nor what"),
        ("a.json", b"[]", "this JSON is neither"),
        ("a.json", WORKOUT.encode(), "this is not JSON"),
        ("a.json", b"[" * (1024 * 1024 + 1), "larger than 1024 kB"),
        ("a.zwo", b"<a/>", "this XML is no Zwift workout"),
        ("a.icu", b"- hello", "this step has no amount"),
        ("a.icu", b"- 5m\n" * 20_000, "larger than 64 kB"),
        ("a.workout", b"x", "nobody but Apple knows their form; write the session in the editor"),
        ("a.tcx", b"<x/>", "this is an activity, not a workout; `trackclock import` takes it into the history"),
        ("a", b"\x7fELF\0", "this is a binary file"),
    ],
)
def test_what_is_no_workout_says_what_to_do_instead(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert said in fault(path)


@settings(max_examples=40)
@given(st.sampled_from([*WORKOUTS]), st.data())
def test_a_workout_with_anything_changed_in_it_is_a_plan_or_one_error(suffix: str, data: st.DataObject) -> None:
    content = bytearray(WORKOUTS[suffix]())
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(content)))
        content[place : place + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    for path in (Path(f"a{suffix}"), Path("a")):
        try:
            said = str(load_data(bytes(content), path).name)
        except FileError as error:
            said = str(error)
        assert said


HOSTILE: dict[str, Callable[[], bytes]] = {
    "many.fit": lambda: fit_files.whole(fit_files.file_id("workout") + b"\x41\0\0\x14\0\0" + b"\1" * 60_000),
    "loops.fit": lambda: fit_files.workout_file(
        [fit_files.FitStep("distance", 40_000), *[fit_files.FitStep("repeat", 0, None, 2**31)] * 400]
    ),
    "laughs.zwo": lambda: (
        b'<!DOCTYPE a [<!ENTITY a "ha">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 50) for n in range(20))
        + b"]><workout_file>&u;</workout_file>"
    ),
    "deep.zwo": lambda: b"<workout_file>" * 15_000,
    "wide.zwo": lambda: b"<workout_file><workout>" + b"<Ramp/>" * 30_000 + b"</workout></workout_file>",
    "deep.json": lambda: b'{"workoutSteps":' * 60_000,
    "wide.json": lambda: b'{"workoutSteps": [' + b"{}," * 300_000 + b"{}]}",
    "number.json": lambda: b'{"schema": 1, "steps": [' + b"9" * 1_000_000 + b"]}",
    "times.icu": lambda: b"999999999x\n- 5m\n",
    "many.icu": lambda: b"- 1s\n" * 13_000,
    "words.icu": lambda: b"- " + b"1 " * 30_000,
    "dashes.icu": lambda: b"-" * 60_000,
}
"""Files that are made to cost time and memory."""

LARGE = {
    "large.fit": fit_files.whole(fit_files.file_id("workout")),
    "zeros.fit": b"",
    "large.zwo": b"<workout_file>",
    "large.json": b'{"workoutSteps": "',
    "large.icu": b"- 5m\n",
    "large": b"x",
}
"""How files of 100 MB begin; the rest of them is zeros."""

MEASURED = """
import resource, sys
from pathlib import Path
from trackclock.cli import run
paths = sys.argv[1:]
resource.setrlimit(resource.RLIMIT_CPU, (len(paths) * 3, len(paths) * 3))
codes = {run(["check", path]) for path in paths}
assert codes == {1}, codes
status = Path("/proc/self/status").read_text().split()
print(int(status[status.index("VmHWM:") + 1]) // 1024)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system tells the memory of a process elsewhere")
def test_hostile_files_are_one_line_each_and_cost_little(tmp_path: Path) -> None:
    """All of them in one process, which would be killed if it took more processor time than seconds for each."""
    for name, made in HOSTILE.items():
        (tmp_path / name).write_bytes(made())
    for name, head in LARGE.items():
        (tmp_path / name).write_bytes(head)
        os.truncate(tmp_path / name, 100 * 1024 * 1024)
    paths = [str(tmp_path / name) for name in (*HOSTILE, *LARGE)]
    done = subprocess.run([sys.executable, "-c", MEASURED, *paths], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2_000:]
    # What has a place in a text is shown with its line and a caret under it.
    said = [line for line in done.stderr.splitlines() if not line.startswith("  ")]
    assert [line.partition(":")[0] for line in said] == paths
    assert int(done.stdout) < 100


@pytest.mark.parametrize("name", ["tuesday", "tuesday.md", "tuesday.session", "tuesday.2"])
@pytest.mark.parametrize("text", ["3 x 800m, 2 min rest", 'name = "x"\nworkout = "3 x 800m, 2 min rest"\n'])
def test_a_file_of_any_or_no_suffix_is_read_for_what_stands_in_it(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    check_plan(path)
    assert len([step for step in load_plan(path).steps if step.kind is StepKind.REP]) == 3


def test_a_text_error_shows_its_line_with_a_caret(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("400m\n\t3 x 400m w/ 90s recovry\n", encoding="utf-8")
    head, line, caret = fault(path).split("\n")
    assert head == f"{path}:2:18: 'recovry' is not known; did you mean 'recovery'?"
    assert line == "      3 x 400m w/ 90s recovry"
    assert line[caret.index("^") :] == "recovry"
    assert caret.count("^") == len("recovry")


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_no_message_moves_the_cursor(tmp_path: Path) -> None:
    path = tmp_path / "\x1b[31mred.txt"
    path.write_text("400m \x1b[2J\n", encoding="utf-8")
    assert "\x1b" not in fault(path)
    assert printable("a\x1b\u202e\u2028b\u00a0c") == "a\ufffd\ufffd\ufffdb\u00a0c"


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_a_name_from_a_file_name_is_clean(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31mb.txt"
    path.write_text(WORKOUT, encoding="utf-8")
    assert load_plan(path).name == "a\ufffd[31mb"


def test_a_very_long_line_is_shown_around_its_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("400m, " * 100 + "3 x 7", encoding="utf-8")
    _, line, caret = fault(path).split("\n")
    assert len(line) < 220
    assert line[caret.index("^")] == "7"


def test_a_text_session_needs_no_pydantic() -> None:
    code = (
        "import sys; from trackclock.formats.load import load_text; load_text('400m', '-');"
        "sys.exit('pydantic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
