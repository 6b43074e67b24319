"""BUILD: the recipe of a build and its results."""
