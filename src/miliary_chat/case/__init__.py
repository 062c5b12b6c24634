"""What an author writes: the case model, its reader and the library of cases."""
