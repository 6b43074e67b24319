"""Text of a raw file: names of fonts, ToUnicode maps, inks of small type."""
