"""SET: Vietnamese text. Pure functions from text to text; nothing here reads a file, a clock or the environment."""
