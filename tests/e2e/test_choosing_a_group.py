"""A group from the list and from the command line, in a terminal: who is there, and with which key."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.terminal import SPACE, AppInPty, trackclock
from trackclock.application.athletes import Athlete, load_athletes

FILE = (
    'name = "Tuesday"\nathletes = ["Ana", "Ben @ 72", "Fay", "Gus", "Zoe"]\nworkout = "4 x 400m with 90 s recovery"\n'
)


def test_a_group_is_chosen_from_the_list_with_athletes_who_are_added_there(tmp_path: Path) -> None:
    with AppInPty(home=tmp_path, columns=80, rows=24) as app:
        app.wait_for("Jo Pavey")
        app.press("a")
        app.wait_for("Who is there?", "Press n to add one")
        for who in ("Ana, A, 5k 19:30", "Ben"):
            app.press("n")
            app.wait_for("Who is it?")
            app.press(f"{who}\r")
            app.wait_for(who.partition(",")[0])
        app.press("s")
        app.wait_for("one by one, 5 s apart", "+5 s")
        app.press("\x1b[H")
        app.press(SPACE)
        app.wait_for("1 of at most 12")
        app.press("\x1b[H")
        app.press(SPACE)
        app.wait_for("2 of at most 12")
        app.press("\r")
        app.wait_for("ready", "SPACE start")
        app.press("\x1b")
        app.wait_for("Who is there?", "2 of at most 12", "one by one, 5 s apart")
        app.press("\x1b")
        app.wait_for("bundled")
        app.press("a")
        app.wait_for("Who is there?", "2 of at most 12", "one by one, 5 s apart")
        app.press("\x1b")
        app.press("q")
        assert app.process.wait(20) == 0
    config = tmp_path / "config"
    assert load_athletes(config) == (Athlete("Ana", "A", "5k 19:30"), Athlete("Ben"))


def test_a_file_that_names_athletes_is_a_group_and_the_command_line_may_name_others(tmp_path: Path) -> None:
    path = tmp_path / "tuesday.toml"
    path.write_text(FILE, encoding="utf-8")
    named = ("Ana", "Ben", "Fay", "Gus", "Zoe")
    others = ("Cleo", "Dan", "Eve", "Hal", "Ida")
    for arguments, names in (((), named), (("--athletes", ", ".join(others)), others)):
        with AppInPty("run", str(path), *arguments, home=tmp_path, columns=80, rows=24) as app:
            app.wait_for(*names, "ready")
            app.press("q")
            assert app.process.wait(20) == 0


def test_what_cannot_be_a_group_is_told(tmp_path: Path) -> None:
    path = tmp_path / "tuesday.toml"
    path.write_text(FILE.replace("72", "foo"), encoding="utf-8")
    done = trackclock("check", str(path), home=tmp_path)
    assert (done.returncode, f"{path}:2:27: Ben: 'foo' says no time" in done.stderr) == (1, True)
    done = trackclock("run", str(path), "--athletes", "Ana,ana", home=tmp_path)
    assert (done.returncode, "--athletes: 'ana' stands there twice" in done.stderr) == (2, True)
    path.write_text(FILE, encoding="utf-8")
    done = trackclock("check", str(path), home=tmp_path)
    assert "for Ana, Ben @ 72, Fay, Gus, Zoe\n  Ben: 400 m @ 72" in done.stdout
