"""What `bulletin desk` shows and asks."""
