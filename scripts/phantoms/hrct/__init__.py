"""HRCT phantoms: a short stack of thin axial slices through one lung, and the nodule patterns that textbooks draw in it."""
