"""FIT: the number of pages that an issue wants, what gives way to it, and what is said when it cannot be met."""
