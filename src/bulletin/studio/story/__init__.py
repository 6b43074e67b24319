"""The screen of one story: its body as blocks and nodes, its measure and its places on the pages."""
