"""The command that runs all the tests: every part is run, and whatever is red is named at the end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.__main__ import PARTS
from tests.e2e.signals import default_signals
from tests.parts import Part

ROOT = Path(__file__).parents[1]

FILES = {
    "test_good.py": "def test_good(): pass",
    "test_bad.py": "def test_one(): assert 0\ndef test_two(): pass\nclass TestIt:\n    def test_it(self): assert 0",
    "test_error.py": "import pytest\n@pytest.fixture\ndef broken(): raise OSError\ndef test_it(broken): pass",
    "test_crash.py": "import os, signal\ndef test_crash(): os.kill(os.getpid(), signal.SIGKILL)",
    "test_silent.py": "import os\ndef test_silent(): os._exit(0)",
    "test_unreadable.py": "import nothing_of_this_name",
    "test_none.py": "",
    "test_interrupt.py": (
        "import os, signal\n"
        "def test_interrupt():\n    for pid in (os.getppid(), os.getpid()): os.kill(pid, signal.SIGINT)"
    ),
    "test_leaves.py": "import subprocess\ndef test_leaves(): subprocess.Popen(['sleep', '97'], start_new_session=True)",
}
"""Files with tests, each of which comes to an end of its own kind."""

RUN = (
    "import sys; from pathlib import Path; from tests.parts import Part, run; sys.exit(run({parts}, {options}, Path()))"
)


def run_parts(folder: Path, *parts: Part, options: tuple[str, ...] = ()) -> tuple[int, str, list[str]]:
    """Run parts in a process of their own; returns the exit code, all output, and the lines behind the last run."""
    for name, text in FILES.items():
        (folder / name).write_text(text)
    (folder / "pytest.ini").write_text("[pytest]")
    done = subprocess.run(
        [sys.executable, "-c", RUN.format(parts=parts, options=options)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=default_signals,
    )
    lines = done.stdout.splitlines()
    first = next((index for index, line in enumerate(lines) if line.startswith("== ")), len(lines))
    return done.returncode, done.stdout, lines[first:]


def part(name: str, *files: str) -> Part:
    return Part(name, ("-p", "no:cacheprovider", "-p", "no:xdist", *(f"test_{file}.py" for file in files)))


def test_every_part_is_run_and_what_failed_is_named_at_the_end(tmp_path: Path) -> None:
    parts = (part("first", "bad", "error"), part("second", "good"), part("third", "crash"), part("fourth", "good"))
    code, output, last = run_parts(tmp_path, *parts)
    assert code == 1
    assert last == [
        "== first: tests failed",
        "   test_bad.py::test_one",
        "   test_bad.py::TestIt::test_it",
        "   test_error.py::test_it",
        "== third: killed by SIGKILL",
    ]
    counts = [line.partition(" in ")[0] for line in output.splitlines() if " in " in line and "passed" in line]
    assert counts == ["2 failed, 1 passed, 1 error", "1 passed", "1 passed"], "each run says its own and nobody adds up"


def test_no_part_passes_for_a_good_one_that_is_none(tmp_path: Path) -> None:
    code, output, last = run_parts(
        tmp_path, *(part(file, file) for file in ("silent", "unreadable", "none", "gone")), part("next", "good")
    )
    assert code == 1
    assert last == [
        "== silent: it ended with exit code 0 in the middle",
        "== unreadable: it was interrupted, or a file with tests cannot be read",
        "   test_unreadable.py",
        "== none: it found no test",
        "== gone: pytest does not know these options",
    ]
    assert "1 passed" in output, "the last part was run all the same"


def test_with_a_choice_of_tests_a_part_may_have_none_but_not_all_of_them(tmp_path: Path) -> None:
    parts = (part("a", "good"), part("b", "none"))
    assert run_parts(tmp_path, *parts, options=("-k", "good"))[::2] == (0, ["== every part is green"])
    code, _, last = run_parts(tmp_path, *parts, options=("-k", "nothing"))
    assert (code, last) == (1, ["== a: it found no test", "== b: it found no test"])


def test_an_interruption_ends_the_whole_run(tmp_path: Path) -> None:
    code, output, last = run_parts(tmp_path, part("first", "bad"), part("second", "interrupt"), part("third", "good"))
    assert code == 130
    assert last[0] == "== first: tests failed"
    assert last[-1] == "== second: it was interrupted"
    assert "KeyboardInterrupt" in output, "pytest has said where"
    assert output.count(" passed in ") == 1, "the third was not begun"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives orphans to whoever wants them")
def test_a_process_that_a_test_leaves_behind_is_ended_and_named(tmp_path: Path) -> None:
    code, _, last = run_parts(tmp_path, part("untidy", "leaves"), part("next", "good"))
    assert code == 1
    assert last[0] == "== untidy: processes were left behind"
    pid, _, command = last[1].strip().partition(": ")
    assert command == "sleep 97"
    assert not Path(f"/proc/{pid}").exists()


def test_no_part_leaves_a_test_out_by_the_files_that_it_reads() -> None:
    marked = {"pty": "in a terminal", "alone": "alone", "sound": "alone", "quiet": "quiet"}
    files = {part.name: part.files for part in PARTS}
    for path in (ROOT / "tests").rglob("test_*.py"):
        name = path.relative_to(ROOT).as_posix()
        marks = {mark for mark in marked if f"@pytest.mark.{mark}" in path.read_text(encoding="utf-8")}
        for mark in {*marks, *(["pty"] if "e2e" in path.parts else [])}:
            assert path == Path(__file__) or name.startswith(files[marked[mark]]), (name, mark)
        assert "e2e" in path.parts or name.startswith(files["in the process"]), name


def test_a_part_in_the_gaps_of_another_is_judged_and_shown_as_any(tmp_path: Path) -> None:
    bad, leaves, good = (Part(name, part(name, name).options, is_for_gaps=True) for name in ("bad", "leaves", "good"))
    code, output, last = run_parts(tmp_path, bad, leaves, part("second", "good"))
    assert code == 1
    assert last[0] == "== bad: tests failed"
    assert last[1:3] == ["   test_bad.py::test_one", "   test_bad.py::TestIt::test_it"]
    assert last[3] == "== leaves: processes were left behind"
    assert last[4].startswith("   ")
    assert output.count("1 passed") == 3, "all of them say what they came to"
    assert run_parts(tmp_path, good, part("second", "bad"))[2][0] == "== second: tests failed"
