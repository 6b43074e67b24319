"""Colour spaces of a PDF, and the functions that lead from one to another."""
