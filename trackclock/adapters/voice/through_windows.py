"""Speaks through System.Speech, which Windows PowerShell finds in every Windows.

What it is told goes by standard input and the environment, never into the script: no text can become a command.
"""

from __future__ import annotations

from pathlib import Path

from trackclock.adapters.voice.engine import Call

_VOICE, _WAVE = "TRACKCLOCK_SPEAKING_VOICE", "TRACKCLOCK_SPEAKING_FILE"

_SCRIPT = f"""
$ErrorActionPreference = 'Stop'
[Console]::InputEncoding = [Text.Encoding]::UTF8
Add-Type -AssemblyName System.Speech
$speaking = New-Object System.Speech.Synthesis.SpeechSynthesizer
if ($env:{_VOICE}) {{ $speaking.SelectVoice($env:{_VOICE}) }}
else {{ try {{ $speaking.SelectVoiceByHints('NotSet', 'NotSet', 0, [Globalization.CultureInfo]'en-US') }} catch {{ }} }}
$speaking.SetOutputToWaveFile($env:{_WAVE})
$speaking.Speak([Console]::In.ReadToEnd())
$speaking.Dispose()
"""


class WindowsSpeech:
    """System.Speech of the .NET Framework, through Windows PowerShell 5 (PowerShell 7 has no such assembly)."""

    name = "System.Speech"
    program = "powershell.exe"
    install = "nothing: it comes with Windows PowerShell, which is missing from the PATH"

    def call(self, program: str, voice: str, wave: Path) -> Call:
        """The script alone."""
        command = [program, "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-Command", _SCRIPT]
        return Call(command, {_VOICE: voice, _WAVE: str(wave)})
