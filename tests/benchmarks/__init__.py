"""What is measured of trackclock: `python -m tests.benchmarks` prints one table.

It exists apart from the tests because a time is a claim about a machine: everything here stands beside something else
that was measured on the same machine in the same minute, and no test passes or fails by it.
"""
