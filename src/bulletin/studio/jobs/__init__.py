"""JOBS: the four ways out of the studio, each made by the same functions as its command, with progress and a stop."""
