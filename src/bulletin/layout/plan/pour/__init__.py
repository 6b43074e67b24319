"""A story is poured into the columns of a rectangle, in rows."""
