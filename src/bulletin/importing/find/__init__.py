"""The article in a document: each field with the signs it was found by. Pure: nothing is read, nothing is written."""
