"""Word files (`.docx`): our own walk over paragraphs and runs, because the fonts of the runs decide."""
