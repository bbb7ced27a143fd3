"""What forms cost, in sums. No post, no person, no moment."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class FormUse(models.Model):
    """What a form asked of a role in a month, added up."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    form = models.TextField()  # the name of its page
    role = models.TextField()
    month = models.DateField()
    sends = models.IntegerField()
    shown = models.IntegerField()
    filled = models.IntegerField()
    touches = models.IntegerField()
    seconds = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "form", "role", "month"], name="form_use_of_month")]


class FormField(models.Model):
    """One field of a form: how often it was shown and filled, and the last days on which it was filled and read."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    form = models.TextField()
    field = models.TextField()
    shown = models.IntegerField()
    filled = models.IntegerField()
    first_on = models.DateField()
    filled_on = models.DateField(null=True)
    read_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "form", "field"], name="form_field_once")]


class DropProposal(models.Model):
    """A field that an office would ask for no more, and what another person answered."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    form = models.TextField()
    field = models.TextField()
    state = models.TextField()  # open | agreed | kept
    proposed_on = models.DateField()
    proposed_person = models.UUIDField()
    answered_on = models.DateField(null=True)
    words = models.BinaryField()  # encrypted: why, and the answer

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "form", "field"], condition=models.Q(state="open"), name="one_open_proposal")
        ]
