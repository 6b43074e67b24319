"""MAILING: the issue goes out to its readers from the window, by the functions of `bulletin send`."""
