"""What scripts/bench.py measures, a file for each kind of work, and the bare apps that stand beside it."""
