"""Text of unknown origin, on every way from a file to the terminal: nothing that a terminal would act on gets there.

It exists because session files are copied from web pages and backups from other people, and one escape code in a name
can rewrite the screen, the title or, in some terminals, the command line.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.adapters.past import plan_of, run, session
from tests.e2e.pty_process import app_environment
from tests.e2e.terminal import ENTER, ESCAPE, AppInPty, trackclock
from trackclock.adapters.store.backup_file import write_backup
from trackclock.core.events import Cause, NoteWritten, RepExcluded
from trackclock.core.plan import Plan, StepKind, Target
from trackclock.ports import StoredSession

pytestmark = pytest.mark.pty

PAYLOAD = "\x1b]0;PWNED\x07\x1b[41mRED\x9b42m\u202egnihton\u2066\u200f\r\n\x08\x85\u2028\x7f\ud800[bold]x[/]"
"""A title, two colours (one with the eight-bit CSI), marks of direction, line ends, half a character, and markup."""

FORBIDDEN = ("\x1b]0;PWNED", "\x07", "\x1b[41m", "\x9b", "\u202e", "\u2066", "\u200f", "\x08", "\x85", "\u2028", "\x7f")
PLAIN = PAYLOAD[: PAYLOAD.index("\ud800")]
"""As much of it as an argument and a column can hold."""
LONG = "long " * 400


def hostile_plan(name: str, reps: int = 3) -> Plan:
    plan = plan_of([400] * reps, name=name)
    steps = tuple(
        replace(step, label=f"label {PAYLOAD}", notes=(f"note {PAYLOAD}",), target=Target(f"target {PAYLOAD}"))
        if step.kind is StepKind.REP
        else replace(step, notes=(f"note {PAYLOAD}",))
        for step in plan.steps
    )
    return replace(plan, steps=steps, notes=f"notes {PAYLOAD}", assumptions=(f"assumed {PAYLOAD}",))


def hostile_sessions() -> list[StoredSession]:
    """One that is finished with a note and an excluded rep, and one that nobody said goodbye to."""
    plan = hostile_plan(f"name {PAYLOAD}")
    more = (NoteWritten(900_000, Cause.KEY, f"words {PAYLOAD}"), RepExcluded(901_000, Cause.KEY, 2, f"why {PAYLOAD}"))
    finished = session(1, plan, run(plan, [80_000, 79_000, 78_000], *more))
    open_one = session(2, hostile_plan(f"{LONG}{PAYLOAD}", reps=2), run(plan, [81_000]))
    return [
        replace(one, header=replace(one.header, source=f"source {PAYLOAD}", boot_id=f"boot {PLAIN}"))
        for one in (finished, open_one)
    ]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A history and a folder of session files that were made to do harm."""
    backup = tmp_path / "back\x1b]0;PWNED\x07up\u202e.jsonl"
    write_backup(backup, hostile_sessions())
    done = trackclock("restore", str(backup), home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert_clean(done.stdout + done.stderr)
    folder = tmp_path / "config" / "sessions"
    folder.mkdir(parents=True)
    for name in (b"\x1b]0;PWNED\x07\x1b[41mfile.toml", "\u202etxt.txt".encode(), b"half\xff.txt", b"line\nbreak.txt"):
        (folder / os.fsdecode(name)).write_text("4 x 400m with 60 sec recoveries")
    (folder / "inside.txt").write_text(f"3 x 400m with 60 sec recoveries (note {PLAIN})", errors="replace")
    (folder / "header.toml").write_text('name = "a\\u001b]0;PWNED\\u0007\\u202eb"\nworkout = "3 x 400m"\n')
    return tmp_path


def painted(app: AppInPty) -> str:
    """Everything that was sent to the terminal, but for Textual's own word about the pointer's shape."""
    return re.sub(r"\x1b\]22;[a-z-]*\x07", "", bytes(app.raw).decode("utf-8", "replace"))


def assert_clean(text: str) -> None:
    found = [sign for sign in FORBIDDEN if sign in text]
    assert not found, (found, [text[max(0, text.index(sign) - 60) : text.index(sign) + 60] for sign in found])


def test_a_backup_that_no_column_can_hold_is_refused_in_a_line(tmp_path: Path) -> None:
    one = hostile_sessions()[0]
    write_backup(tmp_path / "b", [replace(one, header=replace(one.header, boot_id="half \ud800"))])
    done = trackclock("restore", str(tmp_path / "b"), home=tmp_path)
    assert done.returncode == 1
    assert "boot_id" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command", [("history",), ("history", "--json"), ("show", "s00001"), ("show", "s00001", "--json"), ("show", "last")]
)
def test_what_commands_print_of_the_past_is_clean(home: Path, command: tuple[str, ...]) -> None:
    done = trackclock(*command, home=home)
    assert done.returncode == 0, done.stderr
    assert_clean(done.stdout + done.stderr)
    if "--json" in command:
        assert "\\u001b]0;PWNED" in done.stdout, "a script gets the text as it is, escaped"
        assert json.loads(done.stdout)
    else:
        assert "PWNED" in done.stdout, "what can be shown of it is shown"


