"""DELIVER: the built issue reaches every reader once, and a report says what became of each of them."""
