"""IMPORTS: a paste, a Word file or a page becomes a story; every guess is shown and confirmed by a person."""
