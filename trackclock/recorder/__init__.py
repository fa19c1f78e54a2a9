"""The headless shell around the core: submit(command, at), poll(now).

The screens, the demo and the tests all drive this one, with a real clock, speaker and store or with fakes; it is the
only place where the log of a running session grows. `group` is the same for a group, imported where one runs; the other
parts are not to be met by anybody else.
"""

from trackclock.recorder.heard import HORIZON_MS
from trackclock.recorder.recorder import Recorder, Submitted
from trackclock.recorder.saving import NOT_SAVED_MS, Saving
from trackclock.recorder.silent import SilentSpeaker

__all__ = ["HORIZON_MS", "NOT_SAVED_MS", "Recorder", "Saving", "SilentSpeaker", "Submitted"]
