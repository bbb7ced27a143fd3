"""Sheets on their way in: the file as it was read, its rows, and what an office said its words mean."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class Batch(models.Model):
    """One file that a post sent: how it was read, and how far it has come."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    post_id = models.UUIDField()
    sheet = models.TextField()  # the code of its kind
    file_digest = models.BinaryField()
    file_name = models.BinaryField()  # sealed
    state = models.TextField()  # reading | unreadable | mapping | parsed | importing | stopped | imported | undoing | undone
    mapping = models.BinaryField()  # sealed: a heading row read wrongly holds names
    counts = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["post_id", "sheet", "-created_at"], name="sheet_recent")]


class Row(models.Model):
    """One line of a file as it was read, with what is wrong and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, db_index=False)
    line = models.IntegerField()
    raw = models.BinaryField()  # sealed
    errors = models.JSONField(default=list)  # codes alone
    warnings = models.JSONField(default=list)
    outcome = models.TextField()
    became = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "batch", "line"], name="sheet_line")]


class Known(models.Model):
    """What an office said once of the words and headings of a kind of sheet: it is not asked again."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")  # of the office
    sheet = models.TextField()
    words = models.BinaryField()  # sealed: what was typed in a sheet is in it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "scope_path", "sheet"], name="known_of_office")]
