"""A plain character for whatever cannot be written, as wide as the one that it stands for."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from trackclock.standins import never_fails, plain, takes_everything


@pytest.mark.parametrize(
    ("text", "written"),
    [("▄█▀ 1:23", '_#" 1:23'), ("▼ -1.2 ★ best", "v -1.2 * best"), ("zwölf – 走", "zwolf - ??"), ("e\u0301", "e")],
)
def test_it_reads_much_the_same(text: str, written: str) -> None:
    assert "".join(char if char.isascii() else plain(char) for char in text) == written


@given(st.characters(codec="utf-8", min_codepoint=0xA1))
def test_it_is_ascii_and_as_wide_as_what_it_stands_for(char: str) -> None:
    found = plain(char)
    assert found.isascii()
    assert found.isprintable() or not found
    assert len(found) == cell_len(char)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437", "utf-8", "utf-16"])
@given(text=st.text(st.characters(codec="utf-8"), max_size=40))
def test_nothing_that_is_written_raises(encoding: str, text: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict")
    never_fails(stream)
    stream.write(text)
    stream.flush()
    assert takes_everything(stream) is encoding.startswith("utf")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "ascii"])
def test_half_a_character_of_a_path_is_written_all_the_same(encoding: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding)
    never_fails(stream)
    stream.write("/home/jo/l\udce4ufe/\ud800")
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    assert stream.buffer.getvalue().decode(encoding) == "/home/jo/l?ufe/?"
