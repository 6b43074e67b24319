"""What a photo file of each kind holds, read before any decoder sees it."""
