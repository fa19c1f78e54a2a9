"""The history on disk: an append-only log for every session, in one SQLite file.

It exists behind `ports.SessionStore` and `ports.History`, so that nothing above it knows that there is a database.
Import from the modules: this file imports nothing, so that the first painted frame pays for nothing.
"""
