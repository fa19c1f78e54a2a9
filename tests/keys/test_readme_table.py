"""The README's table of keys is made from the registry: the same lines as on the page of help.

When it has to change, this prints it: `python -m tests.keys.test_readme_table`.
"""

from __future__ import annotations

import re
from pathlib import Path

from trackclock.keys import DEFAULT
from trackclock.keys.lines import help_lines

README = Path(__file__).parents[2] / "README.md"


def table() -> str:
    """Keys and text of every command that counts while a session runs."""
    lines = [f"| {keys} | {text} |" for keys, text in help_lines(DEFAULT)]
    return "\n".join(["| key | does |", "|---|---|", *lines])


def test_the_table_of_the_readme_is_that_of_the_registry() -> None:
    page = re.search(r"^## Keys\n.*?(?=^## )", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert page is not None
    assert table() in page[0]
    assert page[0].count("\n|") == table().count("\n") + 1


if __name__ == "__main__":
    print(table())
