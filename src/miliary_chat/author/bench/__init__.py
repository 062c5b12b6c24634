"""`try` and `preview`: an author at work on a case."""
