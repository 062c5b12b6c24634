"""miliary-chat: a case conference in a terminal."""

__version__ = "0.2.0"
