"""Finding: the catalogue of all words of an archive, made anew from the store whenever that is wanted."""
