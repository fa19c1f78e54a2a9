"""What each group of commands does, given the parts that `trackclock.cli` puts together for it."""
