"""The workout text of intervals.icu, line by line and as a whole.

It exists apart from the notation because it looks like a coach's shorthand and means something else.
"""
