"""The atoms of one line -> its items, in the order of the text: reps, repeats, pauses, targets, ends and words.

It exists to know each piece by its own words; what belongs to what is settled in `placing`.
"""
