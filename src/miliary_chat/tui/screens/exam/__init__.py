"""Sitting an exam on the screen: the rules, the questions, the hand-in, and what is shown afterwards."""
