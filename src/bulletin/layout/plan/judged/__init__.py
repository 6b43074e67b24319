"""What is judged on a page whose places are known: its heads beside each other, and its white."""
