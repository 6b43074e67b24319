"""What is on the pages of a plan, in plain numbers, and how good it is."""
