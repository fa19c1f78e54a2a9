"""Which backend is wanted, and which versions of simpleaudio are refused."""

from __future__ import annotations

import sys
from importlib import metadata

import pytest

from trackclock.adapters.audio.backends import DEVICES
from trackclock.adapters.audio.choice import Choice, choose
from trackclock.adapters.audio.devices import DeviceError
from trackclock.adapters.audio.through_simpleaudio import simpleaudio_version
from trackclock.errors import UsageError


def test_nobody_chose() -> None:
    assert choose({}) is Choice.AUTO


def test_the_environment_goes_before_the_setting() -> None:
    assert choose({"TRACKCLOCK_AUDIO": "bell"}, "off") is Choice.BELL
    assert choose({"TRACKCLOCK_AUDIO": ""}, "off") is Choice.OFF
    assert choose({"TRACKCLOCK_AUDIO": " MiniAudio "}) is Choice.MINIAUDIO


def test_a_bad_word_is_one_clear_error() -> None:
    with pytest.raises(UsageError, match="'loud' is not a way of making sound; write one of auto, miniaudio") as caught:
        choose({"TRACKCLOCK_AUDIO": "loud"})
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)


def test_auto_tries_miniaudio_then_simpleaudio_then_the_bell() -> None:
    assert Choice.AUTO.backends == tuple(DEVICES) == ("miniaudio", "simpleaudio")
    assert Choice.AUTO.has_bell
    assert Choice.BELL.backends == Choice.OFF.backends == ()
    assert not Choice.MINIAUDIO.has_bell


def pretend(monkeypatch: pytest.MonkeyPatch, versions: dict[str, str], python: tuple[int, int]) -> None:
    def version(name: str) -> str:
        if name not in versions:
            raise metadata.PackageNotFoundError(name)
        return versions[name]

    monkeypatch.setattr(metadata, "version", version)
    monkeypatch.setattr(sys, "version_info", (*python, 0, "final", 0))


@pytest.mark.parametrize("python", [(3, 12), (3, 13)])
def test_the_simpleaudio_that_crashes_is_refused_with_a_clear_word(
    monkeypatch: pytest.MonkeyPatch, python: tuple[int, int]
) -> None:
    pretend(monkeypatch, {"simpleaudio": "1.0.4"}, python)
    with pytest.raises(DeviceError, match=r"simpleaudio 1\.0\.4 crashes Python 3\.12 and later.*pip uninstall"):
        simpleaudio_version()


def test_the_plain_simpleaudio_hides_the_patched_one(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, {"simpleaudio": "1.0.4", "simpleaudio-patched": "1.0.5"}, (3, 12))
    with pytest.raises(DeviceError, match="crashes"):
        simpleaudio_version()


def test_what_works_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, {"simpleaudio-patched": "1.0.5"}, (3, 13))
    assert simpleaudio_version() == "simpleaudio-patched 1.0.5"
    pretend(monkeypatch, {"simpleaudio": "1.0.4"}, (3, 11))
    assert simpleaudio_version() == "simpleaudio 1.0.4"


def test_none_installed_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, {}, (3, 11))
    with pytest.raises(DeviceError, match=r'pip install "trackclock\[simpleaudio\]"'):
        simpleaudio_version()
