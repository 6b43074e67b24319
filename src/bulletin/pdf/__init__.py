"""READ PDF: documents, fonts, colours and page contents, for editions and preflight."""
