"""Where the assignments of a TOML file stand is where the parser of the standard library finds them."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from trackclock.formats.toml_lines import line_and_column, toml_lines

NAMES = st.sampled_from(["mark", "undo", "keys", '"a b"', "'#x'", "a-1", "x . y"])
VALUES = st.sampled_from(
    [
        '"u"',
        "'f8'",
        "[]",
        '["a", "b"]',
        '[ # one ]\n  "a", # "no"\n  \'#\',\n]',
        '"""\n[no]\nx = 1\n"""',
        "'''\n# [no]'''",
        '"\\"#"',
        '{ a = ["]"], b = "}" }',
        "1979-05-27 07:32:00",
        "true",
        "[[1, 2], [3]]",
        '"""a\\"""b"""""',
    ]
)
LINES = st.lists(
    st.tuples(NAMES, VALUES).map(lambda pair: f"{pair[0]} = {pair[1]}")
    | st.sampled_from(["# [keys]", "", "  # x = 1", "[t]", "[ t . 'u' ] # z", "[[many]]"]),
    max_size=8,
)


def found_at(data: dict[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = data
    for name in path:
        value = value[-1] if isinstance(value, list) else value
        value = value[name]
    return value


@given(LINES, st.sampled_from(["", "\n", "  # end"]))
def test_each_assignment_is_found_with_its_value(lines: list[str], end: str) -> None:
    text = "\n".join(lines) + end
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    found = toml_lines(text)
    for one in found.assignments:
        value = text[one.value.start : one.value.end]
        read = tomllib.loads(f"x = {value}")["x"]
        if not any(table.path == ("many",) for table in found.tables):
            assert read == found_at(data, one.path)
        assert text[one.name.start : one.name.end] == text[one.name.start : one.value.start].partition("=")[0].rstrip()
        for string in one.texts:
            assert isinstance(tomllib.loads(f"x = {text[string.start : string.end]}")["x"], str)
    assert len(found.tables) == sum(line.lstrip().startswith("[") for line in lines)
    assert len(found.assignments) == sum("=" in line.partition("#x")[0] or line.startswith("'#x'") for line in lines
                                         if not line.lstrip().startswith(("#", "[")))  # fmt: skip


def test_a_place_is_told_by_line_and_column() -> None:
    text = "a = 1\n  b = 2"
    assert [line_and_column(text, one.name.start) for one in toml_lines(text).assignments] == [(1, 1), (2, 3)]
