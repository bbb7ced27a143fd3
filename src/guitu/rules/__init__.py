"""The rulebook: one plain file per family of rules. No Django, no clock, no database."""
