"""What makes a page good or bad: one measure for each line of the list in `score.py`."""
