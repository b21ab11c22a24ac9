"""Letters that are posted: head, foot, address, results and loans."""
