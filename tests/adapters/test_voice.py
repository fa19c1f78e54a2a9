"""An engine that is missing, hangs, dies, is slow or writes rubbish costs a phrase and nothing else."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
import wave
from array import array
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.waiting import until
from trackclock.adapters.audio.tones import RATE_HZ
from trackclock.adapters.voice import engine_voice
from trackclock.adapters.voice.engine import MOST_FAILURES, NOT_PLAYED
from trackclock.adapters.voice.engine_voice import EngineVoice
from trackclock.adapters.voice.engines import ENGINES, engine_here, lacking
from trackclock.adapters.voice.rendering import EngineError, render
from trackclock.adapters.voice.samples import LONGEST_S, PEAK, RubbishError, read_speech
from trackclock.adapters.voice.through_espeak import Espeak
from trackclock.core.pronunciation import PAUSE, PIECES, pieces_of
from trackclock.ports import ScheduledPhrase

needs_programs = pytest.mark.skipif(sys.platform in ENGINES, reason="the programs in the engine's place are for Linux")
needs_engine = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs espeak-ng (apt: espeak-ng)")

PHRASE = ScheduledPhrase("p", 1_000, 2_000, 3, "rep 4 of 8, 400 in 78")
TIME = ScheduledPhrase("t", 1_000, 2_000, 4, "1:18.2, minus 0.6")

# what each does with `-v VOICE -w FILE --stdin`
_WRITES = """
import sys, wave
with wave.open(sys.argv[1], "wb") as file:
    file.setnchannels(1), file.setsampwidth(2), file.setframerate(22050)
    file.writeframes(bytes([0, 60]) * 5000)
