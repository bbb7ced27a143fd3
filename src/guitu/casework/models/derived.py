"""What follows from facts. Settle alone writes here; all of it can be thrown away and rebuilt."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from guitu.grid.models import DayRange
from guitu.people.models import Person


class MomentRange(models.Func):
    function = "TSTZRANGE"


class Standing(models.Model):
    """One exclusive state per number and day, as known from a moment to another. No identity here."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    path = models.TextField(db_collation="C")  # where the person was carried then
    standing_no = models.UUIDField()
    state = models.TextField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    known_at = models.DateTimeField()
    known_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(  # counting reads the index alone
                fields=["path", "from_on"],
                include=["until_on", "known_at", "known_until", "state", "standing_no"],
                name="standing_counts",
            ),
            models.Index(fields=["standing_no"], name="standing_subject"),
        ]
        constraints = [
            ExclusionConstraint(
                name="one_state_per_day",
                expressions=[
                    ("standing_no", RangeOperators.EQUAL),
                    (DayRange("from_on", "until_on"), RangeOperators.OVERLAPS),
                    (MomentRange("known_at", "known_until"), RangeOperators.OVERLAPS),
                ],
            )
        ]


class Current(models.Model):
    """STATUS as of the last settling: one row per person for lists; also seen by the household side."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.PROTECT)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    home_path = models.TextField(db_collation="C", null=True)
    state = models.TextField()
    since_on = models.DateField()
    next_state = models.TextField(null=True)  # already known to follow
    next_on = models.DateField(null=True)
    settled_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["county_id", "state", "scope_path"], name="current_state")]
