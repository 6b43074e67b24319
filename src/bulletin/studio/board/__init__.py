"""The screen Board: the stories of an issue, where they are on its pages, and what moves them."""