"""
SPEAKS = f"exec {sys.executable} -c '{_WRITES}' \"$4\""
FAULTS = {
    "hangs": ("exec sleep 60", "did not speak within"),
    "hangs with a child": ("sleep 60 & sleep 60", "did not speak within"),
    "dies": ("exit 3", "exit code 3"),
    "is killed": ("kill -9 $$", "exit code -9"),
    "writes nothing": ("exit 0", "no wave file"),
    "writes rubbish": ('head -c 5000 /dev/urandom > "$4"', "no wave file"),
    "writes half a head": ('printf RIFF > "$4"', "no wave file"),
    "reads nothing and floods": ("exec <&-; yes | head -c 1000000; exit 1", "exit code 1"),
}


class Heard:
    """In the place of the speaker: writes down what it is told."""

    can_speak = True

    def __init__(self) -> None:
        self.orders: list[list[Any]] = []

    def tell(self, order: list[Any]) -> None:
        self.orders.append(order)

    def words(self) -> dict[str, str]:
        return {order[1]: order[2] for order in self.orders if order[0] == "words"}


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Puts a script in the place of espeak-ng."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    def put(script: str) -> Path:
        path = folder / "espeak-ng"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return path

    return put


def write(path: Path, samples: array[int], *, rate: int = 22_050, channels: int = 1, width: int = 2) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return path


# --- one phrase -----------------------------------------------------------------------------------------------------


@needs_programs
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_an_engine_does_is_an_error_in_words_within_its_time(fault: str, program: Any, tmp_path: Path) -> None:
    script, words = FAULTS[fault]
    program(script)
    with pytest.raises(EngineError, match=words):
        render(Espeak(), "", "78", tmp_path / "x.wav", patience_s=0.3)
    assert list(tmp_path.glob("*.wav")) == []


@needs_programs
def test_no_text_becomes_an_option_or_an_order(program: Any, tmp_path: Path) -> None:
    program(f'cat > {tmp_path}/text; echo "$@" > {tmp_path}/options; {SPEAKS}')
    render(Espeak(), "en-gb", "--help; [[volm 0]] <break/> 5 \x1bsquats", tmp_path / "x.wav")
    assert (tmp_path / "text").read_text() == "--help;   volm 0    break/  5  squats\n"
    assert (tmp_path / "options").read_text() == f"-v en-gb -w {tmp_path}/x.wav --stdin\n"


def test_an_engine_that_is_missing_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert lacking(Espeak()) == f"espeak-ng is not here; {Espeak.install}"
    with pytest.raises(EngineError, match="apt install espeak-ng"):
        render(Espeak(), "", "78", tmp_path / "x.wav")


def test_each_system_has_its_engine(tmp_path: Path) -> None:
    names = {system: engine_here(system).name for system in ("linux", "darwin", "win32", "freebsd14")}
    assert names == {"linux": "espeak-ng", "darwin": "say", "win32": "System.Speech", "freebsd14": "espeak-ng"}
    for engine in (*ENGINES.values(), Espeak()):
        call = engine.call("program", "Someone; rm", tmp_path / "x.wav")
        told = [*call.command, *call.variables.values()]
        assert "Someone; rm" in told, "the name of a voice is one argument, whatever is in it"
        assert any(str(tmp_path / "x.wav") in one for one in told)


# --- samples --------------------------------------------------------------------------------------------------------


def test_what_was_spoken_comes_at_our_rate_as_loud_as_we_want_and_without_silence(tmp_path: Path) -> None:
    speech = array("h", [0] * 11_025 + [index % 50 * 100 - 2_500 for index in range(22_050)] + [0] * 22_050)
    for rate in (16_000, 22_050, 44_100, 48_000):
        heard = read_speech(write(tmp_path / "x.wav", speech, rate=rate))
        assert max(max(heard), -min(heard)) == pytest.approx(PEAK, rel=0.02)
        assert len(heard) / RATE_HZ == pytest.approx(22_050 / rate, abs=0.05)


def test_of_two_channels_one_is_heard(tmp_path: Path) -> None:
    both = array("h", [value for index in range(8_000) for value in (index % 100 * 200, 7)])
    heard = read_speech(write(tmp_path / "x.wav", both, rate=48_000, channels=2))
    assert len(heard) == pytest.approx(8_000, abs=150)


@pytest.mark.parametrize(
    ("samples", "options", "words"),
    [
        (array("h", [0] * 9_000), {}, "silence"),
        (array("h"), {}, "silence"),
        (array("h", [5_000] * (8_000 * LONGEST_S + 8_000)), {"rate": 8_000}, "longer than"),
        (array("h", [5_000] * 9_000), {"width": 1}, "8 bits"),
        (array("h", [5_000] * 9_000), {"rate": 100}, "100 Hz"),
    ],
)
def test_what_is_no_speech_is_refused(samples: array[int], options: dict[str, int], words: str, tmp_path: Path) -> None:
    with pytest.raises(RubbishError, match=words):
        read_speech(write(tmp_path / "x.wav", samples, **options))


# --- the voice ------------------------------------------------------------------------------------------------------


@needs_programs
def test_times_are_said_from_pieces_and_what_is_foreseen_whole(program: Any) -> None:
    program(SPEAKS)
    heard = Heard()
    voice = EngineVoice(heard)
    try:
        voice.schedule([PHRASE], [(5_000, 10_000)])
        voice.say(TIME)
        until(lambda: {"1", "18", "point 2", "minus", "0", "point 6", "rep 4 of 8, 400 in 78"} <= heard.words().keys())
        assert heard.orders[0] == ["speech", [["p", 1_000, 2_000, 3, ["rep 4 of 8, 400 in 78"]]], [[5_000, 10_000]]]
        said = next(order for order in heard.orders if order[0] == "say")
        assert said == ["say", ["t", 1_000, 2_000, 4, ["1", "18", "point 2", ",", "minus", "0", "point 6"]]]
        path = Path(heard.words()["rep 4 of 8, 400 in 78"])
        assert len(array("h", path.read_bytes())) > 1_000
        voice.schedule([], [])
        until(lambda: ["forget", "rep 4 of 8, 400 in 78"] in heard.orders)
        until(lambda: not path.exists())
        assert Path(heard.words()["18"]).exists()
        assert ["forget", "18"] not in heard.orders
    finally:
        voice.close()
    until(lambda: not path.parent.exists())


@needs_programs
@pytest.mark.parametrize("fault", ["hangs", "dies", "writes rubbish"])
def test_it_gives_up_on_an_engine_that_only_fails_and_nothing_is_left(
    fault: str, program: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = FAULTS[fault][0]
    if fault == "hangs":
        monkeypatch.setattr(engine_voice, "SILENT_S", 0.2)  # the renderer itself is what hangs then
        monkeypatch.setattr(engine_voice, "_AGAIN_S", 0.05)
    program(f"echo x >> {tmp_path}/asked; {script}")
    heard = Heard()
    voice = EngineVoice(heard)
    pids = set()
    try:
        voice.get_ready(["against target"])
        for index in range(400):
            voice.say(ScheduledPhrase(f"{index}", 0, 1, 4, f"{index % 60}.{index % 10}"))
            pids.add(voice.renderer_pid)
            if index > 20 and voice.renderer_pid is None and voice.has_given_up:
                break
            time.sleep(0.05)
        assert voice.has_given_up
        assert voice.renderer_pid is None
        assert heard.words() == {}
        asked = len((tmp_path / "asked").read_text().splitlines())
        assert asked <= 2 * MOST_FAILURES
    finally:
        voice.close()


@needs_programs
def test_a_renderer_that_is_killed_is_started_again_and_one_text_that_fails_is_not_asked_for_for_ever(
    program: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(engine_voice, "_AGAIN_S", 0.05)
    program(f'read text; echo "$text" >> {tmp_path}/asked; [ "$text" = odd ] && exit 1; {SPEAKS}')
    heard = Heard()
    voice = EngineVoice(heard)
    try:
        voice.schedule([PHRASE], [])
        until(lambda: len(heard.words()) == 1)
        first = voice.renderer_pid
        assert first is not None
        os.kill(first, 9)
        until(lambda: voice.renderer_pid != first)
        odd = ScheduledPhrase("o", 0, 1, 3, "odd")
        for index in range(5):
            voice.schedule([PHRASE, odd], [])
            voice.say(ScheduledPhrase(f"{index}", 0, 1, 4, f"{index + 20}"))
            until(partial(lambda text: text in heard.words(), f"{index + 20}"))
        assert (tmp_path / "asked").read_text().splitlines().count("odd") == 2
    finally:
        voice.close()


def test_without_an_engine_nothing_is_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    heard = Heard()
    voice = EngineVoice(heard)
    voice.get_ready(["against target"])
    voice.schedule([PHRASE], [])
    voice.say(TIME)
    voice.hush()
    voice.close()
    assert (heard.orders, voice.renderer_pid) == ([], None)
    assert voice.lacks


@needs_programs
@needs_engine
def test_the_real_engine_says_every_piece(tmp_path: Path) -> None:
    engine = engine_here()
    for piece in (*PIECES[::17], "minus", "oh", "against rep before", "rep 4 of 8, 400 in 1 18"):
        heard = render(engine, "", piece, tmp_path / "x.wav", patience_s=20)
        assert 0.15 < len(heard) / RATE_HZ < 4, piece


@settings(max_examples=60, deadline=None)
@given(head=st.integers(0, 60), changed=st.lists(st.tuples(st.integers(0, 59), st.integers(0, 255)), max_size=6))
def test_a_wave_file_with_any_byte_changed_or_missing_is_speech_or_refused(
    head: int, changed: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = write(tmp_path_factory.mktemp("wave") / "x.wav", array("h", [5_000, -5_000] * 300))
    data = bytearray(path.read_bytes())
    for place, value in changed:
        data[place] = value
    path.write_bytes(bytes(data[: len(data) - head * 20]))
    with contextlib.suppress(RubbishError):
        assert max(map(abs, read_speech(path))) <= PEAK


@needs_programs
def test_a_fault_on_the_way_costs_one_phrase_and_not_the_voice(program: Any) -> None:
    class Faulty(Heard):
        def tell(self, order: list[Any]) -> None:
            super().tell(order)
            if order == ["hush"]:
                raise RuntimeError("a fault of ours")

    program(SPEAKS)
    heard = Faulty()
    voice = EngineVoice(heard)
    try:
        voice.hush()
        until(lambda: ["hush"] in heard.orders)
        voice.say(TIME)
        until(lambda: any(order[0] == "say" for order in heard.orders))
        until(lambda: set(pieces_of(TIME.text)) - {PAUSE} <= set(heard.words()))
    finally:
        voice.close()


@needs_programs
def test_a_voice_that_nothing_here_plays_says_so(program: Any) -> None:
    program(SPEAKS)
    heard = Heard()
    voice = EngineVoice(heard)
    assert voice.lacks == ""
    heard.can_speak = False  # the bell has to do, or simpleaudio
    assert voice.lacks == NOT_PLAYED
    heard.can_speak = True  # miniaudio is back
    assert voice.lacks == ""
