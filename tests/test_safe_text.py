"""What harms a terminal is kept from it and nothing else is, by one rule for every part."""

from __future__ import annotations

import ast
import json
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

import trackclock
from trackclock.core.notation import parse, tidy
from trackclock.core.plan import Plan
from trackclock.formats.load import load_text
from trackclock.formats.tables import Table, to_text
from trackclock.safe_text import cells, clean, clean_lines, has_controls, is_harmful, printable, safe

TURNING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
MARKS = "\u061c\u200e\u200f"
WORDS = (
    "ماراتن نیم\u200cفاصله",
    "👩\u200d👩\u200d👧 with Mum",
    "🏃🏽\u200d♀\ufe0f easy",
    "❤\ufe0f and ❤\ufe0e",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "e\u0301 n\u0303 क्\u200dष",
    "לפני המירוץ",
    "長距離走 ×４",
    "\ue0b0 \U000f0001",
)
"""Harmless, in scripts and signs that people do write their names in."""
HARMS = "\x1b[0m]\x9b\x07\u202e\u2066\u2028\ud800 \t\r\n" + MARKS
HOSTILE = st.text(st.one_of(st.characters(), st.sampled_from(HARMS)))


def harms(char: str) -> bool:
    """By the tables of Unicode, and not by our own."""
    return (
        unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(char) in TURNING
        or char in MARKS
    )


def test_every_character_there_is_is_judged_by_what_it_does() -> None:
    wrong = [f"U+{code:04X}" for code in range(sys.maxunicode + 1) if is_harmful(chr(code)) is not harms(chr(code))]
    assert wrong == []


@given(HOSTILE)
@example("a \x1b b")
@example(" \u200f x")
def test_what_is_cleaned_is_harmless_the_same_when_cleaned_again_and_has_all_the_rest(text: str) -> None:
    line, lines = clean(text), clean_lines(text)
    assert not any(map(harms, line))
    assert not any(harms(char) for char in lines if char != "\n")
    assert clean(line) == line
    assert clean_lines(lines) == lines
    kept = [char for char in text if not harms(char) and not char.isspace()]
    assert [char for char in line if not char.isspace()] == kept
    assert [char for char in lines if not char.isspace()] == kept
    assert safe(text) == "".join(char for char in text if not harms(char))
    assert [(was, now) for was, now in zip(text, printable(text), strict=True) if was != now] == [
        (char, "\ufffd") for char in text if harms(char)
    ]


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("way", [clean, clean_lines, printable, safe])
def test_words_of_every_script_and_joined_signs_stay_as_they_are(words: str, way: Callable[[str], str]) -> None:
    assert way(words) == words


@pytest.mark.parametrize("words", WORDS)
def test_a_session_may_be_named_and_noted_in_them_in_every_form_of_file(words: str) -> None:
    text = f'name = {json.dumps(words, ensure_ascii=False)}\nnotes = "{words}"\nworkout = "400m [note: {words}]"'
    plan = load_text(text, is_toml=True)
    assert (plan.name, plan.notes, plan.steps[0].notes) == (words, words, (words,))
    bare = load_text(f"400m [note: {words}]", name=words, is_toml=False)
    assert (bare.name, bare.steps) == (words, plan.steps)
    assert parse(tidy(bare)).steps == plan.steps


@pytest.mark.parametrize("bad", ["\x1b[31m", "\x07", "\x9b", "\x7f", "\x00"])
def test_a_control_character_is_refused_in_every_form_of_file(bad: str) -> None:
    assert has_controls(f"a{bad}")
    for text, is_toml in ((f"name = {json.dumps(bad)}\nworkout = '400m'", True), (f"400m [note: a{bad}]", False)):
        with pytest.raises(Exception, match="control character"):
            load_text(text.replace("\x7f", "\\u007f") if is_toml else text, is_toml=is_toml)


def test_marks_that_turn_the_text_are_left_out_in_every_form_of_file() -> None:
    plan = load_text('name = "a\u202eb"\nnotes = "c\u2066d"\nworkout = "400m [note: e\u200ff]"', is_toml=True)
    assert (plan.name, plan.notes, plan.steps[0].notes) == ("ab", "cd", ("ef",))
    bare = load_text("400m [note: e\u200ff]", name="a\u202eb", is_toml=False)
    assert (bare.name, bare.steps) == ("a\ufffdb", plan.steps), "a file of such a name is told from one without"


@given(HOSTILE, HOSTILE)
def test_a_table_is_harmless_and_keeps_the_rest(one: str, other: str) -> None:
    text = to_text(Table(("a", "b"), ((one, other),)))
    assert not any(harms(char) for char in text if char != "\n")
    kept = [char for cell in ("b", one, other) if cell or other for char in cell if not harms(char) and char != " "]
    assert not other or [char for char in text if char not in " \na"] == [char for char in kept if char != "a"]


@pytest.mark.parametrize(
    "text",
    [*(words for words in WORDS if "क" not in words), "plain", "🏃🏽", "🇬🇧", "a\u0301", "👨\u200d👩\u200d👧\u200d👦!"],
)
def test_columns_are_counted_as_the_screens_count_them(text: str) -> None:
    assert cells(text) == cell_len(text)


def test_a_plan_of_such_words_reads_back() -> None:
    steps = parse("\n".join(f"400m [note: {words}]" for words in WORDS)).steps
    assert parse(tidy(Plan("x", steps))).steps == steps


def test_no_other_module_has_a_rule_of_its_own() -> None:
    """The notation's reader sorts signs into kinds, the names of keys ask which signs a key writes: other questions."""
    allowed = {"safe_text.py", "lexer.py", "names.py"}
    found = set()
    for path in Path(trackclock.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in ("isprintable", "category", "east_asian_width"):
                found.add(path.name)
    assert found - allowed == set()
