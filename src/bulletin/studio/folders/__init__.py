"""FOLDERS: another folder of this computer is chosen and opened in the window; its path never comes from the page."""
