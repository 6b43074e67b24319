"""YAML read as nodes with line and column."""
