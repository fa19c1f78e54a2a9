"""What is set while the app runs: sound and theme, each kept for the next start and said where no place shows it.

It exists apart from the app because it needs no screen: the run screen, the lists and the palette set the same things.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from trackclock.application.settings import MAX_LATENCY_MS, MAX_VOLUME, Settings
from trackclock.ui.keyboard import AppWithKeys
from trackclock.ui.themes import following


class AppWithSettings(AppWithKeys):
    """Does the commands of the registry that change a setting."""

    settings: Settings

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As for any app."""
        super().__init__(*args, **kwargs)
        self._is_unkept = False

    def do_mute(self) -> None:
        """Mute or unmute."""
        self.services.speaker.set_muted(not self.services.speaker.is_muted)
        self.remember(replace(self.settings, muted=self.services.speaker.is_muted))

    def do_quieter(self) -> None:
        """One step quieter."""
        self._set_volume(self.services.speaker.volume - 1)

    def do_louder(self) -> None:
        """One step louder."""
        self._set_volume(self.services.speaker.volume + 1)

    def _set_volume(self, volume: int) -> None:
        self.services.speaker.set_volume(max(0, min(MAX_VOLUME, volume)))
        self.remember(replace(self.settings, volume=self.services.speaker.volume))

    def do_sound_later(self) -> None:
        """One step less for a loudspeaker that is late."""
        self._set_latency(-1)

    def do_sound_sooner(self) -> None:
        """One step more for a loudspeaker that is late."""
        self._set_latency(1)

    def _set_latency(self, steps: int) -> None:
        from trackclock.keys.live import OFFSET_STEP_MS

        latency_ms = max(0, min(MAX_LATENCY_MS, self.settings.latency_ms + steps * OFFSET_STEP_MS))
        self.services.speaker.set_offset(latency_ms)
        self.remember(replace(self.settings, latency_ms=latency_ms))
        self.show_message(f"sounds are sent {latency_ms} ms ahead" if latency_ms else "sounds are sent on time")

    def _is_live(self, screen: object) -> bool:
        """Whether space counts for the session of a screen, and that screen is the one."""
        live: object = self.live
        return live is not None and screen is live

    def show_message(self, text: str) -> None:
        """Say what a key has changed, where there is no place on the screen that shows it."""
        if self.live is not None and self._is_live(self.screen):
            self.live.show_message(text)
        else:
            self.notify(text, timeout=3)

    def do_theme(self) -> None:
        """The next theme."""
        self.theme = following(self.theme)
        self.remember(replace(self.settings, theme=self.theme))

    def remember(self, settings: Settings) -> None:
        """Keep changed settings for the next start, and show them."""
        self.settings = settings
        is_kept = self.services.autopilot is None and not self.services.is_watching
        if is_kept and not settings.save(self.services.config_dir):
            self._say_unkept()
        if self.live is not None:
            self.live.show_now()

    def _say_unkept(self) -> None:
        """Say once that what is changed counts until the end only."""
        if self._is_unkept:
            return
        self._is_unkept = True
        from trackclock.ui.words import clean

        why = f"{self.services.config_dir} cannot be written; name another folder in TRACKCLOCK_CONFIG_DIR"
        text = clean(f"Changed until the end only: {why}")
        if self.live is not None and self._is_live(self.screen):
            self.live.show_message(text, is_warning=True)  # a note would lie over the clock
        else:
            self.notify(text, severity="warning", timeout=10, markup=False)
