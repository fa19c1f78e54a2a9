"""Words that are being typed, kept in files: what a kill leaves, and what two apps do to each other."""

from __future__ import annotations

import json
import os
import stat
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackclock.adapters.words import WordFolder
from trackclock.kept_words import KeepsNothing, KeptWords, WordsKind


def words(text: str, wall_ms: int = 1_000, key: str = "new") -> KeptWords:
    return KeptWords(WordsKind.SESSION, key, "Hills", wall_ms, 7_200, {"workout": text})


def texts(keeper: WordFolder) -> list[str]:
    return [each.fields["workout"] for each in keeper.left()]


def kill(keeper: WordFolder) -> None:
    """What the end of its process does: every lock is let go of, and nothing is written any more."""
    for place in keeper._places.values():
        if place.lock is not None and place.lock._fd is not None:
            os.close(place.lock._fd)
            place.lock._fd = None
    keeper._places.clear()


def test_words_are_private_and_come_back_as_they_were(tmp_path: Path) -> None:
    app = WordFolder(tmp_path / "data" / "words")
    said = KeptWords(
        WordsKind.NOTE, "s1", "n\u200cm 👩\u200d👧", 5, -3_600, {"note": 'half "\ud800" \x1b\n', "effort": ""}
    )
    app.put(app.begin(), said)
    app.flush()
    (path,) = (tmp_path / "data" / "words").glob("*.json")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    kill(app)
    (left,) = WordFolder(path.parent).left()
    assert (left.kind, left.key, left.title, left.written_wall_ms, left.utc_offset_s, left.fields) == (
        said.kind, said.key, said.title, 5, -3_600, said.fields,
    )  # fmt: skip


def test_they_are_written_without_being_asked_for(tmp_path: Path) -> None:
    app = WordFolder(tmp_path)
    is_written = threading.Event()
    real = app._write

    def write(name: str, kept: KeptWords) -> None:
        real(name, kept)
        is_written.set()

    app._write = write  # type: ignore[method-assign,assignment]
    app.put(app.begin(), words("3 x 800m"))
    assert is_written.wait(5)
    kill(app)
    assert texts(WordFolder(tmp_path)) == ["3 x 800m"]


def test_what_another_app_is_typing_is_not_offered_and_what_it_left_is(tmp_path: Path) -> None:
    one, other = WordFolder(tmp_path), WordFolder(tmp_path)
    place = one.begin()
    one.put(place, words("mine"))
    one.flush()
    assert other.left() == ()
    other.put(other.begin(), words("yours"))
    other.flush()
    assert one.left() == ()
    one.end(place)
    one.flush()
    assert texts(other) == ["mine"]
    assert texts(one) == ["mine"], "in the same app as well"


def test_what_was_left_goes_to_one_app_alone_and_stays_until_it_is_saved(tmp_path: Path) -> None:
    gone = WordFolder(tmp_path)
    gone.put(gone.begin(), words("left"))
    gone.flush()
    kill(gone)
    one, other = WordFolder(tmp_path), WordFolder(tmp_path)
    (left,) = one.left()
    assert other.left() == (left,)
    place = one.take(left)
    assert place is not None
    assert other.take(left) is None
    assert other.left() == ()
    kill(one)
    (again,) = other.left()
    assert again.fields == left.fields
    taken = other.take(again)
    assert taken is not None
    other.put(taken, None)
    other.end(taken)
    other.flush()
    assert list(tmp_path.iterdir()) == []


def test_what_a_kill_leaves_of_a_file_is_no_file(tmp_path: Path) -> None:
    app = WordFolder(tmp_path)
    app.put(app.begin(), words("whole"))
    app.flush()
    kill(app)
    (path,) = tmp_path.glob("*.json")
    path.with_suffix(".part").write_text('{"schema": 1, "fie', encoding="utf-8")
    assert texts(WordFolder(tmp_path)) == ["whole"]
    assert [each.suffix for each in tmp_path.iterdir()] == [".json"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "3",
        '{"schema": 2}',
        '{"schema": 1, "fields": 3}',
        '{"schema": 1, "fields": {"a": 1}}',
        "[" * 9_999,
    ],
)
def test_what_is_something_else_is_neither_offered_nor_touched(tmp_path: Path, text: str) -> None:
    (tmp_path / "other.json").write_text(text, encoding="utf-8")
    assert WordFolder(tmp_path).left() == ()
    assert (tmp_path / "other.json").read_text(encoding="utf-8") == text


def test_a_folder_that_takes_nothing_is_said_and_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("a file", encoding="utf-8")
    app = WordFolder(tmp_path / "words")
    app.put(place := app.begin(), words("nowhere"))
    app.flush()
    assert app.fault
    assert app.left() == ()
    (tmp_path / "words").unlink()
    app.flush()
    assert app.fault is None
    app.end(place)
    app.flush()
    assert texts(app) == ["nowhere"], "and it is tried again"


def test_where_nothing_is_kept_everything_can_be_asked() -> None:
    keeper = KeepsNothing()
    keeper.put(keeper.begin(), words("x"))
    keeper.flush()
    keeper.end("")
    assert (keeper.left(), keeper.take(words("x")), keeper.fault) == ((), None, None)


STEPS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["begin", "put", "clear", "end", "take", "kill"]), st.integers(0, 3)),
    max_size=30,
)


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_nothing_that_was_written_is_ever_lost_doubled_or_overwritten(steps: list[tuple[int, str, int]]) -> None:
    """Two apps over one folder, killed at any point, against the plainest account of who has typed what."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        apps = [WordFolder(folder), WordFolder(folder)]
        open_now: list[dict[str, str]] = [{}, {}]
        left: list[str] = []
        for number, (who, what, which) in enumerate(steps):
            app, mine = apps[who], open_now[who]
            place = sorted(mine)[which % len(mine)] if mine else None
            if what == "begin":
                mine[app.begin()] = ""
            elif what == "take":
                if found := app.left():
                    chosen = found[which % len(found)]
                    taken = app.take(chosen)
                    assert taken is not None
                    left.remove(chosen.fields["workout"])
                    mine[taken] = chosen.fields["workout"]
            elif what == "kill":
                kill(app)
                left += [text for text in mine.values() if text]
                apps[who], open_now[who] = WordFolder(folder), {}
            elif place is not None and what == "end":
                app.end(place)
                app.flush()
                left += [text for text in [mine.pop(place)] if text]
            elif place is not None:
                text = f"{who}.{number}" if what == "put" else ""
                app.put(place, words(text, wall_ms=number) if text else None)
                app.flush()
                mine[place] = text
            for each in apps:
                assert sorted(texts(each)) == sorted(left)
        for path in folder.glob("*.json"):
            assert json.loads(path.read_text(encoding="utf-8"))["schema"] == 1
        for app in apps:
            kill(app)  # Windows removes no folder of which anything is open
