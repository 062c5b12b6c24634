"""Exams over time: packing, collecting, marking, results, and their analysis."""
