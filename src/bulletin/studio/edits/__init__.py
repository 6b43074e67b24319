"""EDITS: what is typed in the window becomes edits of YAML files, merged by field with what others typed."""
