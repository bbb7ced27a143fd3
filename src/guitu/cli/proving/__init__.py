"""`guitu prove`: what is tried against a server of its own."""
