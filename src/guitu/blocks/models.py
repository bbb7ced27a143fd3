"""Blocks of the ledger and of the log of looks, how far their sealing has come, and what was verified."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class Block(models.Model):
    """So many lines and looks sealed together, chained to the block before and signed: also the checkpoint there."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    no = models.BigIntegerField()
    first = models.BigIntegerField()  # the number of its first line, from 1 on
    number = models.IntegerField()  # of its lines
    members = models.BinaryField()  # of each line: what it is, its id, its keyed hash
    before = models.BinaryField()  # the head of the block before
    head = models.BinaryField()
    is_backlog = models.BooleanField()  # may hold lines of a release that did not write under a key
    sealed_at = models.DateTimeField()
    signature = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "no"], name="block_no")]


class Sealer(models.Model):
    """When lines of a county were last looked for, and what stands in the way of anchoring."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    ran_at = models.DateTimeField()
    trouble = models.TextField(default="")  # a code

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id"], name="sealer_of")]


class Check(models.Model):
    """Somebody asked whether the ledger is whole; the answer, in codes and numbers."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    post_id = models.UUIDField()
    asked_at = models.DateTimeField()
    code = models.TextField(default="")  # the one typed from paper
    done_at = models.DateTimeField(null=True)
    lines = models.BigIntegerField(null=True)
    faults = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["county_id", "-asked_at"], name="check_asked")]
