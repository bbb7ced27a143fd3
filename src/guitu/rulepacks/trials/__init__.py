"""试算: other numbers tried on the real histories of a place, in the background; what they would change is kept with its pack."""
