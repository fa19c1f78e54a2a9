"""Freezes a history of today, with what today's commands say of it: `python -m tests.adapters.old.freeze 0_1`.

It exists because a log lasts longer than the program that wrote it. A frozen history is never made again: it is what
lies on people's disks. Run without a name, it writes anew only what is judged and counted and not measured
(`*.statistics.json`): the one file that a deliberate change of the statistics changes, to be reviewed like code.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Mapping
from contextlib import closing, redirect_stdout
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from tests.adapters.old.evenings import make
from trackclock import cli
from trackclock.adapters.locations import DATA_DIR_VARIABLE, HISTORY_NAME

HERE: Final = Path(__file__).parent

_COUNTED: Final = ("reps", "distance_m", "total_distance_m", "work_ms", "workout")
"""What `history --json` counts; the rest of a line was measured, written or said."""

TABLES: Final = "tables derived from it"
"""The entry of the statistics that names the version of `cache` and a digest of what it derives."""


def main(arguments: list[str]) -> int:
    """Run; returns the exit code."""
    if arguments:
        freeze(arguments[0])
    for path in HERE.glob("*.db"):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copyfile(path, Path(folder) / HISTORY_NAME)
            told = statistics_of(told_by(Path(folder)), tables_of(Path(folder)))
            place = path.with_suffix(".statistics.json")
            before = json.loads(place.read_text(encoding="utf-8")).get(TABLES, {}) if place.exists() else {}
            if before.get("version") == told[TABLES]["version"] and before != told[TABLES]:
                raise SystemExit("what is derived has changed: raise cache.VERSION first")
            _write(place, told)
    return 0


def freeze(name: str) -> None:
    """Make a history and put down what is never to change of it."""
    path = HERE / f"history_{name}.db"
    if path.exists():
        raise SystemExit(f"{path} is frozen; give the new one another name")
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder))
        told = told_by(Path(folder))
        say(Path(folder), "backup", str(path.with_suffix(".jsonl")))
        with closing(sqlite3.connect(Path(folder) / HISTORY_NAME)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(Path(folder) / HISTORY_NAME, path)
    path.with_suffix(".jsonl").chmod(0o644)
    _write(path.with_suffix(".facts.json"), facts_of(told))


def say(folder: Path, *arguments: str) -> str:
    """What a command prints about the history in a folder."""
    printed = io.StringIO()
    with patch.dict(os.environ, {DATA_DIR_VARIABLE: str(folder)}), redirect_stdout(printed):
        code = cli.run(arguments)
    assert code == 0, arguments
    return printed.getvalue()


def told_by(folder: Path) -> dict[str, Any]:
    """Everything that `history --json` and `show --json` say: the rows by id, and each session by its id."""
    rows: list[dict[str, Any]] = json.loads(say(folder, "history", "--json"))
    return {
        "history": {row["id"]: row for row in rows},
        "sessions": {row["id"]: json.loads(say(folder, "show", row["id"], "--json")) for row in rows},
    }


def facts_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """What was run, by session: the plan, the times and splits, how it ended, what was mended and written."""
    facts: dict[str, Any] = {}
    for session_id, shown in told["sessions"].items():
        row = told["history"][session_id]
        facts[session_id] = {
            **{key: value for key, value in shown.items() if key != "summary"},
            "plan": {key: value for key, value in shown["plan"].items() if key != "estimated_ms"},
            "results": [_run(result) for result in shown["results"]],
            "row": {key: value for key, value in row.items() if key not in _COUNTED},
        }
    return facts


def _run(result: Mapping[str, Any]) -> dict[str, Any]:
    """A result without what it is held against, its time without what it was paused for.

    The first build counted no pause of a recovery or rest in `time_ms` and said nothing of it; now it is rest like any
    other, and `paused_ms` says how much of it there is.
    """
    facts = {key: value for key, value in result.items() if key != "deltas_ms"}
    if facts["kind"] in ("recovery", "rest") and facts["time_ms"] is not None:
        facts["time_ms"] -= facts.pop("paused_ms", 0)
    return facts


def tables_of(folder: Path) -> dict[str, Any]:
    """The version and a digest of the derived tables of a history that has them."""
    digest = hashlib.sha256()
    with closing(sqlite3.connect(folder / HISTORY_NAME)) as connection:
        ((version,),) = connection.execute("SELECT version FROM cache_info").fetchall()
        for table in ("summaries", "past_reps", "performances"):
            for row in sorted(map(repr, connection.execute(f"SELECT * FROM {table}"))):
                digest.update(row.encode())
    return {"version": version, "digest": digest.hexdigest()}


def statistics_of(told: Mapping[str, Any], tables: Mapping[str, Any]) -> dict[str, Any]:
    """What is made of it, by session and name: deltas, the summary, sums and estimates; and the derived tables."""
    statistics: dict[str, Any] = {TABLES: tables}
    for session_id, shown in told["sessions"].items():
        row = told["history"][session_id]
        statistics[f"{session_id} plan.estimated_ms"] = shown["plan"]["estimated_ms"]
        for result in shown["results"]:
            statistics[f"{session_id} results[{result['step']}].deltas_ms"] = result["deltas_ms"]
        for key, value in shown["summary"].items():
            statistics[f"{session_id} summary.{key}"] = value
        for key in _COUNTED:
            statistics[f"{session_id} history.{key}"] = row[key]
    return statistics


def _write(path: Path, told: Mapping[str, Any]) -> None:
    """One line for each entry, so that a change of one is a change of a line."""
    lines = (f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in told.items())
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", errors="surrogatepass")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
