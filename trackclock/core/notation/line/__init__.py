"""The atoms of one line -> its items, in the order of the text: reps, repeats, pauses, targets, ends and words.

It exists to know each piece by its own words; what belongs to what is settled in `placing`. A piece is read by a rule:
a function that is asked at an index and answers with the items and the index behind them, or None. Who is asked, and
in which order, stands in tables: `parser.BEGINS` by what a piece begins with, `lengths.LENGTHS` for numbers, `brackets`
and `asides` for brackets, `describe`, `pauses` and `aims` for what belongs to a rep, a pause and a target. All of them
ask a `level.Level`, and only the parser adds to its items.
"""
