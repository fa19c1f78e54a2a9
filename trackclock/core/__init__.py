"""The pure core: plans, logs and the arithmetic between them; no clock, no I/O, no Textual."""
