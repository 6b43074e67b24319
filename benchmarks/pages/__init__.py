"""Random but realistic issues, and what the planner makes of them: `python -m benchmarks.pages`."""
