"""The beginnings of an issue that a search carries from page to page."""
