"""台账: a line per fact and per register change; requests answered once; what leaves the house."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class Entry(models.Model):
    """One line: who, from which post, through which door, when, under which pack, what it corrects."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    at = models.DateTimeField()
    post_id = models.UUIDField()
    account_id = models.UUIDField(null=True)
    door = models.TextField()
    command = models.TextField()
    request_id = models.TextField()
    object_kind = models.TextField()
    object_id = models.UUIDField()
    matter_id = models.UUIDField(null=True)  # the file, where there is one
    compartment = models.TextField(db_collation="C", default="people", db_default="people")  # the matter's
    corrects = models.UUIDField(null=True)
    policy = models.TextField(null=True)  # hash of the pack text in force
    detail = models.JSONField(default=dict)  # codes and days, never a name
    digest = models.BinaryField()
    block = models.BigIntegerField(null=True)  # sealed later, by the clock

    class Meta:
        indexes = [
            models.Index(fields=["county_id", "at", "id"], name="entry_unsealed", condition=models.Q(block__isnull=True)),
            models.Index(fields=["matter_id", "at"], name="entry_of_matter"),
            models.Index(fields=["county_id", "at"], name="entry_county_at"),
        ]


class Request(models.Model):
    """A request id answered once: sent twice it gives the first answer again."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    post_id = models.UUIDField()
    command = models.TextField()
    key = models.TextField()
    fingerprint = models.BinaryField()
    answer = models.BinaryField(null=True)  # encrypted: it tells what followed
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "post_id", "command", "key"], name="request_once")]


class Outbox(models.Model):
    """What leaves the house after the commit: notices, files, other systems. Nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    at = models.DateTimeField()
    channel = models.TextField()
    payload = models.JSONField()
    sent_at = models.DateTimeField(null=True)


class PolicyVersion(models.Model):
    """The text of a pack as activated, by hash. Facts and duties name it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")  # a county, or a town with a pack of its own
    pack = models.TextField()
    digest = models.TextField()
    text = models.TextField()
    activated_at = models.DateTimeField()
    post_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county_id", "scope_path", "digest", "activated_at"], name="policy_activation"
            )
        ]


class Fact(models.Model):
    """What happened of one matter, once and for all: written once, `scope_path` alone follows the matter. Kinds and bodies
    are in `rules/facts/`."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    matter_id = models.UUIDField()  # keyed in SQL, with its place and compartment
    scope_path = models.TextField(db_collation="C")  # who may see it
    compartment = models.TextField(db_collation="C", default="people", db_default="people")  # the matter's
    happened_path = models.TextField(db_collation="C")  # where it happened; never changes
    kind = models.TextField()
    happened_on = models.DateField()
    happened_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    corrects = models.UUIDField(null=True)
    body = models.BinaryField()  # what the fact says, encrypted: see `sealed.py`
    counted = models.JSONField(default=dict)  # of it what figures count by, in clear: `rules/records.py: COUNTED`
    note = models.BinaryField(null=True)  # free text, encrypted
    post_id = models.UUIDField()
    policy = models.TextField(null=True)
    batch_id = models.UUIDField(null=True)  # of several that came by one click or one file

    class Meta:
        indexes = [
            models.Index(fields=["matter_id", "happened_on"], name="fact_of_matter"),
            models.Index(fields=["county_id", "kind", "happened_on"], name="fact_kind"),
            models.Index(fields=["batch_id"], name="fact_batch", condition=models.Q(batch_id__isnull=False)),
        ]
