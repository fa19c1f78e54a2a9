"""The items of a level -> nodes: what a length is, and which reps a pause, a target or a note is for.

It exists so that this is decided in one room, whatever the words were.
"""
