"""The README's tables of keys are made from the registry: the same lines as on the page of help.

When it has to change, this prints it: `python -m tests.keys.test_readme_table`.
"""

from __future__ import annotations

import re
from pathlib import Path

from trackclock.keys import DEFAULT, Command
from trackclock.keys.group import GROUP
from trackclock.keys.lines import LISTED, help_lines

README = Path(__file__).parents[2] / "README.md"


def table(listed: tuple[Command, ...] = LISTED) -> str:
    """Keys and text of every command that counts while a session runs, or of others."""
    lines = [f"| {keys} | {text} |" for keys, text in help_lines(DEFAULT, listed)]
    return "\n".join(["| key | does |", "|---|---|", *lines])


def test_the_tables_of_the_readme_are_those_of_the_registry() -> None:
    page = re.search(r"^## Keys\n.*?(?=^## )", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert page is not None
    assert table() in page[0]
    assert table(GROUP) in page[0]
    assert page[0].count("\n|") == table().count("\n") + table(GROUP).count("\n") + 2


if __name__ == "__main__":
    print(table())
    print()
    print(table(GROUP))
