"""The proof sheet: the words of an issue in wide lines on paper, with room for corrections."""
