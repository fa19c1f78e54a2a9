"""What is made of a PulseAudio server's own figures."""

from __future__ import annotations

from trackclock.adapters.audio.latency import buffered_ns, extra_ns

LISTING = """Sink Input #3
	Driver: protocol-native.c
	Buffer Latency: 30000 usec
	Sink Latency: 1853 usec
	Properties:
		application.process.id = "9479"

Sink Input #7
	Driver: protocol-native.c
	Buffer Latency: 120219 usec
	Sink Latency: 207449 usec
	Properties:
		application.process.id = "94"
"""


def test_the_stream_is_found_by_its_process() -> None:
    assert buffered_ns(LISTING, 9479) == 30_000_000
    assert buffered_ns(LISTING, 94) == 120_219_000
    assert buffered_ns(LISTING, 947) is None
    assert buffered_ns("", 94) is None
    assert buffered_ns('Sink Input #1\n\tapplication.process.id = "94"', 94) is None


def test_only_a_clear_surplus_counts() -> None:
    assert extra_ns([30_000_000, 31_000_000, 25_000_000], 40_000_000) == 0
    assert extra_ns([120_000_000, 121_000_000, 300_000_000], 40_000_000) == 91_000_000
    assert extra_ns([0, 0, 0], 40_000_000) == 0
    assert extra_ns([], 40_000_000) == 0
