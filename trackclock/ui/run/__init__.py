"""The run screen: one session, from ready to its summary, with all that only it shows."""
