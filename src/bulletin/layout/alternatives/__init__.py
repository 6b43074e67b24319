"""Other plans for the same issue: how two plans differ, plans to choose from, and the one that was chosen."""
