"""导出: a file of a list of people, asked for by one post."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Export(models.Model):
    """Who asked for which people and columns, for what; when the file was made and fetched. Its state is read off these."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    post_id = models.UUIDField()
    account_id = models.UUIDField()
    natural_person_id = models.UUIDField()
    asked_at = models.DateTimeField()
    purpose = models.TextField()  # a code
    words = models.BinaryField()  # sealed: what it is for
    about = models.BinaryField()  # sealed: which list, as its page says it
    format = models.TextField()  # xlsx | csv
    columns = ArrayField(models.TextField())
    people = ArrayField(models.UUIDField())  # frozen when asked; once the file is made, those who are in it
    asked = models.IntegerField()  # so many people
    approval_id = models.UUIDField(null=True)
    released_at = models.DateTimeField(null=True)  # from then on it may be made
    made_at = models.DateTimeField(null=True)
    written = models.IntegerField(default=0)  # people in the file
    fetched_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["post_id", "-asked_at"], name="export_asked")]
        constraints = [
            models.CheckConstraint(condition=Q(format__in=("xlsx", "csv")), name="export_format"),
            models.CheckConstraint(
                condition=Q(released_at__isnull=False) | Q(approval_id__isnull=False, made_at__isnull=True),
                name="export_made_after_release",
            ),
            models.CheckConstraint(
                condition=Q(fetched_at__isnull=True) | Q(made_at__isnull=False), name="export_fetched_after_made"
            ),
        ]
