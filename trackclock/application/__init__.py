"""What the app does with its sessions behind the screens: files, drafts, settings, and sessions that are reopened.

It exists apart from the screens so that none of it needs a terminal: nothing here imports Textual.
"""
