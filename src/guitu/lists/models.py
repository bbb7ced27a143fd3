"""How somebody likes a list, and what was done to many rows of one at once."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Habit(models.Model):
    """One list as one account likes it at one post: what was asked last, the columns, the filters kept under a name."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    post_id = models.UUIDField()
    account_id = models.UUIDField()
    list = models.TextField()  # the URL name of its page
    query = models.BinaryField()  # sealed: names of staff and bodies are typed into filters
    body = models.BinaryField()  # sealed: columns and kept filters

    class Meta:
        indexes = [models.Index(fields=["account_id"], name="habits_of_account")]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "post_id", "account_id", "list"], name="one_habit_per_list")
        ]


class Bulk(models.Model):
    """批量办理: one command over rows whose ids were frozen. How far it is, is read off the answers."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    post_id = models.UUIDField()
    account_id = models.UUIDField()
    command = models.TextField()
    frozen_at = models.DateTimeField()
    rows = ArrayField(models.UUIDField())
    begun_at = models.DateTimeField(null=True)
    said = models.BinaryField(null=True)  # sealed: what was typed for all of them

    class Meta:
        indexes = [models.Index(fields=["post_id", "account_id", "-frozen_at"], name="bulk_of_post")]


class BulkAnswer(models.Model):
    """What became of one row."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    post_id = models.UUIDField()
    bulk_id = models.UUIDField()
    row_id = models.UUIDField()
    outcome = models.TextField()  # done | so | refused | gone
    reasons = models.BinaryField(null=True)  # sealed: codes with their values
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "bulk_id", "row_id"], name="one_answer_per_row"),
            models.CheckConstraint(condition=models.Q(outcome__in=("done", "so", "refused", "gone")), name="bulk_outcome"),
        ]
