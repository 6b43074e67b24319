"""PHOTOS: what came from telephones: looked at, cut, named, described, and put into stories."""
