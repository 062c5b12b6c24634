"""`check`: what is wrong with a case, and what may be unfair."""
