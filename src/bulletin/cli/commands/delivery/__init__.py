"""The commands that bring a built issue to its readers, one module per group."""
