"""Delivery: a built issue reaches every reader once; what comes back is read; what was sent is accounted for."""
