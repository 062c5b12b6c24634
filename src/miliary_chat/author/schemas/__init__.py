"""`schema` and the reference: every key told to editors and people."""
