"""Rules of normal Vietnamese text."""
