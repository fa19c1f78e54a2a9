"""A new comparison is one new file and one line: made up in a copy of the package, and looked for wherever it shows.

It exists because a comparison used to stand in seven places, and whoever forgot one had a column without a name.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import trackclock

PACKAGE = Path(trackclock.__file__).parent
ROOT = PACKAGE.parent

WORST = '''
"""The comparison with the slowest like rep of late."""

from __future__ import annotations

from trackclock.core.comparisons.model import Comparison, ComparisonGenerator, RepContext, comparison_with


def _generate(context: RepContext) -> Comparison | None:
    reps = context.history.newest
    rep = max(reps, key=lambda one: one.time_ms, default=None)
    return None if rep is None else comparison_with(rep.time_ms, rep.splits, rep.covered_mm)


WORST = ComparisonGenerator("worst", "Slowest of late", "slowest", _generate)
'''

SHOWN = """
import json
from tests.core.by_hand import pause, rep, repeats, results_of_runs
from tests.fakes import FakeClock, FakeSpeaker, FakeStore
from tests.oracles import like_history
from trackclock.core.comparisons import deltas_of, like_keys, past_reps
from trackclock.core.view import rep_rows
from trackclock.formats.session_json import session_to_json
from trackclock.formats.session_text import session_to_text
from trackclock.recorder import Recorder
from trackclock.ui.run.parts import last_parts
from trackclock.application.report import report_of
from trackclock.ui.report import rep_columns, rep_detail

steps = repeats(2, rep(800), pause(120))
before, now = results_of_runs(steps, [166_000, 167_000]), results_of_runs(steps, [165_000, 164_000])
reps = past_reps("before", 0, before)
history = {key: like_history([one for one in reps if one.key == key]) for key in like_keys(steps) if key}
deltas = deltas_of(now, history)
rows = rep_rows(now.steps, deltas, [False] * 3, [None] * 3, 99)
report = report_of(now, rows)
recorder = Recorder(now.plan, "a.toml", FakeClock(), FakeStore(), FakeSpeaker())
print(json.dumps({
    "json": session_to_json("now", 0, 0, now, deltas)["results"][0]["deltas_ms"],
    "text": session_to_text("now", 0, 0, now, deltas),
    "columns": [column.title for column in rep_columns(report)],
    "detail": rep_detail(rows[0], report).plain,
    "last": [part.text for part in last_parts(rows[0])],
    "cycle": [recorder.cycle_comparison() for _ in range(6)],
}))
"""
"""What a user meets: `show --json`, `show`, the list of reps, a rep in full, the live line, the key that cycles."""


def shown(folder: Path) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", SHOWN], capture_output=True, text=True, check=False, cwd=folder, env={"PYTHONPATH": "."}
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_new_comparison_is_one_file_and_one_line_of_the_tuple(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "trackclock", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    comparisons = tmp_path / "trackclock/core/comparisons"
    (comparisons / "worst.py").write_text(WORST, encoding="utf-8")
    known = comparisons / "known.py"
    text = known.read_text(encoding="utf-8")
    text = text.replace("previous_rep, target\n", "previous_rep, target, worst\n", 1)
    known.write_text(text.replace("    best.BEST,\n", "    best.BEST,\n    worst.WORST,\n", 1), encoding="utf-8")

    found = shown(tmp_path)

    deltas = {"previous_rep": None, "target": None, "last_session": -1_000, "best": -1_000, "worst": -1_000}
    assert found["json"] == deltas
    assert list(found["json"]) == list(deltas)
    assert "Slowest" in found["text"]
    assert "Slowest" in found["columns"]
    assert "-1.00 slowest" in found["detail"]
    assert "▼ -1.00 vs slowest" in found["last"]
    assert found["cycle"] == [
        "target",
        "previous rep",
        "same rep last session",
        "best of this rep",
        "slowest of late",
        "average",
    ]
