"""What the commands do with files and folders where nothing that is open can be removed."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests import simulated_windows

if not simulated_windows.is_here():
    pytest.skip("tests/test_on_windows.py has them run on a simulated Windows", allow_module_level=True)

from trackclock import cli
from trackclock.application.services import Services
from trackclock.command_line import live


@pytest.mark.parametrize("is_cut_off", [False, True])
def test_the_demos_folder_goes_whatever_became_of_the_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_cut_off: bool
) -> None:
    def open_app(services: Services, *_: Any) -> int:
        assert services.store.unfinished() == ()
        assert len(services.history.sessions()) == 2
        if is_cut_off:
            raise KeyboardInterrupt
        return 0

    monkeypatch.setenv("TRACKCLOCK_AUDIO", "off")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(live, "open_app", open_app)
    if is_cut_off:
        with pytest.raises(KeyboardInterrupt):
            cli._show_demo(by_itself=True)
    else:
        assert cli._show_demo(by_itself=True) == 0
    assert list(tmp_path.iterdir()) == []
