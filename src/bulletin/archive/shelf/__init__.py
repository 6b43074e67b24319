"""Pages to browse: every kept issue in a folder that opens by a double click, without a server or network."""
