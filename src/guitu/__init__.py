"""归途 Guitu: a county's community rehabilitation and drug-free-community work."""
