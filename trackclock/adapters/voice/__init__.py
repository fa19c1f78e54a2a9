"""The voice: phrases become samples in a process of their own, and are played by the process that plays the beeps.

It is a package because an engine is a program of the system, of which each has its own, and may hang, die or write
anything: nothing of it is in the app's process, nor in the one that plays. Nothing is imported here.
"""
