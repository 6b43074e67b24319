"""The screen Home: the bulletins of a folder, a new bulletin in five answers, the next issue from the last one."""
