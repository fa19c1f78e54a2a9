"""A plan -> tidy notation: steps rolled up into repeats, and an exact form for what the short one cannot say.

It exists so that whatever is shown of a plan reads back to it.
"""
