"""OUTPUT: the raw pages become the PDF files that people use; every edition is a rewrite of the same file."""
