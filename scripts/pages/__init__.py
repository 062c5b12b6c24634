"""Pages for authors, read as their reader reads them."""
