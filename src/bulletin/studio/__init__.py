"""STUDIO: the bulletin made in a browser window; the folder of YAML files stays the truth."""
