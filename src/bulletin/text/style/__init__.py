"""Rules of house style (class T): rows of data and pure functions, each with its switch in `style`."""
