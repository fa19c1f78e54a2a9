"""The README's page on session files: every form in it is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from trackclock.core.notation import NotationError, parse
from trackclock.formats.load import load_text

README = Path(__file__).parents[2] / "README.md"
PAGE = re.search(r"^## Session files\n.*?(?=^## |\Z)", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
FRAMES = ("{}", "4 x 400m {}", "3 x (4 x 400m) {}", "4 x 600m\n4 x 300m\n{}", "400m\n300m\n{}", "{}\n400m")
"""What a form may need around it to be a session: reps to be the recovery or target of."""

pytestmark = pytest.mark.skipif(PAGE is None or "by example" not in PAGE[0], reason="the README has no such page")


def page() -> str:
    return PAGE[0] if PAGE is not None else ""


def forms() -> list[str]:
    rows = re.findall(r"^\| [^|]+ \| (.*) \|$", page(), re.MULTILINE)
    return [form for row in rows for form in re.findall(r"`([^`]+)`", row)]


def is_read(text: str) -> bool:
    try:
        return bool(parse(text).steps)
    except NotationError:
        return False


def test_every_form_in_the_tables_is_read() -> None:
    found = forms()
    assert len(found) > 40
    assert [form for form in found if not any(is_read(frame.format(form)) for frame in FRAMES)] == []


def test_every_whole_file_is_read() -> None:
    blocks = re.findall(r"^```(?:toml)\n(.*?)^```", page(), re.MULTILINE | re.DOTALL)
    assert blocks
    for block in blocks:
        assert load_text(block).steps
