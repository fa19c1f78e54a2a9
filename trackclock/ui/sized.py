"""How much room a screen needs at least, and what is said in place of it where there is less.

It exists so that no screen is ever shown half: below 40 columns or 12 rows there is one clear message instead.
"""

from __future__ import annotations

from textual.widgets import Static

LEAST_WIDTH = 40
LEAST_HEIGHT = 12


class TooSmall(Static):
    """The message in place of everything else."""

    DEFAULT_CSS = """
    TooSmall { display: none; layer: too-small; dock: top; width: 100%; height: 100%; background: $background;
        content-align: center middle; text-align: center; }
    """

    def show(self, width: int, height: int) -> None:
        """Say how much room is needed, and how much there is."""
        self.update(f"Make the terminal larger:\nat least {LEAST_WIDTH} x {LEAST_HEIGHT}\n(now {width} x {height})")
