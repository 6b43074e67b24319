"""Words are shaped and lines are broken."""
