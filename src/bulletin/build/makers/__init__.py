"""One maker an edition; `table.py` has them by name."""
