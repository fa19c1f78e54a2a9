"""Which backends there are, in the order in which `auto` tries them.

It exists apart so that adding one is a line here and a module beside it.
"""

from __future__ import annotations

from collections.abc import Callable

from trackclock.adapters.audio.devices import Device
from trackclock.adapters.audio.mixer import Mixer
from trackclock.adapters.audio.through_miniaudio import MiniaudioDevice
from trackclock.adapters.audio.through_simpleaudio import SimpleaudioDevice

DEVICES: dict[str, Callable[[Mixer], Device]] = {
    MiniaudioDevice.name: MiniaudioDevice,
    SimpleaudioDevice.name: SimpleaudioDevice,
}
"""How each is made, by the name that TRACKCLOCK_AUDIO calls it."""
