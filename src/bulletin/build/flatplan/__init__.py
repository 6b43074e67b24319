"""The flatplan of an issue, without a PDF."""
