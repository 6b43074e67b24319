"""Rules about portals: where the parts of a story are on their pages. Data in YAML, own files before shipped ones."""
