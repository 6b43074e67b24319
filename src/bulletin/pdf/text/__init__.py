"""The text of a PDF: fonts, encodings and ToUnicode maps."""
