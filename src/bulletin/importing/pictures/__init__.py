"""What can be said of photos before anything is laid out: their size, likeness, and whether their pixels do."""
