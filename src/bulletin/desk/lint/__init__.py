"""The copy desk: rules that find slips of writing in one story and across the issue."""
