"""trackclock: the stopwatch for running-track sessions, in a terminal."""

__version__ = "0.1.0"
