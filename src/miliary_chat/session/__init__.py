"""A dialogue over time: an attempt, its clock and its store."""
