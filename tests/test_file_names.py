"""Every name that is made is one that every system takes, in whatever way it is made."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.simulated_windows.files import is_device as is_device_there
from tests.simulated_windows.files import is_no_name
from trackclock.adapters.store.locks import is_session_id
from trackclock.application.draft import file_name
from trackclock.application.own_files import FilesError, Loose, refusal_of, rename, take_in
from trackclock.application.session_file import SessionFile
from trackclock.file_names import fit, is_device, is_fit

DEVICES = ("con", "PRN", "aux", "Nul", "com1", "COM9", "com0", "lpt1", "lpt\xb2", "conin$", "CONOUT$")
NEAR = ("cone", "console", "com", "com10", "lpt", "null", "auxiliary", "a con", "con-1", "nul_", "xaux")
FORMS = ("{}", "{}.toml", "{} ", "{}.", "{}. .", " {}", "{}.x.txt", "{} .toml", "{}..toml")

NAMES = st.one_of(
    st.builds(lambda form, name: form.format(name), st.sampled_from(FORMS), st.sampled_from(DEVICES + NEAR)),
    st.text(st.sampled_from('aZ0 .-/\\:*?"<>|\0\n\x7f\u202eé走'), max_size=12),
    st.text(max_size=30),
)


def is_taken_there(name: str) -> bool:
    """What the simulated Windows says of it, which was written by itself."""
    return bool(name) and not is_no_name(name) and not is_device_there(name) and "/" not in name


@pytest.mark.parametrize("form", FORMS)
def test_devices_are_known_with_and_without_an_ending(form: str) -> None:
    assert all(is_device(form.format(name).strip()) for name in DEVICES)
    assert not any(is_device(form.format(name).strip()) for name in NEAR)


@given(NAMES, st.sampled_from(["", ".toml", ".draft.toml"]))
def test_what_is_made_fit_is_and_what_is_fit_stays(name: str, ending: str) -> None:
    made = fit(name, ending)
    assert is_fit(made)
    assert is_taken_there(made)
    assert made.endswith(ending)
    assert fit(made) == made
    if is_fit(f"{name}{ending}"):
        assert made == (f"{name}{ending}" if name else f"session{ending}")


@given(NAMES)
def test_whatever_a_session_is_called_its_file_can_be_carried(name: str) -> None:
    assert is_taken_there(file_name(name))


@given(NAMES)
def test_whatever_is_put_into_the_list_has_a_name_that_can_be_carried(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    folder = tmp_path_factory.mktemp("own")
    made, is_new = take_in(Loose(name, b"4 x 400m"), folder)
    assert is_new
    assert is_taken_there(made)
    assert [path.name for path in folder.iterdir()] == [made]


@given(NAMES)
def test_a_name_that_cannot_be_carried_is_refused_in_words(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    path = tmp_path_factory.mktemp("own") / "old.toml"
    path.touch()
    file = SessionFile(path.name, path)
    if why := refusal_of(file, name):
        assert "name" in why
        with pytest.raises(FilesError):
            rename(file, name)
        assert path.exists()
        return
    assert is_taken_there(rename(file, name).name)


@pytest.mark.parametrize("name", ["con", "nul.toml", "com1", "aux.x", "lpt9 "])
def test_the_reason_names_the_device(tmp_path: Path, name: str) -> None:
    path = tmp_path / "old.toml"
    path.touch()
    why = refusal_of(SessionFile(path.name, path), name)
    assert why == f"Windows keeps the name {name.split('.')[0].strip()} for a device; choose another name"


def test_no_session_has_the_name_of_a_device() -> None:
    assert not is_session_id("con")
    assert is_session_id("20260101-con")
