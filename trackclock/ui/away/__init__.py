"""What the screens around the live one are made of: one base for a screen, one for a dialog, and small parts to add."""