def test_what_check_prints_is_clean_whatever_the_file_is_called_and_says(home: Path) -> None:
    paths = sorted(os.fsencode(path) for path in (home / "config" / "sessions").iterdir())
    checks = [("check", os.fsdecode(path), *form) for path in paths for form in ((), ("--json",), ("--text",))]
    done = subprocess.run(
        [sys.executable, "-c", ONE_AFTER_THE_OTHER],
        env=app_environment(home),
        input=json.dumps(checks),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    codes = re.findall(r"^== (\d+)$", done.stdout, re.MULTILINE)
    assert (len(codes), set(codes)) == (len(checks), {"0", "1"})
    assert "Traceback" not in done.stderr, done.stderr
    assert_clean(done.stdout + done.stderr)
    for arguments in (
        ("check", f"no{PLAIN}.txt"),
        ("show", f"no{PLAIN}"),
        ("restore", PAYLOAD[:20]),
    ):
        done = trackclock(*arguments, home=home)
        assert done.returncode == 1
        assert_clean(done.stdout + done.stderr)
    done = trackclock("check", *(str(path) for path in (home / "config" / "sessions").iterdir()), home=home)
    assert done.returncode == 2
    assert_clean(done.stdout + done.stderr)


def test_every_screen_of_the_past_is_clean(home: Path) -> None:
    with AppInPty(home=home, columns=120, rows=36) as app:
        app.wait_for("Sessions", "Unfinished")
        for key, title in (("h", "long long"), (ENTER, "e mend"), (ESCAPE, "long long")):
            app.press(key)
            app.wait_for(title)
        app.press("\x1b[B" + ENTER)
        app.wait_for("words")
        for key, title in (
            ("e", "Mend rep 1"),
            ("x", "Why is this rep left out?"),
            (ESCAPE, "Mend rep 1"),
            (ESCAPE, "words"),
            ("u", "enter"),
            (ESCAPE, "words"),
            ("w", "Effort"),
            (ESCAPE, "words"),
            ("o", "esc"),
            (ESCAPE, "words"),
            (ESCAPE, "enter open"),
            ("b", "400 m"),
            (ESCAPE, "enter open"),
            ("/PWNED", "PWNED"),
        ):
            app.press(key)
            app.wait_for(title)
            time.sleep(0.15)
        assert_clean(painted(app))


ONE_AFTER_THE_OTHER = """
import json, sys
from trackclock import cli
for words in json.load(sys.stdin):
    print(f"== {cli.run(words)}", flush=True)
"""
"""Runs commands in one process, since each would spend more time on its start than on its work."""

HARMLESS = "👩\u200d👧 نیم\u200cفاصله 長距離 e\u0301"


def wait_for_painted(app: AppInPty, *words: str) -> None:
    """The emulator of the tests knows no joiners, so that what was sent is looked at and not what it makes of that."""
    deadline = time.monotonic() + 20
    while missing := [each for each in words if f"{HARMLESS} {each}" not in painted(app)]:
        assert time.monotonic() < deadline, (missing, app.text())
        time.sleep(0.05)


def test_joined_signs_and_every_script_are_shown_as_they_are(tmp_path: Path) -> None:
    """The words of a file, in the list, the editor and what the commands print; those that are typed as well."""
    folder = tmp_path / "config" / "sessions"
    folder.mkdir(parents=True)
    path = folder / "a.toml"
    header = f'name = "{HARMLESS} name"\nnotes = "{HARMLESS} notes"\nget_ready = "0s"\n'
    path.write_text(f'{header}workout = "400m [note: {HARMLESS} in it]"\n', encoding="utf-8")
    done = trackclock("check", str(path), home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    for words in ("name", "notes", "in it"):
        assert f"{HARMLESS} {words}" in done.stdout
    assert json.loads(trackclock("check", str(path), "--json", home=tmp_path).stdout)["name"] == f"{HARMLESS} name"
    with AppInPty(home=tmp_path, columns=120, rows=36) as app:
        app.wait_for("Sessions", "1 of your own")
        app.press("e")
        app.wait_for("Edit a.toml")
        wait_for_painted(app, "name", "notes", "in it")
        app.press(f"\x1b[1;5F\r400m, {HARMLESS} typed")
        wait_for_painted(app, "typed")
        app.press("\x13")
        app.wait_for("saved as a.toml")
    assert f"{HARMLESS} typed" in path.read_text(encoding="utf-8")


def test_every_line_of_a_running_session_is_clean(home: Path) -> None:
    clean = home / "clean.txt"
    clean.write_text("400m")
    with AppInPty("run", str(clean), home=home, columns=120, rows=36) as app:
        app.wait_for("Unfinished", "o carry on")
        app.press("o")
        app.wait_for("label")
        app.press("?")
        app.wait_for("esc back")
        app.press(ESCAPE)
        app.wait_for("SPACE next rep")
        for waited in range(200):
            if "FINISHED" in app.text():
                break
            if waited % 10 == 0:  # so seldom that the next one does not take the words of this one off the screen
                app.press("n")  # refused while the runner gets ready
            time.sleep(0.1)
        app.wait_for("skipped: label", "FINISHED")
        time.sleep(0.3)
        app.press("q")
        app.wait_for_title("READY")
        app.press("q")
        app.process.wait(20)
        assert_clean(painted(app))
