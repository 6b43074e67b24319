"""The archive: issues kept for decades, provably unchanged, and found again."""
