"""Words that were being typed when the app ended, however it ended: they are offered again.

It exists because a coach's session that took ten minutes to write goes with a closed lid. The instants at which the app
is ended fall at random, with fixed seeds.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.e2e.terminal import ENTER, F8, F9, AppInPty, trackclock

pytestmark = pytest.mark.pty

LOST_S = 1.0
"""At most so much typing may be lost to a kill; to a signal, nothing that the app had read."""

READ_S = 0.4
"""So soon the app has read a key, on a machine that does other things as well."""

ENDS: dict[str, tuple[Callable[[AppInPty], None], float]] = {
    "killed": (lambda app: app.kill(), LOST_S + READ_S),
    "hung up": (lambda app: app.kill(signal.SIGHUP), READ_S),
    "terminated": (lambda app: app.kill(signal.SIGTERM), READ_S),
    "window closed": (lambda app: app.hang_up(), READ_S),
}


def kept(home: Path) -> list[dict[str, str]]:
    return [
        json.loads(path.read_text(encoding="utf-8"))["fields"]
        for path in sorted((home / "data" / "words").glob("*.json"))
    ]


def type_until(app: AppInPty, random: Random, for_s: float) -> list[tuple[float, str]]:
    """Type words for a while; returns when each was typed and all that was typed until then."""
    typed: list[tuple[float, str]] = []
    text = ""
    end = time.monotonic() + for_s
    while time.monotonic() < end:
        word = f"w{len(typed):03} "
        app.press(word)
        text += word
        typed.append((time.monotonic(), text))
        time.sleep(random.uniform(0.01, 0.06))
    return typed


@pytest.mark.parametrize("how", ENDS)
def test_what_was_typed_a_moment_before_is_offered(tmp_path: Path, how: str) -> None:
    random = Random(how)
    end, late_s = ENDS[how]
    with AppInPty(home=tmp_path, columns=120, rows=36) as app:
        app.wait_for("n new", "bundled")
        app.press("n")
        app.wait_for("New session")
        app.press("Hills")
        app.wait_for("Hills", "not saved")
        app.press("\t\t\t")
        time.sleep(READ_S)
        typed = type_until(app, random, random.uniform(0.3, 3.0))
        ended = time.monotonic()
        end(app)
    safe = max((text for at, text in typed if at < ended - late_s), key=len, default="")
    (fields,) = kept(tmp_path)
    assert fields["name"] == "Hills"
    assert typed[-1][1].startswith(fields["workout"].strip()), "nothing is made up"
    assert len(fields["workout"]) >= len(safe.strip()), (len(fields["workout"]), len(safe), len(typed[-1][1]))
    with AppInPty(home=tmp_path, columns=120, rows=36) as app:
        app.wait_for("Unsaved draft", "Hills", "F8 restore", "F9 discard")
        app.press(F8)
        app.wait_for("New session", "not saved", *fields["workout"].split()[-1:])
        app.press("\x13")
        app.wait_for("Save it as a draft?")
        app.press(ENTER)
        app.wait_for("saved as hills.draft.toml")
        time.sleep(0.6)
        assert kept(tmp_path) == []
    path = tmp_path / "config" / "sessions" / "hills.draft.toml"
    assert fields["workout"].strip() in path.read_text(encoding="utf-8")
    done = trackclock("check", str(path), home=tmp_path)
    assert done.returncode == 1
    assert "hills.draft.toml:3:" in done.stderr, "running it says what is wrong, and where"


def test_a_note_that_was_being_written_is_offered_and_run_is_never_held_up(tmp_path: Path) -> None:
    session = tmp_path / "one.txt"
    session.write_text("5 squats\n", encoding="utf-8")
    with AppInPty("run", str(session), home=tmp_path) as app:
        app.wait_for("READY")
        app.press(" ")
        app.wait_for("running")
        time.sleep(2.2)
        app.press(" ")
        app.wait_for("FINISHED")
        app.press("w")
        app.wait_for("Effort")
        app.press("felt heavy")
        app.wait_for("felt heavy")
        time.sleep(LOST_S)
        app.kill()
    with AppInPty("run", str(session), home=tmp_path) as app:
        assert "Unsaved" not in app.wait_for("READY", "SPACE start")
        app.press("q")
        app.process.wait(20)
    with AppInPty(home=tmp_path) as app:
        app.wait_for("Unsaved note", "F8 restore")
        app.press(F8)
        app.wait_for("Effort", "felt heavy")
        app.press(ENTER)
        app.wait_for("one.txt", "felt heavy")
        time.sleep(0.6)
    assert json.loads(trackclock("show", "last", "--json", home=tmp_path).stdout)["summary"]["note"] == "felt heavy"
    assert kept(tmp_path) == []


def test_two_apps_that_edit_one_file_keep_the_words_of_both(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "sessions"
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text('name = "Tuesday"\nworkout = """\n1 mile\n"""\n', encoding="utf-8")
    with AppInPty(home=tmp_path) as one, AppInPty(home=tmp_path) as other:
        for app, word in ((one, "first "), (other, "second ")):
            app.wait_for("Tuesday", "e edit")
            app.press("e")
            app.wait_for("Edit a.toml", "1 mile")
            assert "Unsaved" not in app.text(), "what another app is typing is not offered"
            app.press(word)
            app.wait_for(word.strip())
        time.sleep(LOST_S)
        one.kill()
        other.kill(signal.SIGHUP)
    assert sorted(fields["workout"] for fields in kept(tmp_path)) == ["first 1 mile", "second 1 mile"]
    with AppInPty(home=tmp_path) as app:
        app.wait_for("Unsaved draft", "(and 1 other)")
        app.press(F9)
        while "(and 1 other)" in app.wait_for("Unsaved draft"):
            time.sleep(0.05)
        app.press(F8)
        app.wait_for("Edit a.toml", "1 mile", "not saved")
    assert (folder / "a.toml").read_text(encoding="utf-8") == 'name = "Tuesday"\nworkout = """\n1 mile\n"""\n'


@pytest.mark.parametrize(
    "line_break", ["\r", *(pytest.param(mark, marks=pytest.mark.slow) for mark in ("\n", "\r\n", "\u2028"))]
)
def test_lines_pasted_into_the_name_of_a_new_session_are_the_workout(tmp_path: Path, line_break: str) -> None:
    lines = ["warm up 10 min", *(f"{number} x 200m, 60s" for number in range(2, 60)), "1 mile", "cool down 10 min"]
    with AppInPty(home=tmp_path, columns=120, rows=36) as app:
        app.wait_for("n new", "bundled")
        app.press("n")
        app.wait_for("New session")
        app.press(f"\x1b[200~{line_break.join(lines)}{line_break}\x1b[201~")
        app.wait_for("The 61 lines were put into the workout", "cool down 10 min")
        time.sleep(LOST_S)
        app.kill()
    (fields,) = kept(tmp_path)
    assert fields["workout"].split("\n") == lines
    assert fields["name"] == ""


def test_a_folder_that_takes_no_words_is_said_and_the_text_can_be_saved(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "words").write_text("not a folder", encoding="utf-8")
    with AppInPty(home=tmp_path, columns=120, rows=36) as app:
        app.wait_for("n new", "bundled")
        app.press("n")
        app.wait_for("New session")
        app.press("Hills")
        app.wait_for("Hills", "not saved")
        app.press("\t\t\t")
        time.sleep(LOST_S)
        app.press("1 mile")
        app.wait_for("nor kept as a draft")
        app.press("\x13")
        app.wait_for("saved as hills.toml")
    assert os.listdir(tmp_path / "config" / "sessions") == ["hills.toml"]  # noqa: PTH208
