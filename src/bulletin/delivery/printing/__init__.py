"""PRINT: the office edition goes to a CUPS queue with what the build's advice says, and each job is written down."""
