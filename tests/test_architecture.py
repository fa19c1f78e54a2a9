"""ARCHITECTURE.md is the law, so it must be true: what the code cites stands in it, what it maps is there.

It exists because a rule that nobody can look up, or a map of a house that was rebuilt, is worse than none.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAW = ROOT / "ARCHITECTURE.md"
PAGES = (LAW, ROOT / "CONTRIBUTING.md", ROOT / "README.md", ROOT / "CHANGELOG.md")
_CITED = re.compile(r'ARCHITECTURE\.md,\s+"([^"]+)"')
_TITLE = re.compile(r"^#+ (.+)$", re.MULTILINE)
_PLACE = re.compile(r"`((?:core|formats|ports|recorder|application|adapters|ui|command_line|tests)/[\w./]+|\w+\.py)`")


def sources() -> Iterator[Path]:
    for folder in ("trackclock", "tests"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".tcss") and path != Path(__file__):
                yield path


def places_on_the_map() -> list[str]:
    """Every path of the drawn map, from the top of the project."""
    drawn = LAW.read_text(encoding="utf-8").split("```")[1]
    found: list[str] = []
    above: list[tuple[int, str]] = []
    for line in filter(None, drawn.splitlines()):
        indent = len(line) - len(line.lstrip())
        if indent > 6:
            continue  # the text of the line above goes on
        above = [(depth, name) for depth, name in above if depth < indent]
        folder = "".join(name for _, name in above)
        for name in re.findall(r"[\w.]+\.py\b|[\w]+/", re.split(r"\s{3,}", line.strip())[0]):
            found.append(folder + name)
            if name.endswith("/"):
                above.append((indent, name))
    return found


def test_each_rule_that_is_cited_stands_in_the_law() -> None:
    titles = set(_TITLE.findall(LAW.read_text(encoding="utf-8")))
    cited = {
        (path.relative_to(ROOT).as_posix(), " ".join(title.split()))
        for path in sources()
        for title in _CITED.findall(path.read_text(encoding="utf-8"))
    }
    assert len(cited) > 30
    assert {(path, title) for path, title in cited if title not in titles} == set()


def test_it_is_cited_by_title_and_nothing_else_is_cited() -> None:
    for path in sources():
        text = path.read_text(encoding="utf-8")
        assert text.count("ARCHITECTURE.md") == len(_CITED.findall(text)), path
        assert "DESIGN.md" not in text, path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_names_a_place_outside_the_project(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"\.\./|(?<![\w.~])/(?:work|home|root|tmp)/", text)


def test_nothing_else_stands_at_the_top() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("a clone alone tells what is committed")
    committed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    top = {path.partition("/")[0] for path in committed.splitlines()}
    named = {"pyproject.toml", "README.md", "trackclock", "tests", "sessions", "screenshots"}
    by_convention = {"LICENSE", "CHANGELOG.md", "ARCHITECTURE.md", "CONTRIBUTING.md"}
    assert {name for name in top if not name.startswith(".")} <= named | by_convention


def test_what_the_map_shows_is_there() -> None:
    places = places_on_the_map()
    assert {"trackclock/core/session/", "trackclock/ui/app.py", "trackclock/doctor.py", "sessions/"} <= set(places)
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_every_folder_of_the_program_is_on_the_map() -> None:
    folders = {path.parent.relative_to(ROOT).as_posix() + "/" for path in (ROOT / "trackclock").glob("*/__init__.py")}
    assert folders <= set(places_on_the_map())


def test_the_places_that_a_contributor_is_sent_to_are_there() -> None:
    for found in _PLACE.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")):
        beside = [ROOT / found, ROOT / "trackclock" / found, *(ROOT / "trackclock").rglob(found)]
        assert any(path.exists() for path in beside), found
