"""The words of the slots: decided from computed styles, set into glyph runs, drawn as content of our own."""
