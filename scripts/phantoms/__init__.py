"""Synthetic chest films, drawn from anatomy in millimetres: no real patient is in them."""
