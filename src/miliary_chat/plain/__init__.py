"""The same tutor, line by line: for screen readers, pipes and tests."""
