"""One page about a warehouse, for people: what is in it, and what it says."""
