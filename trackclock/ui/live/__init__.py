"""What the live screens of one athlete and of a group are made of."""
