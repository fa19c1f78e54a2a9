"""A file is there whole or not at all: killed writers, full disks, names that are taken, disks without links."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO

import pytest

from trackclock.whole_file import ORDINARY, create_first, creating, replacing

Writing = Callable[[Path], AbstractContextManager[IO[bytes]]]

BOTH: list[Writing] = [creating, replacing]


def put(path: Path, data: bytes, writing: Writing = creating) -> None:
    with writing(path) as file:
        file.write(data)


@pytest.mark.parametrize("writing", BOTH)
def test_what_is_written_is_there_and_nothing_else(tmp_path: Path, writing: Writing) -> None:
    put(tmp_path / "a.fit", b"whole", writing)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"a.fit": b"whole"}


def test_a_name_that_is_taken_is_left_alone_were_it_a_link_to_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("a", "link"):
        with pytest.raises(FileExistsError, match="there is such a file already"):
            put(tmp_path / name, b"new")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a", "link"]


def test_a_name_that_is_taken_meanwhile_is_left_alone(tmp_path: Path) -> None:
    def put_too_late() -> None:
        with creating(tmp_path / "a") as file:
            file.write(b"new")
            put(tmp_path / "a", b"somebody else's")

    with pytest.raises(FileExistsError):
        put_too_late()
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"a": b"somebody else's"}


def test_a_link_is_replaced_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "link").symlink_to("file")
    put(tmp_path / "link", b"new", replacing)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"new"


@pytest.mark.parametrize("writing", BOTH)
def test_a_disk_without_hard_links_takes_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writing: Writing
) -> None:
    def no_link(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_link)
    put(tmp_path / "a", b"whole", writing)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"a": b"whole"}
    with pytest.raises(FileExistsError):
        put(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"whole"


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize("writing", ["creating", "replacing"])
def test_a_disk_that_takes_only_a_part_is_left_as_it_was(tmp_path: Path, writing: str) -> None:
    path = tmp_path / "a"
    if writing == "replacing":
        path.write_bytes(b"old")
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        f"from trackclock.whole_file import {writing} as writing\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))\n"
        "try:\n"
        "    with writing(Path(sys.argv[1])) as file:\n"
        "        file.write(bytes(5_000))\n"
        "except OSError as error:\n"
        "    print(error.strerror)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == f"{os.strerror(errno.EFBIG)}\n"
    left = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    assert left == ({"a": b"old"} if writing == "replacing" else {})


@pytest.mark.parametrize("writing", ["creating", "replacing"])
def test_a_killed_writer_leaves_the_name_alone_and_the_next_one_clears_up(tmp_path: Path, writing: str) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        f"from trackclock.whole_file import {writing} as writing\n"
        "with writing(Path(sys.argv[1])) as file:\n"
        "    file.write(b'half')\n"
        "    file.flush()\n"
        "    print('writing', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    path = tmp_path / "a [b].fit"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"writing\n"
        put(path, b"another's", replacing)
        assert len(list(tmp_path.iterdir())) == 2, "it is being written"
        path.unlink()
        writer.kill()
    assert not path.exists()
    put(path, b"whole")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {path.name: b"whole"}


def test_the_first_free_name_is_taken_and_none_where_none_is_free(tmp_path: Path) -> None:
    names = [tmp_path / name for name in ("a", "b")]
    assert [create_first(names, bytes([number])) for number in range(3)] == [*names, None]
    assert [path.read_bytes() for path in names] == [b"\0", b"\1"]


@pytest.mark.parametrize("name", ["a" * 240, "é" * 120, "🏃" * 60])
def test_a_name_as_long_as_any_can_be_has_a_draft(tmp_path: Path, name: str) -> None:
    put(tmp_path / name, b"whole")
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(sys.platform == "win32", reason="no such rights there")
def test_an_ordinary_file_has_the_rights_that_the_system_gives(tmp_path: Path) -> None:
    with creating(tmp_path / "theirs", ORDINARY) as file:
        file.write(b"x")
    (tmp_path / "plain").write_bytes(b"x")
    put(tmp_path / "private", b"x")
    rights = {one.name: stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()}
    assert (rights["theirs"], rights["private"]) == (rights["plain"], 0o600)


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    for place in (tmp_path, Path(os.devnull)):
        with pytest.raises(OSError, match="it is there and no file"):
            put(place, b"x", replacing)
    with pytest.raises(FileNotFoundError):
        put(tmp_path / "missing" / "a", b"x")


@pytest.mark.parametrize("writing", BOTH)
def test_it_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writing: Writing
) -> None:
    on_disk: list[bytes] = []
    real_fsync = os.fsync

    def fsync(fd: int) -> None:
        real_fsync(fd)
        if stat.S_ISREG(os.fstat(fd).st_mode):
            assert not (tmp_path / "a").exists()
            on_disk.append(b"".join(path.read_bytes() for path in tmp_path.iterdir()))

    monkeypatch.setattr(os, "fsync", fsync)
    put(tmp_path / "a", b"whole", writing)
    assert on_disk == [b"whole"]
