"""Registers of casework: measures, and the batches that rosters come in by."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from guitu.people.models import Person


class Measure(models.Model):
    """措施: what police decided or a clinic agreed. Its state is folded from facts, never kept here."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False)
    kind = models.TextField()
    organ = models.BinaryField(null=True)  # encrypted, as everything that is typed
    decision_no = models.BinaryField(null=True)  # encrypted: a document number leads to a person

    class Meta:
        indexes = [models.Index(fields=["person"], name="measure_person")]


class ImportBatch(models.Model):
    """One uploaded roster: its mapping, its counts, how far it has come."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    post_id = models.UUIDField()
    file_digest = models.BinaryField()
    file_name = models.BinaryField()  # encrypted: a file may be called after somebody
    state = models.TextField(default="parsed")  # parsed | importing | imported | settled | undone | failed
    mapping = models.BinaryField()  # encrypted: a heading row read wrongly holds names
    counts = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["county_id", "-created_at"], name="batch_recent")]


class ImportRow(models.Model):
    """One line of the sheet as read, encrypted, with what is wrong and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, db_index=False)
    line = models.IntegerField()
    raw = models.BinaryField()  # encrypted
    errors = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    outcome = models.TextField(default="waiting")  # waiting | added | same | refused | skipped
    person_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "batch", "line"], name="import_line")]


class Confided(models.Model):
    """心理咨询记录: a note or a filled-in scale, read by the counsellor of the file alone; no other post of whatever
    role has a row of it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", default="people", db_default="people")
    matter_id = models.UUIDField()
    post_id = models.UUIDField()
    recorded_at = models.DateTimeField()
    body = models.BinaryField()  # encrypted: day, kind, words, answers

    class Meta:
        indexes = [models.Index(fields=["matter_id", "recorded_at"], name="confided_of_matter")]
