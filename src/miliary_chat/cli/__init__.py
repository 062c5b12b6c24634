"""Commands: a file each group, which imports what it runs when it runs it."""
