"""`completion`: a script that lets a shell complete the commands.

It exists so that shtab is imported by nobody else.
"""

from __future__ import annotations

import argparse


def print_completion(parser: argparse.ArgumentParser, shell: str) -> int:
    """Print the script for a shell.

    Args:
        parser: of the commands.
        shell: one of `parser.SHELLS`.
    """
    import shtab

    for command in _parsers(parser):
        for action in command._actions:  # argparse has no other way to them
            if action.metavar == "FILE":
                action.complete = shtab.FILE  # type: ignore[attr-defined]
    print(shtab.complete(parser, shell))
    return 0


def _parsers(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """The parser of each command."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return [command for group in groups for command in group.choices.values()]
