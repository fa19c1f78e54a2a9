"""Files in and out, one module a format.

It exists so that the core never sees a file, and so that a format can be changed without touching the rules.
"""
