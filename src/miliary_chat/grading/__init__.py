"""Judging answers that were collected elsewhere: many, in the order they came, equal ones once."""
