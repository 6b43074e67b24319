"""What the copy desk finds, put right in the files that people typed."""
