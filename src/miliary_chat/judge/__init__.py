"""The judge: what a free-text answer says. Knows text; knows nothing of cases, tutors or screens."""
