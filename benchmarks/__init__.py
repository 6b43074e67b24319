"""Measurements of whole builds beside what one would write oneself; `python -m benchmarks` runs them."""
