"""The session: every rule of what happens on the track, as functions of a plan and a log.

`decide` turns a command into events, `evolve` and `advance` turn events and time into states, `results_of` turns a
log into results. Nothing here has a clock: `now` goes in, the next deadline comes out.
"""

from __future__ import annotations

from trackclock.core.session.decide import decide
from trackclock.core.session.decision import Accepted, Decision, Refused
from trackclock.core.session.naming import describe
from trackclock.core.session.state import Outcome, Phase, RunStep, State, Taken, initial_state
from trackclock.core.session.summing import results_of
from trackclock.core.session.transitions import (
    IllegalTransition,
    advance,
    crossings,
    evolve,
    newest_state,
    replay,
    state_at,
)

__all__ = [
    "Accepted",
    "Decision",
    "IllegalTransition",
    "Outcome",
    "Phase",
    "Refused",
    "RunStep",
    "State",
    "Taken",
    "advance",
    "crossings",
    "decide",
    "describe",
    "evolve",
    "initial_state",
    "newest_state",
    "replay",
    "results_of",
    "state_at",
]
