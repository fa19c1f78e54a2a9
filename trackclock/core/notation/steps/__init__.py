"""Nodes -> steps: passes unrolled, gaps filled, targets and labels put in words.

It exists so that the reading of words ends in a tree, and a plan begins there.
"""
