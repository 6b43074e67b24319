"""The forms of the window, made from `fields/`; findings at their fields and in the words of forms."""
