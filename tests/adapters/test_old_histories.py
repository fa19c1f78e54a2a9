"""Histories of earlier versions, frozen as they lay on the disk: they open now and after every later change.

See `tests/adapters/old/freeze.py` for how one is made, and for the one file that a deliberate change of the statistics
changes.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.old import freeze
from tests.adapters.old.evenings import make
from trackclock.adapters.locations import HISTORY_NAME
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core import commands as ask
from trackclock.core.encoding import EVENT_TYPES
from trackclock.core.events import Entry, NoteWritten
from trackclock.core.session import Accepted, decide, results_of
from trackclock.core.session.log import appended, newest_ms

OLD = sorted(freeze.HERE.glob("*.db"))


@pytest.fixture(params=OLD, ids=lambda path: path.stem)
def frozen(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def folder(frozen: Path, tmp_path: Path) -> Path:
    """A data folder with a copy of it."""
    shutil.copyfile(frozen, tmp_path / HISTORY_NAME)
    return tmp_path


def frozen_beside(frozen: Path, suffix: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(frozen.with_suffix(suffix).read_text(encoding="utf-8"))
    return found


def differences(then: object, now: object, where: str = "") -> Iterator[str]:
    """What is gone or different; what has come is none, since JSON only gains keys."""
    if isinstance(then, dict) and isinstance(now, dict):
        for key, value in then.items():
            if key not in now:
                yield f"{where}.{key} is gone"
            else:
                yield from differences(value, now[key], f"{where}.{key}")
    elif isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        for number, (old, new) in enumerate(zip(then, now, strict=True)):
            yield from differences(old, new, f"{where}[{number}]")
    elif (then, type(then)) != (now, type(now)):
        yield f"{where} was {then!r}, is {now!r}"


def test_the_comparison_sees_what_is_gone_or_different_and_lets_new_keys_pass() -> None:
    then = {"a": [{"b": 1}], "c": None}
    assert list(differences(then, {"a": [{"b": 1, "new": 2}], "c": None, "d": 4})) == []
    worse: list[dict[str, object]] = [
        {"a": [{"b": 2}], "c": None},
        {"a": [{"b": True}], "c": None},
        {"a": [], "c": None},
        {"a": [{"b": 1}]},
    ]
    for now in worse:
        assert len(list(differences(then, now))) == 1


def test_a_frozen_history_holds_whatever_can_be_logged(frozen: Path) -> None:
    with closing(sqlite3.connect(f"{frozen.as_uri()}?immutable=1", uri=True)) as connection:
        kinds = {kind for (kind,) in connection.execute("SELECT DISTINCT type FROM events")}
    assert len(kinds) >= 26
    assert kinds <= set(EVENT_TYPES), "a name in files is never given up"


def test_a_history_of_today_can_be_frozen(tmp_path: Path) -> None:
    """Whoever adds an event needs it, and nobody else runs it for months."""
    make(tmp_path)
    rows = json.loads(freeze.say(tmp_path, "history", "--json"))
    assert [row["imported"] for row in rows] == [True, *[False] * 12]


def test_what_was_run_reads_the_same(folder: Path, frozen: Path) -> None:
    then = frozen_beside(frozen, ".facts.json")
    assert len(then) >= 11
    assert list(differences(then, freeze.facts_of(freeze.told_by(folder)))) == []


def test_what_is_made_of_it_changes_only_on_purpose(folder: Path, frozen: Path) -> None:
    """See `freeze`: it writes the file anew, and the change is reviewed line by line."""
    then = frozen_beside(frozen, ".statistics.json")
    assert list(differences(then, freeze.statistics_of(freeze.told_by(folder), freeze.tables_of(folder)))) == []


def test_other_tables_have_another_version(folder: Path, frozen: Path) -> None:
    """Whoever changes what is derived, and not `cache.VERSION`, leaves old numbers in every history."""
    then = frozen_beside(frozen, ".statistics.json")[freeze.TABLES]
    freeze.told_by(folder)
    now = freeze.tables_of(folder)
    assert now["digest"] == then["digest"] or now["version"] != then["version"], "raise cache.VERSION"


def test_the_tables_in_the_file_are_as_good_as_new_ones(folder: Path) -> None:
    before = freeze.told_by(folder)
    freeze.say(folder, "rebuild")
    assert freeze.told_by(folder) == before


def test_its_backup_brings_back_the_same(frozen: Path, tmp_path: Path) -> None:
    freeze.say(tmp_path, "restore", str(frozen.with_suffix(".jsonl")))
    then = frozen_beside(frozen, ".facts.json")
    assert list(differences(then, freeze.facts_of(freeze.told_by(tmp_path)))) == []


def test_its_logs_are_handed_on_as_they_are(folder: Path, frozen: Path) -> None:
    freeze.say(folder, "backup", str(folder / "backup.jsonl"))
    now = [json.loads(line) for line in (folder / "backup.jsonl").read_text(encoding="utf-8").split("\n") if line]
    then = [json.loads(line) for line in frozen.with_suffix(".jsonl").read_text(encoding="utf-8").split("\n") if line]
    # The first line has the version of the format, which an older trackclock goes by.
    assert then.pop(0)["trackclock_backup"] <= now.pop(0)["trackclock_backup"]
    assert list(differences(then, now)) == []


def test_its_sessions_can_be_mended_and_gone_on_with(folder: Path, frozen: Path) -> None:
    with closing(SqliteStore(folder)) as store:
        for session_id in frozen_beside(frozen, ".facts.json"):
            stored = store.read(session_id)
            at = newest_ms(stored.log) + 1_000
            decision = decide(stored.header.plan, stored.log, ask.WriteNote("read again"), at)
            assert isinstance(decision, Accepted)
            assert store.hold(session_id)
            store.append(session_id, appended(stored.log, decision.events))
        assert store.flush(30)
    with closing(SqliteStore(folder)) as store:
        for session_id in frozen_beside(frozen, ".facts.json"):
            stored = store.read(session_id)
            assert results_of(stored.header.plan, stored.log).note == "read again"


# --- what a newer trackclock has written ------------------------------------------------------------------------------


def rewrite(folder: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(folder / HISTORY_NAME)) as connection:
        assert connection.execute(statement, values).rowcount == 1
        connection.commit()


NEWER = {
    "a kind of event": ("UPDATE events SET type = 'flown' WHERE session = 1 AND seq = 3", "'flown'"),
    "a field of an event": (
        """UPDATE events SET body = '{"cause":"space","go_ms":5000,"wind":3}' WHERE session = 1 AND seq = 0""",
        "'wind'",
    ),
    "a cause": (
        """UPDATE events SET body = '{"cause":"watch","go_ms":5000}' WHERE session = 1 AND seq = 0""",
        "'watch'",
    ),
    "a field of a plan": (
        """UPDATE sessions SET plan = replace(plan, '"lap_mm"', '"track_mm"') WHERE key = 1""",
        "plan",
    ),
    "an end of a step": (
        """UPDATE sessions SET plan = replace(plan, '"type":"distance"', '"type":"tide"') WHERE key = 1""",
        "'tide'",
    ),
}


@pytest.mark.parametrize("what", NEWER)
def test_a_session_of_a_newer_version_is_refused_in_words_and_kept(
    tmp_path: Path, what: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from trackclock import cli

    shutil.copyfile(OLD[0], tmp_path / HISTORY_NAME)
    statement, named = NEWER[what]
    rewrite(tmp_path, statement)
    monkeypatch.setenv("TRACKCLOCK_DATA_DIR", str(tmp_path))
    with closing(SqliteStore(tmp_path)) as store:
        session_id = store.reader.ask(lambda c: c.execute("SELECT id FROM sessions WHERE key = 1").fetchone()[0], "")
        store.reader.write(lambda c: c.execute("INSERT INTO stale VALUES (1)").rowcount)
    assert cli.run(["show", session_id]) == 1
    refused = capsys.readouterr().err
    assert named in refused
    assert "update trackclock" in refused
    row = json.loads(freeze.say(tmp_path, "history", "--json"))[-1]
    assert (row["id"], row["status"]) == (session_id, None)
    assert "update trackclock" in row["trouble"]
    assert cli.run(["backup", str(tmp_path / "backup.jsonl")]) == 1
    assert session_id in capsys.readouterr().err


def test_a_backup_of_a_newer_version_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from trackclock import cli

    monkeypatch.setenv("TRACKCLOCK_DATA_DIR", str(tmp_path))
    lines = OLD[0].with_suffix(".jsonl").read_text(encoding="utf-8").split("\n")
    path = tmp_path / "newer.jsonl"
    path.write_text("\n".join(line.replace('"rep_finished"', '"rep_flown"') for line in lines), encoding="utf-8")
    assert cli.run(["restore", str(path)]) == 1
    refused = capsys.readouterr().err
    assert "'rep_flown'" in refused
    assert "update trackclock" in refused


def test_what_an_older_version_could_not_read_is_read_once_it_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line of the list is derived, and derived again by whoever knows more kinds of events."""
    from trackclock.adapters.store.history import SqliteHistory
    from trackclock.core import encoding

    shutil.copyfile(OLD[0], tmp_path / HISTORY_NAME)
    rewrite(tmp_path, "UPDATE events SET type = 'word_written' WHERE type = 'note_written' AND session = 1")
    with closing(SqliteStore(tmp_path)) as store:
        store.reader.write(lambda c: c.execute("INSERT INTO stale VALUES (1)").rowcount)
        assert [row.status for row in SqliteHistory(tmp_path, store).sessions()].count(None) == 1
    monkeypatch.setattr(encoding, "EVENT_TYPES", {**EVENT_TYPES, "word_written": NoteWritten})
    monkeypatch.setattr(encoding, "_BY_TAG", {**encoding._BY_TAG, "word_written": NoteWritten})
    with closing(SqliteStore(tmp_path)) as store:
        assert [row.status for row in SqliteHistory(tmp_path, store).sessions()].count(None) == 0


def test_an_entry_is_never_read_as_something_else() -> None:
    with pytest.raises(ValueError, match=r"unknown: 'flown'.*update trackclock"):
        encoding_of({"type": "flown", "at": 1})


def encoding_of(event: dict[str, object]) -> Entry:
    from trackclock.core.encoding import entry_from_dict

    return entry_from_dict({"seq": 0, "batch": 0, "event": event})
