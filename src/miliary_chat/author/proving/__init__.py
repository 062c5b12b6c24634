"""`test`: the answers beside a case replayed, and changed a little."""
