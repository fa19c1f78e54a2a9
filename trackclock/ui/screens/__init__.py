"""One module a screen; each is imported when it is first shown, so that the first frame waits for none."""
