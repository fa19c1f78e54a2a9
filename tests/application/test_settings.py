"""What the app remembers, and that a broken file costs nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trackclock.application.settings import FILE, Settings


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    settings = Settings(theme="sun", volume=3, muted=True, pacer="50", latency_ms=120, voice="all", voice_name="en-gb")
    assert settings.save(tmp_path / "new" / "folder")
    assert Settings.load(tmp_path / "new" / "folder") == settings


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    Settings().save(tmp_path)
    Settings(volume=2).save(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '"dark"',
        "\x00\x01",
        "[" * 100_000,
        json.dumps({"volume": 11, "muted": "yes", "theme": 5, "latency_ms": -1, "pacer": "7", "other": 1}),
        json.dumps({"volume": True, "latency_ms": False}),
        json.dumps({"voice": "loud", "voice_name": "a\0b"}),
        json.dumps({"voice": ["all"], "voice_name": 5}),
    ],
)
def test_a_broken_file_leaves_everything_as_it_comes(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    assert Settings.load(tmp_path) == Settings()


def test_what_is_right_in_a_file_is_taken(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps({"volume": 99, "theme": "sun"}))
    assert Settings.load(tmp_path) == Settings(theme="sun")


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not Settings().save(tmp_path / "file")
    assert Settings.load(tmp_path / "file") == Settings()
