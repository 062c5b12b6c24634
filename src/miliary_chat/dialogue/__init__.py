"""What the tutor says next: a state machine without clock, disk, screen or randomness of its own."""
