"""Files that no shipped profile knows: guess what the columns mean, ask, remember the answer."""
