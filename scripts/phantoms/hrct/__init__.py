"""HRCT phantoms: thin axial slices through one lung, and the patterns of nodules that textbooks draw in it."""
