"""Which sample is heard when: the device's count of samples against the session's clock.

It exists because a sound can be placed to the sample only if that is known, and no portable library tells it: it is
measured from the instants at which the device asks for more.
"""

from __future__ import annotations

from collections import deque

_WINDOW_NS = 5_000_000_000
"""How long an observation counts: on a busy machine few of them are prompt, and a device's crystal that is 100 ppm off
makes half a millisecond in this time."""

_SLIP_NS = 3_000_000
"""A device that is behind by more than this, again and again, has run dry and will not catch up."""

_SLIP_COUNT = 12
"""How many requests in a row must show it: fewer can be a busy machine."""


class SampleClock:
    """Maps samples to instants.

    A request for more samples comes when the device has used some up, or later if the process had to wait for a
    processor, never earlier; and when it has been met the device is as full as it ever is. So the earliest of the last
    few seconds' requests, each set back by all the samples up to its end, marks the line on which samples are handed
    over; how much a full device holds is by how much later they are heard.
    """

    def __init__(self, rate_hz: int) -> None:
        """Start without an observation.

        Args:
            rate_hz: samples a second.
        """
        self._rate_hz = rate_hz
        self._floor: deque[tuple[int, int]] = deque()
        self._recent: deque[int] = deque(maxlen=_SLIP_COUNT)
        self._last_ns = 0
        self._since_ns = 0
        self.frames = 0
        """How many samples have been handed over so far."""

    def request(self, now_ns: int, count: int) -> int:
        """Note that the device asks for samples.

        Args:
            now_ns: when it asks.
            count: for how many.

        Returns:
            The best guess of the instant at which the device asked, free of the delays of this process.
        """
        length_ns = count * 1_000_000_000 // self._rate_hz
        if now_ns - self._last_ns > 4 * length_ns + 100_000_000:
            self._forget(now_ns)
        self._last_ns = now_ns
        is_first = self.frames == 0
        self.frames += count
        if is_first:
            return now_ns  # this fills the device before it runs, and says nothing about its pace
        handed_ns = self.frames * 1_000_000_000 // self._rate_hz
        lag_ns = now_ns - handed_ns
        self._recent.append(lag_ns)
        if len(self._recent) == _SLIP_COUNT and self._floor and min(self._recent) > self._floor[0][1] + _SLIP_NS:
            self._floor.clear()
            lag_ns = min(self._recent)
            self._recent.clear()
        floor = self._floor
        while floor and floor[-1][1] >= lag_ns:
            floor.pop()
        floor.append((now_ns, lag_ns))
        while floor[0][0] < now_ns - _WINDOW_NS:
            floor.popleft()
        return floor[0][1] + handed_ns

    @property
    def steady_ns(self) -> int:
        """How long the device has been asking without a gap."""
        return self._last_ns - self._since_ns

    def _forget(self, now_ns: int) -> None:
        self._floor.clear()
        self._recent.clear()
        self._since_ns = now_ns
