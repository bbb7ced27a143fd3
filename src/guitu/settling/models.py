"""What follows from the facts of a matter, as its page reads it. Settling alone writes it; it can be made anew."""

from __future__ import annotations

from django.db import models


class Summary(models.Model):
    """The course of one matter, folded, and from how much it was folded: facts, pack, day."""

    matter_id = models.UUIDField(primary_key=True)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", default="people", db_default="people")
    course = models.BinaryField()  # encrypted: read and written whole, nobody asks what is inside
    folded_until = models.DateField()
    policy = models.TextField(default="")
    facts = models.IntegerField(default=0)  # so many were folded: with more on file, the matter waits to be settled
    closed = models.TextField(default="")  # digest of the duties no longer open, see `settle`; empty: not known
