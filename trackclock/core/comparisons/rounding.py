"""Integer division that rounds to the nearest whole number.

It exists because a mean or an interpolated time is no whole number of milliseconds, and no float may hold a result.
"""

from __future__ import annotations


def divide(numerator: int, denominator: int) -> int:
    """`numerator / denominator`, rounded to the nearest integer, halves upwards.

    Raises:
        ZeroDivisionError: if the denominator is zero.
    """
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    return (2 * numerator + denominator) // (2 * denominator)
