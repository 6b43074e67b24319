"""WeasyPrint sets the pages; its lines are compared with the plan."""
