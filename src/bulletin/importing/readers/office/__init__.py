"""Old office files: converted by LibreOffice where it is installed, pictures taken from the file itself."""
