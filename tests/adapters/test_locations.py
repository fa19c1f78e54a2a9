"""The folders: where they are, whose they are, and what is said where they cannot be."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest

from trackclock.adapters import locations
from trackclock.errors import StoreError

posix = pytest.mark.skipif(os.name != "posix", reason="rights of a POSIX file system")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_variables_move_the_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TRACKCLOCK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("TRACKCLOCK_CONFIG_DIR", str(tmp_path / "config"))
    assert locations.data_dir() == tmp_path / "data"
    assert locations.config_dir() == tmp_path / "config"
    assert locations.sessions_dir() == tmp_path / "config" / "sessions"


def test_without_them_the_platform_decides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TRACKCLOCK_DATA_DIR", "")
    for name in ("TRACKCLOCK_CONFIG_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert locations.data_dir().name == "trackclock"
    if sys.platform == "linux":
        assert locations.data_dir() == tmp_path / ".local/share/trackclock"
        assert locations.config_dir() == tmp_path / ".config/trackclock"


@pytest.mark.parametrize("ask", [locations.data_dir, locations.config_dir, locations.exports_dir])
def test_an_account_without_folders_is_told_so(monkeypatch: pytest.MonkeyPatch, ask: Callable[[], Path]) -> None:
    def none(*_: object, **__: object) -> Path:
        raise ValueError("SHGetKnownFolderPath returned NULL for CSIDL_LOCAL_APPDATA")  # as platformdirs has it

    for name in ("TRACKCLOCK_DATA_DIR", "TRACKCLOCK_CONFIG_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name in ("user_data_path", "user_config_path", "user_documents_path"):
        monkeypatch.setattr(platformdirs, name, none)
    with pytest.raises(StoreError, match="no folder for"):
        ask()


def test_a_relative_folder_stays_the_same_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRACKCLOCK_DATA_DIR", "here")
    assert locations.data_dir() == tmp_path / "here"


@posix
def test_new_folders_and_files_are_the_users_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made = locations.ensure_private_dir(tmp_path / "a" / "b")
        locations.ensure_private_file(made / "f")
    finally:
        os.umask(before)
    assert mode(made) == 0o700
    assert mode(made.parent) == 0o700
    assert mode(made / "f") == 0o600


@posix
def test_a_folder_that_is_ours_is_tightened_and_a_shared_one_is_not(tmp_path: Path) -> None:
    ours, empty, shared = tmp_path / "ours", tmp_path / "empty", tmp_path / "shared"
    for folder in (ours, empty, shared):
        folder.mkdir()
        folder.chmod(0o755)
    (ours / "history.db").touch()
    (ours / "history.db").chmod(0o644)
    (shared / "holiday.jpg").touch()
    for folder in (ours, empty, shared):
        locations.ensure_private_dir(folder)
    locations.ensure_private_file(ours / "history.db")
    assert [mode(folder) for folder in (ours, empty, shared)] == [0o700, 0o700, 0o755]
    assert mode(ours / "history.db") == 0o600


def test_a_file_in_the_way_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(StoreError, match="TRACKCLOCK_DATA_DIR"):
            locations.ensure_private_dir(path)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that nobody can write to")
def test_a_folder_that_nobody_can_write_to_is_one_clear_error() -> None:
    with pytest.raises(StoreError, match="cannot write to /proc/trackclock"):
        locations.ensure_private_dir(Path("/proc/trackclock"))


@pytest.mark.usefixtures("ordinary_rights")
def test_a_read_only_folder_is_one_clear_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="make that folder writable"):
            locations.ensure_private_dir(tmp_path / "data")
        with pytest.raises(StoreError, match="make that folder writable"):
            locations.ensure_private_dir(tmp_path)
    finally:
        tmp_path.chmod(0o700)


def test_importing_it_is_cheap() -> None:
    code = (
        "import sys, trackclock.adapters.locations; print([m for m in ('platformdirs', 'sqlite3') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
