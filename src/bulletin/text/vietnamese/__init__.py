"""Syllables, words and legacy encodings of Vietnamese."""
