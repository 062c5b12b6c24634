"""For the expert who reviews a case: everything that it claims, and what it rests on."""
