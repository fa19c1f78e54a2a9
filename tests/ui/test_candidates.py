"""What is seen of the answers to one question tells them apart, however little room there is."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.ui.away import settle
from tests.ui.test_editor_screen import editing
from trackclock.core.notation import Candidate
from trackclock.ui.widgets.candidates import Candidates, apart, visible
from trackclock.ui.widgets.marked_text import MarkedText

LINES = st.sampled_from(
    [
        *("warm up 9 min", "10 min @ tempo", "open rest", "1 x 90 s", "3 x 250 m", "400 m @ 72", "400 m @ 74"),
        *("3 x 250 m with 5 min recovery", "3 x 250 m with 5 m recovery"),
    ]
)
SESSIONS = st.lists(LINES, min_size=1, max_size=6).map("\n".join)
DOUBTFUL = """5 x 3 mins, 90s
jog
4 x 200m
10 min
3 x 600, 400
2 x hills
"""


@given(st.lists(SESSIONS, min_size=2, max_size=4, unique=True), st.integers(25, 120))
def test_what_is_seen_of_answers_tells_them_apart(sessions: list[str], width: int) -> None:
    shown = apart([Candidate(session, (), ()) for session in sessions], ("a text", "of two lines"), width)
    assert len({visible(line, width) for line in shown}) == len(sessions)
    whole = [session.replace("\n", " / ") for session in sessions]
    assert (shown == whole) or max(map(len, whole)) > width
    for line, each in zip(shown, whole, strict=True):
        assert all(piece.strip() in each for piece in line.split("…"))


async def test_so_it_does_on_the_screen_at_every_size(tmp_path: Path) -> None:
    app = editing(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.query_one(MarkedText).load_text(DOUBTFUL)
        await settle(pilot)
        for columns in (60, 80, 100, 72, 120, 85, 160, 200):
            await pilot.resize_terminal(columns, 36)
            await settle(pilot)
            offered = app.screen.query_one(Candidates)
            assert offered.size.height == 5, "a question and four answers"
            seen = [offered.render_line(y).text.rstrip() for y in range(1, 5)]
            assert len({line[3:] for line in seen}) == 4, (columns, seen)
            assert all(len(line) <= offered.size.width for line in seen)
