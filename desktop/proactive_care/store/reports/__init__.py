"""Counting: everything that reports say, as questions to the practice file."""
