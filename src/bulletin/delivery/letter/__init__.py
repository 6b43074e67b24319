"""The letter: its content from the issue's stories, its two bodies, its head for each reader, its signature."""
