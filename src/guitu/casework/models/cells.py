"""The register summed beforehand: what standing, as now known, begins minus what ends, per year, month and day.

Written by the database alone (ADR 0023): a trigger on standing notes each change, one function folds the changes
into the cells. The application may only read both.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class StandingCell(models.Model):
    """How many spans of a state begin minus end in one year, month or day, in a county or a town."""

    pk = models.CompositePrimaryKey("county_id", "path", "span", "begins_on", "state")
    county_id = models.TextField(db_collation="C")
    path = models.TextField(db_collation="C")  # a county or a town, nothing below
    span = models.TextField()  # year | month | day
    begins_on = models.DateField()
    state = models.TextField()
    delta = models.IntegerField()


class StandingChange(models.Model):
    """A change of the sums that is not in the cells yet: who counts adds both."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    path = models.TextField(db_collation="C")  # the town; the county where somebody is carried at no town
    state = models.TextField()
    on_day = models.DateField()
    delta = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["county_id", "path"], name="standing_change_area")]
