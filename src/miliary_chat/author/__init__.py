"""Tools for the person who writes a case."""
