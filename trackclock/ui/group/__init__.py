"""The live screen of a group, and what only it uses."""
