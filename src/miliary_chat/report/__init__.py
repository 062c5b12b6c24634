"""Results as text that somebody keeps: transcripts and debriefs."""
