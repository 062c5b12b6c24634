"""Learning from trainees: what they said that a case did not understand becomes phrasings, if the author wants them."""
