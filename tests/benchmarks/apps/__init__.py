"""The apps that trackclock is held against: as little Textual as each question allows.

They exist so that what Textual itself costs is measured in the same run and not remembered from another machine.
"""
