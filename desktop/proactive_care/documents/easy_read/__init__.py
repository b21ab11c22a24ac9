"""Easy read: one idea a line, with a picture beside it."""
