"""Web pages: as saved, with their folder, as one `.mht`, as print views, or as HTML that was pasted."""
