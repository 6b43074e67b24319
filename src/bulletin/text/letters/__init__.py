"""Letters: their names and which of them print nothing."""
