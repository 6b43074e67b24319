"""Where stories are on the pages of a plan, as it is typed, and a search that is held to it."""
