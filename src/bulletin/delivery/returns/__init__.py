"""What comes back: bounces, complaints, automatic answers and readers who stop, read from a mailbox."""
