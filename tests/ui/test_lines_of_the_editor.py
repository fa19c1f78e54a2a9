"""Whatever the list says of a file, its lines are those that the editor shows, where they are looked up."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ui.away import AwayApp, services_in, settle
from tests.ui.past import past_clock
from tests.ui.test_editor_screen import text_of
from trackclock.application.catalog import load
from trackclock.application.draft import open_draft
from trackclock.application.session_file import SessionFile
from trackclock.formats.load import load_plan
from trackclock.ui.screens.editor import EditorScreen
from trackclock.ui.screens.sessions import SessionsScreen
from trackclock.ui.widgets.marked_text import MarkedText

HEADERS = (
    'name = "Tuesday"',
    'notes = "windy"',
    "lap = 400",
    'goal = "mile 5:30"',
    "",
    "# a comment",
    'get_ready = "5s"',
)
GOOD = "2 x 400m with 60 s recoveries"
WRONG = "2 x 400m with 60 s recovry"
ASSUMED = "3 x 200m"
"""It names no recovery, so that one is assumed."""

blocks = st.lists(st.sampled_from([GOOD, "", "1 mile", "rest 3 min"]), max_size=5)
headers = st.lists(st.sampled_from(HEADERS), unique=True, max_size=5)
forms = st.sampled_from(["block", "literal", "beside", "line", "txt"])


def text_in(form: str, workout: str, before: list[str], after: list[str]) -> str:
    if form == "txt":
        return workout
    quoted = {
        "block": f'"""\n{workout}\n"""',
        "literal": f"'''\n{workout}\n'''",
        "beside": f'"""{workout}"""',
        "line": json.dumps(workout),
    }[form]
    return "\n".join([*before, f"workout = {quoted}", *after, ""])


@settings(max_examples=150, deadline=None)
@given(
    headers, blocks, st.sampled_from([WRONG, ASSUMED]), blocks, forms, st.booleans(), st.sampled_from(["\n", "\r\n"])
)
def test_the_line_that_is_named_is_the_line_in_the_editor(
    head: list[str], above: list[str], told: str, below: list[str], form: str, is_behind: bool, end: str
) -> None:
    if told == ASSUMED:  # what is assumed at a border between blocks is said of the one or the other
        above, below = [line for line in above if not line], [line for line in below if not line]
    workout = "\n".join([*above, told, *below])
    text = text_in(form, workout, [] if is_behind else head, head if is_behind else [])
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / ("a.txt" if form == "txt" else "a.toml")
        path.write_bytes(text.replace("\n", end).encode())
        file = SessionFile(path.name, path)
        loaded = load(file)
        shown = open_draft(file).workout.split("\n")
        if told == WRONG:
            lines = [line for line in loaded.error.split("\n") if "'recovry'" in line]
            marked = loaded.error.split("\n")[1].strip()
        else:
            assert loaded.plan is not None
            lines = [line for line in loaded.plan.assumptions if "200" in line]
            marked = told
            assert load_plan(path).steps == loaded.plan.steps
    assert lines
    for line in lines:
        found = re.match(r"line (\d+): ", line)
        assert found is not None, line
        where = shown[int(found[1]) - 1]
        assert told in where
        assert marked == where.strip() or told in marked


async def test_the_list_and_the_editor_say_the_same_of_an_error_and_of_what_is_assumed(tmp_path: Path) -> None:
    header = 'name = "Tuesday"\nnotes = "windy"\n'
    for number, (told, words) in enumerate(((WRONG, "'recovry' is not known"), (ASSUMED, "Assumed: line 2: "))):
        folder = tmp_path / str(number)
        services = services_in(folder, past_clock())
        path = folder / "sessions" / "a.toml"
        path.write_text(f'{header}workout = """\n1 mile\n{told}\n"""\n', encoding="utf-8")
        app = AwayApp(services, SessionsScreen)
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            listed = text_of(app, "#plan")
            await pilot.press("e")
            await settle(pilot)
            assert isinstance(app.screen, EditorScreen)
            assert app.screen.query_one(MarkedText).text == f"1 mile\n{told}"
            edited = text_of(app, "#wrong" if told == WRONG else "#assumed")
        assert "line 2: " in listed
        assert "line 5" not in listed
        assert words in edited
        said = edited.removeprefix("! ").split("\n")
        assert all(line in listed for line in said)
