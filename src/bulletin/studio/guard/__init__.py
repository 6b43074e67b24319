"""GUARD: nothing but the window that the program itself opened gets an answer."""
