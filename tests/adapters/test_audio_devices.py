"""What is known of miniaudio's insides, and what is done where they look different."""

from __future__ import annotations

from typing import Any

import pytest

from trackclock.adapters.audio.through_miniaudio import held_frames, playback_class, still_filling

miniaudio = pytest.importorskip("miniaudio")


class Library:
    """miniaudio with a device that opens nothing."""

    ffi = miniaudio.ffi

    def __init__(self, version: str) -> None:
        self._version = version

    def lib_version(self) -> str:
        return self._version

    class PlaybackDevice:
        def __init__(self) -> None:
            self._devconfig = miniaudio.lib.ma_device_config_init(miniaudio.lib.ma_device_type_playback)

        def _make_context(self) -> bytes:
            return bytes(miniaudio.ffi.buffer(miniaudio.ffi.addressof(self._devconfig)))


def opened(version: str) -> tuple[bytes, bool]:
    device: Any = playback_class(Library(version))()
    return device._make_context(), device.is_exact


def test_the_switch_for_exact_requests_is_one_byte() -> None:
    plain = Library("")
    before = plain.PlaybackDevice()._make_context()
    after, is_exact = opened(miniaudio.lib_version())
    assert is_exact
    assert [index for index in range(len(before)) if before[index] != after[index]] == [27]
    assert (before[27], after[27]) == (0, 1)


def test_a_library_that_looks_different_is_left_alone() -> None:
    before = Library("").PlaybackDevice()._make_context()
    assert opened("0.12.0") == (before, False)


def test_what_a_device_holds() -> None:
    assert held_frames("PulseAudio", 3_360, is_exact=True) == 3_360
    assert held_frames("PulseAudio", 4_800, is_exact=False) == 8_400
    assert held_frames("ALSA", 1_440, is_exact=True) == 4_320
    assert held_frames("Core Audio", 512, is_exact=True) == 1_024


@pytest.mark.parametrize(
    ("requests", "held"),
    [
        ([3_360, 720, 960], 3_360),  # PulseAudio
        ([2_048, 1_312, 1_024, 1_024], 3_360),  # PipeWire
        ([9_600, 960, 960], 9_600),  # PulseAudio with a sink that wants a deep buffer
    ],
)
def test_a_device_may_be_filled_in_pieces(requests: list[int], held: int) -> None:
    believed = held_frames("PulseAudio", requests[0], is_exact=True)
    for index, count in enumerate(requests[1:], start=1):
        believed = still_filling(believed, sum(requests[:index]), count)
    assert believed == held
