"""The one page for anything recorded, drafted, read back, corrected, withdrawn, put off: what is true now, what followed,
and the way back to the list it came from."""
