"""The ground floor: text that enters, errors, paths, settings and the log."""
