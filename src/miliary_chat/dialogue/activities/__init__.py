"""One file for each way an item can run. Each has open_item, hear, hint and skip."""
