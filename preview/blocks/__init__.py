"""Block classes that the host adds to those that are installed, and what it mixes into all of them."""
