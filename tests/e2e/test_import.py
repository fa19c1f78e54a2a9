"""A past activity taken in from a real terminal: asked about first, and then it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.terminal import AppInPty, printed
from tests.formats.activity_files import MARKED, fit_activity


@pytest.mark.parametrize(("answer", "count"), [(b"y\r", 1), (b"\r", 0), (b"\x04", 0)])
def test_it_is_asked_about_and_only_a_yes_takes_it_in(tmp_path: Path, answer: bytes, count: int) -> None:
    file = tmp_path / "run.fit"
    file.write_bytes(fit_activity(MARKED))
    with AppInPty("import", str(file), home=tmp_path) as terminal:
        shown = terminal.wait_for("Take it into the history? [y/N]")
        assert "rep 3" in shown
        terminal.send(answer)
        assert terminal.process.wait(20) == 0
    assert len(printed("history", "--json", home=tmp_path)) == count
