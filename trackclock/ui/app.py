"""The Textual shell: it wires keys, colours and screens together and decides nothing about a session.

It exists thin on purpose: what happens on the track is in the core, and what is painted comes from frozen views.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterable
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from trackclock.application.services import FLUSH_S, Services
from trackclock.application.settings import Settings
from trackclock.errors import TrackclockError
from trackclock.ui import navigation
from trackclock.ui.adjusting import AppWithSettings
from trackclock.ui.coloured import ColouredApp
from trackclock.ui.gathering import live_screen
from trackclock.ui.goodbye import install_signals
from trackclock.ui.holds import Holds
from trackclock.ui.keyboard import PALETTE
from trackclock.ui.keyed import AppWithOwnKeys
from trackclock.ui.once_shown import once_shown
from trackclock.ui.themes import DARK, THEMES
from trackclock.ui.toasts import AppWithToasts
from trackclock.ui.way_back import is_at_bottom

if TYPE_CHECKING:
    from trackclock.core.plan import Plan
    from trackclock.ports import SessionStore, StoredGroup, StoredSession

_ATTEMPT_S = 0.5
"""How long one more attempt to write may take before the user is asked for another place."""

_BAD_NEWS_S = 20
"""How long it is said on the list that a session is not saved."""


class TrackclockApp(AppWithOwnKeys, AppWithSettings, AppWithToasts, ColouredApp):
    """The whole app: the list of sessions, or one session ready to run."""

    TITLE = "trackclock"
    CSS_PATH = "app.tcss"
    COMMAND_PALETTE_BINDING = "ctrl+p"
    NOTIFICATION_TIMEOUT = 3.0  # in a small terminal a note covers half the list
    # The keys of the registry are bound once the first frame is painted: it knows every command of the core.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "command('leave')", "Leave", show=False, priority=True),
        Binding("ctrl+c", "command('leave')", "Leave", show=False),
        Binding("ctrl+l", "command('redraw')", "Redraw the screen", show=False, priority=True, id="everywhere.redraw"),
    ]

    def __init__(self, services: Services, plan: Plan | Callable[[], Plan] | None = None, source: str = "") -> None:
        """Take what touches the world.

        Args:
            services: the adapters.
            plan: the session to be ready on, or what reads it once the first frame is painted; None starts with the
                list of sessions.
            source: the name of the file that it came from.
        """
        # Textual reads no style sheet for a screen that is the first one, only for those that are pushed.
        is_run_first = plan is not None and not callable(plan)
        super().__init__(css_path=["app.tcss", "run/run.tcss"] if is_run_first else None)
        self.services = services
        self.failure: TrackclockError | None = None
        """Why the app had to end; to be said once the terminal is given back."""
        self.holds = Holds(services.speed)
        """Which keys of a session are held down; of the app, since a key is held on from one session into the next."""
        self.settings = Settings.load(services.config_dir)
        self._plan = plan
        self.is_early = plan is not None
        self._source = source
        self.wants_demo = False
        """Whether the app is left for the demo."""
        self._is_leaving = False
        self._has_ended = False
        self._noticed: str | None = None
        self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        # Past the watcher, which would parse every style sheet once more before the first frame.
        self.set_reactive(App.theme, self.settings.theme if self.settings.theme in self.available_themes else DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)

    # --- starting ---------------------------------------------------------------------------------------------------

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The tones, for themes that do not name them."""
        return dict(DARK.variables)

    def get_default_screen(self) -> Screen[Any]:
        """The first screen: light enough to be painted at once."""
        return navigation.start(self._source)

    async def on_ready(self) -> None:
        """The first frame is on the screen: now import and open what is slow."""
        self.is_painted = True
        install_signals(self)
        self._bind_keys()
        self._listen()
        if self._plan is not None:
            await self._get_ready(self._plan)
            return
        self.push_screen(navigation.watch() if self.services.is_watching else navigation.sessions())
        self.say_keys_fault()
        once_shown(self, self.freeze_memory)

    def _bind_keys(self) -> None:
        """The keys that count everywhere, and the colours that the terminal has."""
        from trackclock.ui.few_colours import suit
        from trackclock.ui.own_keys import load

        if not self.is_headless:
            suit(self)
        self.place_toasts()
        load(self)

    async def _get_ready(self, given: Plan | Callable[[], Plan]) -> None:
        """Read the session file behind the first frame, and get ready on it with the presses that came meanwhile."""
        try:
            plan = given() if callable(given) else given
            screen = live_screen(self.services, plan, self._source, self.services.names)
        except TrackclockError as error:
            self.fail(error)
            return
        await self.push_screen(screen)
        if self.live is not None:
            for key, at_ms in self.early:
                if key in self.marks:
                    self.live.press(at_ms)
        self.say_keys_fault()

    def freeze_memory(self) -> None:
        """What lives now lives to the end: no collection needs to look at it again."""
        from trackclock.ui.memory import freeze_memory

        freeze_memory()

    def _listen(self) -> None:
        """Hear of commits and bells from other threads, and open the sound."""
        loop = asyncio.get_running_loop()
        # Textual finds the app through a context variable, which another thread's context does not have: without
        # this one the next timer or widget made in the call would belong to nobody.
        context = copy_context()

        def on_the_loop(call: Callable[[], None]) -> None:
            with suppress(RuntimeError):  # the loop is closed: the app is over
                loop.call_soon_threadsafe(call, context=context)

        self.services.on_saved = lambda: on_the_loop(self._show_saved)
        self.services.ring = lambda: on_the_loop(self.bell)
        speaker = self.services.speaker
        speaker.set_volume(self.settings.volume)
        speaker.set_muted(self.settings.muted)
        speaker.set_offset(self.settings.latency_ms)
        speaker.start()

    def _show_saved(self) -> None:
        if self.live is None:
            return
        notice = self.services.store.notice
        if notice and notice != self._noticed:
            # The line at the bottom has no room for it; who has left before it was read finds it on standard error.
            from trackclock.ui.words import clean

            self._noticed = notice
            self.live.show_message(clean(notice), is_warning=True)
        self.live.show_now()

    # --- keys -------------------------------------------------------------------------------------------------------

    def action_command_palette(self) -> None:
        """Everything that can be asked for, by its name; while that is typed, space is a letter like any other."""
        from textual.command import CommandPalette

        if self.screen.id == PALETTE:
            return
        is_running = self.live is not None and self.live.is_under_way
        words = "Search; space counts no press here…" if is_running else "Search for commands…"
        self.push_screen(CommandPalette(placeholder=words, id=PALETTE))

    def action_command(self, name: str) -> None:
        """Do what a key of the registry asks for."""
        self.run_command(name, self.key_ms)

    def run_command(self, name: str, at_ms: int) -> None:
        """Do one of the registry's commands.

        Args:
            name: its id.
            at_ms: when it was asked for, as a reading of the clock.
        """
        from trackclock.keys.command import LIVE
        from trackclock.keys.live import WATCHING
        from trackclock.keys.registry import BY_ID

        command = BY_ID[name]
        if self.services.is_watching and command not in WATCHING:
            getattr(self.screen, "say_only_watching", lambda: None)()
            return
        if command.scope in LIVE:
            if self.live is not None:
                self.live.give(command, at_ms)
            return
        getattr(self, f"do_{name}")()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: everything that can be asked for here."""
        from trackclock.keys import Scope, commands_of
        from trackclock.keys.live import WATCHING
        from trackclock.ui.palette import entry

        commands = WATCHING if self.services.is_watching else commands_of(Scope.EVERYWHERE)
        live = self.live
        if live is not None and self._is_live(screen):  # as the line at the bottom, it names nothing that is refused
            commands = (*filter(live.does, live.commands), *commands)
        for command in commands:
            yield SystemCommand(entry(command, self.keymap), command.help, partial(self._from_palette, command.id))

    def _from_palette(self, name: str) -> None:
        self.run_command(name, self.services.clock.now_ms())

    # --- what keys do everywhere ------------------------------------------------------------------------------------

    def do_help(self) -> None:
        """Every key and every sound."""
        if not navigation.shows(self.screen, "help_page"):
            self.push_screen(navigation.help_page())

    def do_buttons(self) -> None:
        """See what a key or a button sends, and give it to a command."""
        if not navigation.shows(self.screen, "buttons"):
            self.push_screen(navigation.buttons())

    def do_redraw(self) -> None:
        """Paint every cell anew, whatever another program or a fault has left on the terminal."""
        from trackclock.ui.widgets.direct import wipe

        wipe(self)
        self.refresh(layout=True)

    def do_leave(self) -> None:
        """Back to where one came from; a running session asks first."""
        if self._is_leaving:
            return
        if self.live is not None:
            self.live.ask_to_leave()
        elif ask_to_leave := getattr(self.screen, "ask_to_leave", None):
            ask_to_leave()
        elif is_at_bottom(self):
            self.leave_app()
        else:
            self.pop_screen()

    # --- going places -----------------------------------------------------------------------------------------------

    def start_run(self, plan: Plan, source: str) -> None:
        """Get ready on a session, above the screen that asked; on a group where it names athletes."""
        try:
            self.push_screen(live_screen(self.services, plan, source))
        except TrackclockError as error:
            from trackclock.ui.words import clean

            self.notify(clean(str(error).partition("\n")[0]), severity="error", markup=False)

    def pick_up(self, stored: StoredSession, *, keep_running: bool) -> None:
        """Go on with a stored session, taken hold of here, as if nothing had happened or from where it stopped."""
        if self._hold(lambda store: store.hold(stored.header.id)):
            self.push_screen(navigation.run(None, stored.header.source, stored=stored, keep_running=keep_running))

    def resume_group(self, group: StoredGroup) -> None:
        """Go on with a stored group, all of whose logs are taken hold of here, above the screen that asked."""
        if self._hold(lambda store: store.hold_all(group.ids)):
            self.push_screen(navigation.group_resumed(group.group, group.members))

    def _hold(self, take: Callable[[SessionStore], bool]) -> bool:
        try:
            is_held = take(self.services.store)
        except TrackclockError as error:  # the disk takes no lock any more
            from trackclock.ui.words import clean

            self.notify(clean(str(error)), severity="error", markup=False)
            return False
        if not is_held:
            self.notify("another running trackclock has this session", severity="warning")
        return is_held

    def end_run(self, screen: Screen[Any], came_to: Screen[None] | None) -> None:
        """A live screen is done: back to where it was started from, or out where there is nothing.

        Args:
            screen: which.
            came_to: what stands between it and that, once it has begun; None for nothing.
        """
        self.live = None
        if is_at_bottom(self):
            self.leave_app() if came_to is None else self.switch_screen(came_to)
        elif self.screen is screen:
            self.pop_screen()
            if came_to is not None:
                # All at once, so that none of them is painted between two others.
                if getattr(self.screen, "only_leads_on", False):
                    self.pop_screen()
                self.push_screen(came_to)
            if (fault := self.services.store.fault) and self.services.store.unsaved():
                from trackclock.ui.words import clean

                text = f"NOT SAVED yet: {clean(fault)}. It is tried again and again while the app is open."
                self.notify(text, severity="error", timeout=_BAD_NEWS_S, markup=False)

    def show_demo(self) -> None:
        """Leave for the demo, which has a clock and a history of its own; whoever runs the app comes back after it."""
        self.wants_demo = True
        self.leave_app()

    # --- leaving ----------------------------------------------------------------------------------------------------

    def leave_app(self) -> None:
        """End, once everything is in the history or, where it takes nothing, the user has been asked."""
        if self._is_leaving:
            return
        if not self.services.unsaved.is_needed:
            self.exit()
            return
        self._is_leaving = True
        self.run_worker(self._wait_for_disk, thread=True, exit_on_error=False)

    def _wait_for_disk(self) -> None:
        """In a thread: a last write may still be under way, and a failed one is worth another attempt."""
        self.services.store.flush(FLUSH_S if self.services.store.fault is None else _ATTEMPT_S)
        self.call_from_thread(self._exit_or_ask)

    def _exit_or_ask(self) -> None:
        if not self.services.unsaved.is_needed:
            self.exit()
            return
        can_stay = not any(navigation.shows(self.screen, name) for name in ("run", "group"))  # whose session is over
        services = self.services
        self.push_screen(navigation.unsaved(services.unsaved, services.store, can_stay=can_stay), self._answered)

    def _answered(self, is_wanted: bool | None) -> None:
        self._is_leaving = False
        if is_wanted:
            self.exit()
        else:
            self.wants_demo = False

    def say_goodbye(self) -> None:
        """Write what is still to be written, whatever made the app end; safe to call twice.

        Who leaves with the key has said goodbye to the session before; one that still runs now was cut off, and the
        next start offers to go on with it.
        """
        if self._has_ended:
            return
        self._has_ended = True
        if self.live is not None:
            self.live.goodbye(is_cut_off=True)
            self.live = None
        self.services.close()

    def fail(self, error: TrackclockError) -> None:
        """End with one clear message."""
        self.failure = error
        self.exit(return_code=error.exit_code)

    def on_unmount(self) -> None:
        """However the app ends, the session is told."""
        self.say_goodbye()
        gc.enable()
