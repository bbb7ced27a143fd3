"""How far the values of the house have been sealed anew under another key."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class Turn(models.Model):
    """One turning of the key: to which key, how many values lay under another when it was last counted."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    key = models.IntegerField()  # its number on the ring
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    found = models.BigIntegerField()  # under older keys when it began
    left = models.BigIntegerField()
    unreadable = models.BigIntegerField(default=0)  # whose key or place is not known: nothing is retired while there are any
