"""What a worker says of a month, and whose people were handed to whom."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class MonthReport(models.Model):
    """月报 of one post as it was kept: sums, and the worker's own words; kept again it is another version."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    post_id = models.UUIDField()
    month = models.DateField()
    version = models.IntegerField()
    kept_at = models.DateTimeField()
    body = models.BinaryField()  # encrypted: lines, people, what is open, words, who held the post

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "post_id", "month", "version"], name="month_report_version")]


class HandedOver(models.Model):
    """移交清单: one line for each person of a caseload that was handed over, seen as the file is."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", default="people", db_default="people")
    matter_id = models.UUIDField()
    move_id = models.UUIDField()
    from_post = models.UUIDField()
    to_post = models.UUIDField()
    on_day = models.DateField()
    open_duties = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["county_id", "move_id"], name="handed_over_move")]
        constraints = [models.UniqueConstraint(fields=["county_id", "move_id", "matter_id"], name="handed_over_once")]
